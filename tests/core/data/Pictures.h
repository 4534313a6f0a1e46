// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <QTemporaryDir>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace lookaway::test {

/// A folder that vanishes with the test.
class TemporaryFolder {
public:
    std::filesystem::path path() const { return m_folder.path().toStdString(); }
    std::filesystem::path operator/(const std::filesystem::path& name) const { return path() / name; }

private:
    QTemporaryDir m_folder;
};

inline void writeBytes(const std::filesystem::path& path, const std::string& bytes)
{
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

inline std::string readBytes(const std::filesystem::path& path)
{
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
}

/// Smooth colours that differ everywhere, so that JPEG keeps them and a wrong orientation shows. RGB at x, y.
inline std::array<int, 3> gradientColour(int x, int y, int width, int height)
{
    return { x * 255 / std::max(width - 1, 1), y * 255 / std::max(height - 1, 1), 128 };
}

inline cv::Mat gradient(int width, int height)
{
    cv::Mat bgr(height, width, CV_8UC3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const auto [r, g, b] = gradientColour(x, y, width, height);
            bgr.at<cv::Vec3b>(y, x) = cv::Vec3b(uchar(b), uchar(g), uchar(r));
        }
    }
    return bgr;
}

/// The file's bytes as OpenCV writes them.
inline std::string encoded(
    const std::string& extension, const cv::Mat& picture, const std::vector<int>& parameters = {})
{
    std::vector<unsigned char> bytes;
    cv::imencode(extension, picture, bytes, parameters);
    return std::string(bytes.begin(), bytes.end());
}

/// A small picture of one colour, different for every `number`.
inline void writePicture(const std::filesystem::path& path, int number = 0, int side = 8)
{
    const cv::Scalar colour(number * 7 % 256, number * 31 % 256, number % 256);
    writeBytes(path, encoded(path.extension().string(), cv::Mat(side, side, CV_8UC3, colour)));
}

inline bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace lookaway::test
