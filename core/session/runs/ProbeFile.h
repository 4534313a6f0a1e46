// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "session/runs/Event.h"

#include <filesystem>
#include <string>

namespace lookaway {

// The maps of the probe pictures in a run folder: RUN/probes/start.safetensors (before training),
// epoch-0000.safetensors and so on, epochs counted from 0 as in metrics.csv. Tensors: "heat" (N x h x w, normalised),
// "low", "high", "label", "predicted", "probability", "share", "entropy", "components" (N each); metadata: "epoch",
// "global_step", "image_size" and "paths" (JSON list). The pictures themselves stay where they are.

/// Name of the file of an epoch.
std::string probeFileName(int epoch);

/// Writes a file, making the folder. Equal events give equal bytes.
Result<void> writeProbes(const std::filesystem::path& folder, const ProbesExplained& event);

/// A file as it was written, without pictures; `side` becomes that of the pictures, px. A damaged file gets a sentence.
Result<ProbesExplained> readProbeFile(const std::filesystem::path& file, int& side);

/// Removes the files of epochs from `epoch` on, which a resumed run tells again.
void dropProbesFrom(const std::filesystem::path& folder, int epoch);

} // namespace lookaway
