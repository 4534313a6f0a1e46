// SPDX-License-Identifier: MIT
#include "data/ImageReader.h"

#include "base/AtomicFile.h"
#include "data/ImageHeaderParser.h"

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <exception>
#include <system_error>

namespace lookaway {

static Error cannotOpen(const std::filesystem::path& path, int code)
{
    return fail("Cannot read '" + path.string() + "': " + std::generic_category().message(code) + ".",
        code == EACCES ? "Check its permissions." : "");
}

Result<ImageHeader> inspectImage(const std::filesystem::path& path)
{
    // O_NONBLOCK: opening a pipe that is called .jpg must not wait for a writer.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return cannotOpen(path, errno);
    struct stat status = {};
    Result<ImageHeader> header = fail("'" + path.string() + "' is not a regular file.");
    if (::fstat(descriptor, &status) != 0) {
        header = cannotOpen(path, errno);
    } else if (S_ISREG(status.st_mode)) {
        ByteSource bytes(descriptor, static_cast<std::uint64_t>(status.st_size));
        header = bytes.size() > kMaxPictureBytes
            ? fail("'" + path.string() + "' is larger than " + std::to_string(kMaxPictureBytes >> 20) + " MiB.")
            : parseImageHeader(bytes, path.string(), Completeness::Quick);
    }
    ::close(descriptor);
    return header;
}

/// The PNG with the chunks that make up the picture and its orientation only. The others cannot change the pixels
/// here, but make libpng write warnings to the terminal (a broken colour profile is common).
static std::string essentialPng(std::string_view bytes)
{
    std::string kept(bytes.substr(0, 8));
    kept.reserve(bytes.size());
    ByteSource source(bytes);
    for (std::uint64_t at = 8; at < bytes.size();) {
        const std::uint64_t length = 12 + std::uint64_t(source.bigEndian(at, 4).value_or(0));
        const std::string_view type = bytes.substr(at + 4, 4);
        if (type == "IHDR" || type == "PLTE" || type == "tRNS" || type == "eXIf" || type == "IDAT" || type == "IEND")
            kept.append(bytes.substr(at, length));
        if (type == "IEND")
            break;
        at += length;
    }
    return kept;
}

static int decodeFlags(const ImageHeader& header, int coverSide)
{
    if (header.format != ImageFormat::Jpeg || coverSide <= 0)
        return cv::IMREAD_COLOR;
    const auto covers = [&](std::int64_t scale) { return std::min(header.width, header.height) / scale >= coverSide; };
    if (covers(8))
        return cv::IMREAD_REDUCED_COLOR_8;
    if (covers(4))
        return cv::IMREAD_REDUCED_COLOR_4;
    return covers(2) ? cv::IMREAD_REDUCED_COLOR_2 : cv::IMREAD_COLOR;
}

static cv::Mat asMat(const Image& image)
{
    return cv::Mat(image.height, image.width, CV_8UC3, const_cast<std::uint8_t*>(image.pixels.data()));
}

Result<Image> decodeImage(std::string_view bytes, const std::string& name, int coverSide)
{
    ByteSource source(bytes);
    const auto header = parseImageHeader(source, name, Completeness::Full);
    if (!header.ok())
        return header.error();
    try {
        std::string png;
        if (header->format == ImageFormat::Png) {
            png = essentialPng(bytes);
            bytes = png;
        }
        const cv::Mat encoded(1, static_cast<int>(bytes.size()), CV_8U, const_cast<char*>(bytes.data()));
        const cv::Mat decoded = cv::imdecode(encoded, decodeFlags(*header, coverSide));
        if (decoded.empty())
            return fail("'" + name + "' cannot be decoded: its data is damaged or of an unusual kind.",
                "Open it in a picture editor and save it again.");
        Image image(decoded.cols, decoded.rows);
        cv::Mat rgb = asMat(image);
        cv::cvtColor(decoded, rgb, cv::COLOR_BGR2RGB);
        return image;
    } catch (const cv::Exception& error) {
        return fail("'" + name + "' cannot be decoded: " + error.err + ".");
    } catch (const std::bad_alloc&) {
        return fail("'" + name + "' cannot be decoded: not enough memory for its pixels.");
    }
}

Result<Image> readImage(const std::filesystem::path& path, int coverSide)
{
    std::error_code code;
    const auto type = std::filesystem::status(path, code).type();
    if (type != std::filesystem::file_type::regular && type != std::filesystem::file_type::not_found)
        return code ? cannotOpen(path, code.value()) : fail("'" + path.string() + "' is not a regular file.");
    const auto bytes = readFile(path, kMaxPictureBytes);
    if (!bytes.ok())
        return bytes.error();
    return decodeImage(*bytes, path.string(), coverSide);
}

Image resizeImage(const Image& image, int width, int height)
{
    if (image.width == width && image.height == height)
        return image;
    Image resized(width, height);
    cv::Mat target = asMat(resized);
    const bool shrinks = width <= image.width && height <= image.height;
    cv::resize(asMat(image), target, target.size(), 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
    return resized;
}

void prepareImageLibrary()
{
    cv::setNumThreads(0);
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
}

} // namespace lookaway
