// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"
#include "base/Result.h"
#include "session/Session.h"
#include "session/settings/Config.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace lookaway {

/// The picture as the network would see it, side x side pixels, followed by `count` augmented versions of it (equal to
/// it when the augmentation is off). The same seed gives the same versions. Any thread.
Result<std::vector<Image>> augmentationPreview(const std::filesystem::path& picture,
    const AugmentationSettings& settings, int side, int count, std::uint64_t seed);

/// What is to be occluded, by which network. Settings that are used: model, distraction (layer, threshold, where,
/// method, space, randomPerImage), training.seed, training.device.
struct OcclusionPreviewRequest {
    Config config = {};
    /// A run whose best (else last) checkpoint explains; its classes are known. Empty: config's model with its start
    /// weights, or random ones.
    std::filesystem::path run = {};
    std::filesystem::path picture = {};
    /// The class that is explained; -1 = the one that is predicted.
    std::int64_t label = -1;
    /// Side of the square the network sees, px; 0 = the run's or the model's own.
    int side = 0;
};

/// The picture with its hottest place filled in one way.
struct OccludedPreview {
    FillKind fill = FillKind::Zero;
    Image occluded = {};
    /// 1 where pixels are hidden, 0 elsewhere.
    HeatMap mask = {};
    /// Share of the pixels that is hidden, [0, 1].
    double share = 0;
    /// Of the explained class, [0, 1].
    double probabilityAfter = 0;
};

struct OcclusionPreview {
    /// As the network sees it, side x side.
    Image input = {};
    /// Normalised to [0, 1], side x side; all zero where the map has no hottest place.
    HeatMap heat = {};
    std::string layer = {};
    /// The class that is explained, and the one that is predicted.
    std::int64_t label = 0;
    std::int64_t predicted = 0;
    /// Names of the network's classes; empty where they are not known.
    std::vector<std::string> classes = {};
    /// Of the explained class, [0, 1].
    double probability = 0;
    /// zero, one, random, blur, mean.
    std::vector<OccludedPreview> fills = {};
};

/// Occludes one picture with every fill, as the scheme would, in inference mode; hands the result over on the session's
/// thread before the run ends.
Job occlusionPreviewJob(OcclusionPreviewRequest request, std::function<void(OcclusionPreview)> done);

} // namespace lookaway
