// SPDX-License-Identifier: MIT
#include "data/ImageHeaderParser.h"

#include <algorithm>

namespace lookaway {

using Offset = std::uint64_t;

static Error truncated(const std::string& name, const char* format)
{
    return fail("'" + name + "' is truncated: the " + format + " data ends too early.", "Copy or download it again.");
}

// --- JPEG (ITU-T T.81, annex B) ---------------------------------------------------------------------------------

static bool standsAlone(int marker)
{
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8); // TEM, RSTn, SOI have no length
}

static bool isFrameHeader(int marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// Finds the next marker at or after `at` and moves `at` behind it. Stuffed (FF 00) and fill bytes are passed over,
/// so this walks through entropy-coded data as well as between segments.
static std::optional<int> nextMarker(ByteSource& bytes, Offset& at)
{
    while (true) {
        const auto found = bytes.find(0xFF, at);
        if (!found)
            return std::nullopt;
        at = *found + 1;
        const auto code = bytes.byte(at);
        if (!code)
            return std::nullopt;
        if (*code != 0x00 && *code != 0xFF) {
            ++at;
            return *code;
        }
    }
}

/// Follows segments and scans from `at` to the end-of-image marker. Segments are skipped by their length, so a
/// thumbnail inside one cannot be mistaken for the picture. Stops at the first scan when `frame` is asked for.
static bool reachesEnd(ByteSource& bytes, Offset at, bool stopAtScan, ImageHeader* frame, Offset* scan)
{
    while (const auto marker = nextMarker(bytes, at)) {
        if (*marker == 0xD9)
            return !stopAtScan;
        if (standsAlone(*marker))
            continue;
        const auto length = bytes.bigEndian(at, 2);
        if (!length || *length < 2)
            return false;
        if (frame != nullptr && isFrameHeader(*marker)) {
            frame->height = bytes.bigEndian(at + 3, 2).value_or(0);
            frame->width = bytes.bigEndian(at + 5, 2).value_or(0);
        }
        at += *length;
        if (stopAtScan && *marker == 0xDA) {
            *scan = at;
            return true;
        }
    }
    return false;
}

static bool endMarkerInTail(ByteSource& bytes, Offset scan)
{
    constexpr Offset tail = 4096;
    Offset at = std::max(scan, bytes.size() > tail ? bytes.size() - tail : 0);
    while (const auto marker = nextMarker(bytes, at)) {
        if (*marker == 0xD9)
            return true;
    }
    return false;
}

static Result<ImageHeader> parseJpeg(ByteSource& bytes, const std::string& name, Completeness completeness)
{
    ImageHeader header;
    Offset scan = 0;
    if (!reachesEnd(bytes, 2, true, &header, &scan))
        return truncated(name, "JPEG");
    const bool complete = (completeness == Completeness::Quick && endMarkerInTail(bytes, scan))
        || reachesEnd(bytes, scan, false, nullptr, nullptr);
    if (!complete)
        return truncated(name, "JPEG");
    return header;
}

// --- PNG (ISO 15948) --------------------------------------------------------------------------------------------

static Result<ImageHeader> parsePng(ByteSource& bytes, const std::string& name)
{
    ImageHeader header;
    header.format = ImageFormat::Png;
    header.width = bytes.bigEndian(16, 4).value_or(0);
    header.height = bytes.bigEndian(20, 4).value_or(0);
    if (header.width * header.height > kMaxPicturePixels)
        return header; // refused anyway: no need to walk through its chunks
    for (Offset at = 8;;) {
        const auto length = bytes.bigEndian(at, 4);
        if (!length || *length > 0x7FFFFFFF || at + 12 + *length > bytes.size())
            return truncated(name, "PNG");
        if (bytes.startsWith(at + 4, "IEND"))
            return header;
        at += 12 + Offset(*length);
    }
}

// --- BMP, WebP, TIFF --------------------------------------------------------------------------------------------

static Result<ImageHeader> parseBmp(ByteSource& bytes, const std::string& name)
{
    ImageHeader header;
    header.format = ImageFormat::Bmp;
    const std::uint32_t headerBytes = bytes.littleEndian(14, 4).value_or(0);
    const bool core = headerBytes == 12; // OS/2
    const std::uint32_t bits = bytes.littleEndian(core ? 24 : 28, 2).value_or(0);
    const std::uint32_t compression = core ? 0 : bytes.littleEndian(30, 4).value_or(0);
    if (core) {
        header.width = bytes.littleEndian(18, 2).value_or(0);
        header.height = bytes.littleEndian(20, 2).value_or(0);
    } else {
        header.width = static_cast<std::int32_t>(bytes.littleEndian(18, 4).value_or(0));
        const std::int64_t height = static_cast<std::int32_t>(bytes.littleEndian(22, 4).value_or(0));
        header.height = height < 0 ? -height : height; // negative: rows top to bottom
    }
    const bool runLengths = compression == 1 || compression == 2;
    if (runLengths || header.width <= 0 || header.width > kMaxPicturePixels || header.height > kMaxPicturePixels)
        return header;
    const Offset row = (Offset(header.width) * bits + 31) / 32 * 4;
    if (bytes.littleEndian(10, 4).value_or(0) + row * Offset(header.height) > bytes.size())
        return truncated(name, "BMP");
    return header;
}

static Result<ImageHeader> parseWebp(ByteSource& bytes, const std::string& name)
{
    ImageHeader header;
    header.format = ImageFormat::Webp;
    if (bytes.startsWith(12, "VP8 ")) {
        header.width = bytes.littleEndian(26, 2).value_or(0) & 0x3FFF;
        header.height = bytes.littleEndian(28, 2).value_or(0) & 0x3FFF;
    } else if (bytes.startsWith(12, "VP8L")) {
        const std::uint32_t packed = bytes.littleEndian(21, 4).value_or(0);
        header.width = (packed & 0x3FFF) + 1;
        header.height = (packed >> 14 & 0x3FFF) + 1;
    } else if (bytes.startsWith(12, "VP8X")) {
        header.width = Offset(bytes.littleEndian(24, 3).value_or(0)) + 1;
        header.height = Offset(bytes.littleEndian(27, 3).value_or(0)) + 1;
    }
    if (Offset(bytes.littleEndian(4, 4).value_or(0)) + 8 > bytes.size())
        return truncated(name, "WebP");
    return header;
}

static Result<ImageHeader> parseTiff(ByteSource& bytes, const std::string& name)
{
    const bool big = bytes.startsWith(0, "MM");
    const auto number = [&](Offset at, int count) {
        return (big ? bytes.bigEndian(at, count) : bytes.littleEndian(at, count)).value_or(0);
    };
    ImageHeader header;
    header.format = ImageFormat::Tiff;
    const Offset directory = number(4, 4);
    const std::uint32_t entries = number(directory, 2);
    if (directory + 2 + Offset(entries) * 12 > bytes.size())
        return truncated(name, "TIFF");
    for (std::uint32_t i = 0; i < entries; ++i) {
        const Offset entry = directory + 2 + Offset(i) * 12;
        const std::uint32_t tag = number(entry, 2);
        const std::uint32_t value = number(entry + 8, number(entry + 2, 2) == 3 ? 2 : 4); // SHORT or LONG
        if (tag == 256)
            header.width = value;
        else if (tag == 257)
            header.height = value;
    }
    return header;
}

// ----------------------------------------------------------------------------------------------------------------

static Result<ImageHeader> parseByFormat(ByteSource& bytes, const std::string& name, Completeness completeness)
{
    using namespace std::string_view_literals;
    if (bytes.startsWith(0, "\xFF\xD8\xFF"sv))
        return parseJpeg(bytes, name, completeness);
    if (bytes.startsWith(0, "\x89PNG\r\n\x1A\n"sv))
        return parsePng(bytes, name);
    if (bytes.startsWith(0, "RIFF") && bytes.startsWith(8, "WEBP"))
        return parseWebp(bytes, name);
    if (bytes.startsWith(0, "II*\0"sv) || bytes.startsWith(0, "MM\0*"sv))
        return parseTiff(bytes, name);
    if (bytes.startsWith(0, "BM"))
        return parseBmp(bytes, name);
    return fail("'" + name + "' is not a picture that can be read (by its content, whatever its name says).",
        "JPEG, PNG, BMP, WebP and TIFF are.");
}

Result<ImageHeader> parseImageHeader(ByteSource& bytes, const std::string& name, Completeness completeness)
{
    if (bytes.size() == 0)
        return fail("'" + name + "' is empty (0 bytes).", "Copy or download it again.");
    auto header = parseByFormat(bytes, name, completeness);
    if (!header.ok())
        return header;
    const std::int64_t width = header->width, height = header->height;
    if (width <= 0 || height <= 0)
        return fail("'" + name + "' has a broken header: it announces no width or no height.");
    if (width > kMaxPicturePixels || height > kMaxPicturePixels || width * height > kMaxPicturePixels)
        return fail("'" + name + "' has " + std::to_string(width) + " x " + std::to_string(height) + " pixels; at most "
                + std::to_string(kMaxPicturePixels / 1000000) + " megapixels are read.",
            "Scale it down first.");
    return header;
}

} // namespace lookaway
