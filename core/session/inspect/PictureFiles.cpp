// SPDX-License-Identifier: MIT
#include "session/inspect/PictureFiles.h"

#include "base/AtomicFile.h"
#include "data/Listing.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

Result<std::vector<fs::path>> picturesBelow(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code problem;
    const auto options = fs::directory_options::skip_permission_denied;
    for (auto it = fs::recursive_directory_iterator(folder, options, problem); !problem && it != fs::end(it);
         it.increment(problem))
        if (it->is_regular_file(problem) && looksLikePicture(it->path()))
            found.push_back(it->path());
    if (problem)
        return fail("The folder '" + folder.string() + "' cannot be read: " + problem.message() + ".");
    if (found.empty())
        return fail("There are no pictures in '" + folder.string() + "'.", "JPEG, PNG, BMP, WebP and TIFF are read.");
    std::sort(found.begin(), found.end());
    return found;
}

/// One pixel of a picture moved towards a colour by `share`.
void blend(std::uint8_t* pixel, const Rgb& colour, float share)
{
    const std::array<std::uint8_t, 3> towards{ colour.red, colour.green, colour.blue };
    for (std::size_t c = 0; c < 3; ++c) {
        const auto from = static_cast<float>(pixel[c]);
        pixel[c] = static_cast<std::uint8_t>(std::lround(from + share * (static_cast<float>(towards[c]) - from)));
    }
}

} // namespace

Result<std::vector<fs::path>> listPictures(const std::vector<fs::path>& places)
{
    std::vector<fs::path> all;
    std::set<fs::path> seen;
    const auto add = [&](const fs::path& file) {
        if (seen.insert(file.lexically_normal()).second)
            all.push_back(file);
    };
    for (const auto& place : places) {
        std::error_code ignored;
        const auto status = fs::status(place, ignored);
        if (!fs::exists(status))
            return fail("'" + place.string() + "' does not exist.", "Name pictures or folders of pictures.");
        if (fs::is_directory(status)) {
            const auto found = picturesBelow(place);
            if (!found)
                return found.error();
            std::for_each(found->begin(), found->end(), add);
        } else if (looksLikePicture(place)) {
            add(place);
        } else {
            return fail(
                "'" + place.string() + "' has no name of a picture.", "JPEG, PNG, BMP, WebP and TIFF are read.");
        }
    }
    return all;
}

Result<void> writePng(const fs::path& file, const Image& picture)
{
    const cv::Mat rgb(picture.height, picture.width, CV_8UC3, const_cast<std::uint8_t*>(picture.pixels.data()));
    cv::Mat bgr;
    cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
    std::vector<std::uint8_t> bytes;
    if (bgr.empty() || !cv::imencode(".png", bgr, bytes))
        return fail("The picture '" + file.string() + "' cannot be encoded.");
    return writeFileAtomically(file, { reinterpret_cast<const char*>(bytes.data()), bytes.size() });
}

Result<void> writeNpy(const fs::path& file, const HeatMap& map)
{
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + std::to_string(map.height) + ", "
        + std::to_string(map.width) + "), }";
    constexpr std::size_t preamble = 10; // magic, version, length of the header
    header.append((64 - (preamble + header.size() + 1) % 64) % 64, ' ');
    header += '\n';
    std::string content("\x93NUMPY\x01\x00", 8);
    content += static_cast<char>(header.size() & 0xFF);
    content += static_cast<char>(header.size() >> 8);
    content += header;
    content.append(reinterpret_cast<const char*>(map.values.data()), map.values.size() * sizeof(float));
    return writeFileAtomically(file, content);
}

Image overlay(const Image& picture, const HeatMap& heat, ColorMap map, double opacity)
{
    Image shown = picture;
    const auto share = static_cast<float>(std::clamp(opacity, 0.0, 1.0));
    for (std::size_t i = 0; i < heat.values.size(); ++i)
        blend(shown.pixels.data() + 3 * i, colorAt(map, heat.values[i]), share);
    return shown;
}

Image overlaySigned(const Image& picture, const HeatMap& heat, double opacity)
{
    constexpr Rgb red{ 178, 24, 43 };
    constexpr Rgb blue{ 33, 102, 172 };
    Image shown = picture;
    const auto share = static_cast<float>(std::clamp(opacity, 0.0, 1.0));
    for (std::size_t i = 0; i < heat.values.size(); ++i) {
        const float strength = 2 * heat.values[i] - 1;
        blend(shown.pixels.data() + 3 * i, strength > 0 ? red : blue, std::min(1.F, 2 * share * std::abs(strength)));
    }
    return shown;
}

} // namespace lookaway
