// SPDX-License-Identifier: MIT
#include "data/DataSettings.h"

#include <algorithm>
#include <cstdio>
#include <thread>

namespace lookaway {

static std::string text(double value)
{
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%g", value);
    return buffer;
}

/// Adds a sentence unless low <= value <= high (also for NaN).
static void checkRange(std::vector<std::string>& sentences, const char* name, double value, double low, double high)
{
    if (!(value >= low && value <= high))
        sentences.push_back(
            std::string(name) + " is " + text(value) + "; it must lie in [" + text(low) + ", " + text(high) + "].");
}

std::vector<std::string> validate(const DataSettings& settings)
{
    std::vector<std::string> sentences;
    if (settings.path.empty())
        sentences.push_back("data.path is empty; name a folder of pictures or a .csv/.tsv manifest.");
    checkRange(sentences, "data.validationShare", settings.validationShare, 0, 0.9);
    checkRange(sentences, "data.testShare", settings.testShare, 0, 0.9);
    checkRange(sentences, "data.oversampleToNthLargest", settings.oversampleToNthLargest, 0, 1e6);
    if (settings.imageSize != 0)
        checkRange(sentences, "data.imageSize", settings.imageSize, 16, 2048);
    checkRange(sentences, "data.loaderThreads", settings.loaderThreads, 0, 256);
    checkRange(sentences, "data.prefetchBatches", settings.prefetchBatches, 1, 1024);
    checkRange(sentences, "data.cacheMegabytes", settings.cacheMegabytes, 0, 1 << 24);
    return sentences;
}

std::vector<std::string> validate(const AugmentationSettings& settings)
{
    std::vector<std::string> sentences;
    checkRange(sentences, "augmentation.rotationDegrees", settings.rotationDegrees, 0, 180);
    checkRange(sentences, "augmentation.channelShift", settings.channelShift, 0, 255);
    checkRange(sentences, "augmentation.brightnessLow", settings.brightnessLow, 0, 10);
    checkRange(sentences, "augmentation.brightnessHigh", settings.brightnessHigh, 0, 10);
    if (settings.brightnessLow > settings.brightnessHigh)
        sentences.push_back("augmentation.brightnessLow is above augmentation.brightnessHigh.");
    checkRange(sentences, "augmentation.randomErasing", settings.randomErasing, 0, 1);
    return sentences;
}

int resolvedLoaderThreads(const DataSettings& settings)
{
    if (settings.loaderThreads > 0)
        return settings.loaderThreads;
    return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 8);
}

} // namespace lookaway
