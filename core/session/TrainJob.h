// SPDX-License-Identifier: MIT
#pragma once

#include "session/Session.h"
#include "session/settings/Config.h"

#include <filesystem>

namespace lookaway {

/// The main job: look through the data, build the model and load its weights, train, test the best checkpoint on every
/// test set, write report.json. Fails with a sentence before anything is written when the settings or the data cannot
/// be used. The folder (config.run.folder) may exist but must not hold a run.
Job trainJob(Config config);

/// Goes on with the run in this folder from its last checkpoint, with its own configuration, so that the result has
/// the bits of an uninterrupted run. Refuses when the data is not what it was. A run that was killed before its first
/// checkpoint starts anew; one that is finished is tested again and its report rewritten.
Job resumeJob(std::filesystem::path folder);

} // namespace lookaway
