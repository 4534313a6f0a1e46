// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>

namespace lookaway {

/// What is drawn. Validation has a quarter, the test sets half as many pictures per class as training.
struct DemoSettings {
    int imagesPerClass = 120; ///< training pictures of each class, [4, 9999]
    int size = 96;            ///< side of the square pictures in pixels, [32, 512]
    std::uint64_t seed = 1;
};

struct DemoSummary {
    std::size_t classes = 0;
    std::size_t pictures = 0; ///< all parts together, masks not counted
    /// The folder held the same data already; nothing was written.
    bool alreadyThere = false;
};

/// Draws the demo data set: eight invented types of aircraft, seen from the side in varied pose, paint, sky and
/// clutter. Each type has one easy cue, the emblem on its fin (small, bright, unlike all others), and several harder
/// ones that tell it apart without the emblem: engines, tail, windows, nose, wing.
///
///     DIR/train, DIR/val, DIR/test     CLASS/NNNN.png, all cues visible
///     DIR/test-cue-hidden              the pictures of test/ with the emblem painted over
///     DIR/masks/{train,val,test}       where the emblem is: 255 inside
///     DIR/demo.json                    settings; written last
///
/// A picture depends on (seed, part, class, number) and size only, so that a larger set holds the smaller one. Refuses
/// a folder that holds something else, or demo data of other settings, with a sentence; data that was left unfinished
/// is drawn again. `progress` is called from several threads, one at a time.
Result<DemoSummary> generateDemoData(const std::filesystem::path& folder, const DemoSettings& settings,
    CancelToken cancel = {}, const std::function<void(std::size_t done, std::size_t total)>& progress = {});

} // namespace lookaway
