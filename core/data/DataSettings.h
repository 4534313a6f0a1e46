// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace lookaway {

/// Where the pictures come from and how they are split and read. Torch-free. The table in core/session
/// knows the ranges and checks them.
struct DataSettings {
    /// Folder with one folder per class, or with train/ [val/] test/ of such folders; or a .csv/.tsv manifest.
    std::string path = {};
    /// Share of the training part that becomes the validation part where the data brings none; [0, 0.9].
    double validationShare = 0.25;
    /// Share that becomes the test part where the data brings none; [0, 0.9]. A split of 75/25 by default.
    double testShare = 0.25;
    /// Keep the pictures of one group (manifest column) in one part.
    bool splitByGroup = true;
    /// Classes below the n-th largest are oversampled up to its size; 0 = off.
    int oversampleToNthLargest = 0;
    /// Side of the square picture that the network sees, in pixels; 0 = the model's own default.
    int imageSize = 0;
    /// Decoding threads; 0 = as many as the machine has cores, at most 8.
    int loaderThreads = 0;
    /// Batches decoded ahead.
    int prefetchBatches = 4;
    /// Budget of the cache of decoded pictures, in MiB; 0 = off.
    int cacheMegabytes = 0;
};

/// Augmentation of the training pictures (the paper's: flip, rotation, channel shift, brightness).
struct AugmentationSettings {
    bool enabled = true;
    bool horizontalFlip = true;
    /// Rotation drawn from [-x, x], degrees; edge pixels replicated.
    double rotationDegrees = 40;
    /// One value from [-x, x] (of 255) added to all channels, clipped to the picture's own minimum and maximum.
    double channelShift = 30;
    /// Factor drawn from [low, high].
    double brightnessLow = 0.5;
    double brightnessHigh = 1.5;
    /// As Keras (and the authors): stretch the picture to its full range before the brightness factor.
    bool kerasBrightness = false;
    /// Probability of Random Erasing (Zhong et al. 2020) as augmentation; 0 = off.
    double randomErasing = 0;
};

/// Decoding threads that the settings mean on this machine.
int resolvedLoaderThreads(const DataSettings& settings);

} // namespace lookaway
