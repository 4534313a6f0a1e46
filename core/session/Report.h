// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "evaluate/TestResult.h"
#include "session/Preparation.h"
#include "train/Trainer.h"

#include <string>
#include <vector>

namespace lookaway {

/// report.json: one flat object. Names are stable: "test.accuracy", "test.macro_f1", "test_cue_hidden.accuracy", ... of
/// the best checkpoint (see TestResult.h), "training.best_epoch" (from 0), "training.epochs", "training.ending",
/// "training.best_validation_loss", "checkpoint.sha256", the settings that tell runs apart, and
/// "unreadable" (list of {path, reason}): the pictures that were left out.
Result<std::string> reportJson(
    const Preparation& run, const TrainingOutcome& outcome, const std::vector<TestResult>& tests);

} // namespace lookaway
