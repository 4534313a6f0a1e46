// SPDX-License-Identifier: MIT
#pragma once

#include "data/DataSettings.h"
#include "distract/DistractionSettings.h"
#include "explain/ExplainSettings.h"
#include "models/ModelSettings.h"
#include "train/TrainingSettings.h"

#include <string>

namespace lookaway {

/// What a run leaves behind besides its checkpoints. Torch-free.
struct RunSettings {
    /// Folder of the run; made when it is not there.
    std::string folder = {};
    /// The first so many occluded mini-batches are written as picture sheets to RUN/snapshots.
    int snapshotBatches = 0;
    /// So many validation pictures are explained before training and after every epoch, and kept in RUN/probes.
    int probePictures = 0;
    /// Write an event file for TensorBoard.
    bool tensorBoard = true;
    /// After training also test on the test pictures with randomly erased regions.
    bool randomErasingTest = false;
};

/// Everything that is needed to repeat a run. Each field is described once, in the settings table (Settings.h), which
/// feeds the configuration file, the command line, the validation sentences and the studio's form.
struct Config {
    DataSettings data = {};
    AugmentationSettings augmentation = {};
    ModelSettings model = {};
    DistractionSettings distraction = {};
    /// Of the explanation that drives the distraction, and of those that are asked for.
    ExplainSettings explain = {};
    TrainingSettings training = {};
    RunSettings run = {};
};

} // namespace lookaway
