// SPDX-License-Identifier: MIT
#include "session/inspect/Pictures.h"

#include "data/ExifOrientation.h"
#include "data/ImageReader.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <utility>

namespace lookaway {

namespace {

/// EXIF data comes in the first segments of a JPEG.
constexpr std::size_t startBytes = std::size_t{ 256 } << 10;

std::string startOf(const std::filesystem::path& path)
{
    std::string bytes(startBytes, '\0');
    std::ifstream file(path, std::ios::binary);
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

/// The shorter side after the longer one has been shrunk to maxSide.
int shrunk(std::int64_t shorter, std::int64_t longer, int maxSide)
{
    const double scale = static_cast<double>(maxSide) / static_cast<double>(longer);
    return std::max(1, static_cast<int>(std::lround(static_cast<double>(shorter) * scale)));
}

} // namespace

Result<Image> readPicture(const std::filesystem::path& path, int maxSide)
{
    const auto header = inspectImage(path);
    if (!header)
        return header.error();
    const auto [shorter, longer] = std::minmax(header->width, header->height);
    if (maxSide <= 0 || longer <= maxSide)
        return readImage(path);
    const int small = shrunk(shorter, longer, maxSide);
    const auto picture = readImage(path, small);
    if (!picture)
        return picture;
    const bool wide = picture->width >= picture->height; // after its orientation
    return resizeImage(*picture, wide ? maxSide : small, wide ? small : maxSide);
}

Result<PictureFacts> pictureFacts(const std::filesystem::path& path)
{
    const auto header = inspectImage(path);
    if (!header)
        return header.error();
    PictureFacts facts{ static_cast<int>(header->width), static_cast<int>(header->height) };
    std::error_code code;
    const auto bytes = std::filesystem::file_size(path, code);
    facts.bytes = code ? 0 : bytes;
    if (header->format == ImageFormat::Jpeg) {
        const std::string start = startOf(path);
        ByteSource source(start);
        if (exifOrientation(source) >= 5)
            std::swap(facts.width, facts.height);
    }
    return facts;
}

} // namespace lookaway
