// SPDX-License-Identifier: MIT
#include "session/settings/DemoConfig.h"

namespace lookaway {

DemoSettings demoPictures()
{
    return {};
}

Config demoConfig(const std::string& pictures, const std::string& run, FillKind fill, std::uint64_t seed)
{
    Config config;
    config.data.path = pictures;
    config.data.cacheMegabytes = 256; // all of the pictures: decoding them anew would cost more than the training
    config.augmentation.rotationDegrees = 10;
    config.model.name = "small_cnn";
    config.distraction.fill = fill;
    config.training.seed = seed;
    config.training.epochs = 30;
    config.training.learningRate = 3e-3; // from random weights; the paper's 5e-5 is for fine-tuning
    // So small a network gains little from more, and one thread does not wait for a core that something else is using.
    config.training.threads = 1;
    config.training.keepEveryEpochs = 5; // a few hundred kB each, to watch the heat maps change
    config.run.folder = run;
    config.run.snapshotBatches = fill == FillKind::None ? 0 : 3;
    return config;
}

} // namespace lookaway
