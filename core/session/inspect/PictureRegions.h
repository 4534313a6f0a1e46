// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"
#include "base/Result.h"
#include "session/inspect/Inspection.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lookaway {

/// Where something is in a picture.
struct PictureRegion {
    /// What is there; empty = whatever is explained.
    std::optional<std::int64_t> classIndex = {};
    /// As large as the network's picture, 1 inside (every pixel that the region touches), otherwise 0.
    HeatMap inside = {};
};

/// The regions that the pointing game is played with: boxes of a table, otherwise the masks that demo data has.
class PictureRegions {
public:
    /// Only masks.
    PictureRegions() = default;
    /// Reads a CSV file with a row `picture,class,x0,y0,x1,y1` per box, with or without those words as its header.
    /// `picture`: the end of a picture's path ("cat.jpg", "val/cat.jpg"); `class`: a name or number, empty = whatever
    /// is explained; px of the picture as it is shown, x1 and y1 just outside. Errors name the line.
    static Result<PictureRegions> readBoxes(const std::filesystem::path& file, const ModelFacts& model);

    /// Those of a picture, one per class; none is no error. `decoded`: the whole picture.
    Result<std::vector<PictureRegion>> of(
        const std::filesystem::path& picture, const Image& decoded, const Inspection& model) const;

private:
    struct Box {
        std::filesystem::path picture;
        std::optional<std::int64_t> classIndex;
        double x0, y0, x1, y1;
        std::size_t line;
    };
    static Result<Box> boxOf(const std::vector<std::string>& row, std::size_t line, const ModelFacts& model);
    Result<std::vector<PictureRegion>> boxesOf(
        const std::filesystem::path& picture, const Image& decoded, const Inspection& model) const;

    bool m_hasBoxes = false;
    std::filesystem::path m_file;
    std::vector<Box> m_boxes;
};

} // namespace lookaway
