// SPDX-License-Identifier: MIT
#pragma once

#include "base/Random.h"
#include "session/settings/Config.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace lookaway::test {

/// A folder that vanishes with the test.
class Folder {
public:
    std::filesystem::path path() const { return m_folder.path().toStdString(); }
    std::filesystem::path operator/(const std::string& name) const { return path() / name; }

private:
    QTemporaryDir m_folder;
};

inline std::string bytesOf(const std::filesystem::path& path)
{
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
}

/// Noise with a square whose colour is the class: blue, green, red, ...
inline void writePicture(const std::filesystem::path& path, int label, std::uint64_t seed)
{
    Random random(seed);
    cv::Mat picture(32, 32, CV_8UC3);
    picture.forEach<cv::Vec3b>([](cv::Vec3b& pixel, const int*) { pixel = { 90, 90, 90 }; });
    for (int i = 0; i < 300; ++i)
        picture.at<cv::Vec3b>(static_cast<int>(random.below(32)), static_cast<int>(random.below(32)))[random.below(3)] =
            static_cast<std::uint8_t>(random.below(256));
    const int x = static_cast<int>(random.below(16));
    const int y = static_cast<int>(random.below(16));
    cv::Scalar colour(0, 0, 0);
    colour[label % 3] = 255;
    picture(cv::Rect(x, y, 16, 16)).setTo(colour);
    std::filesystem::create_directories(path.parent_path());
    cv::imwrite(path.string(), picture);
}

inline void writeClass(const std::filesystem::path& folder, int label, int count)
{
    for (int i = 0; i < count; ++i)
        writePicture(folder / ("picture" + std::to_string(i) + ".png"), label,
            deriveSeed(7, folder.parent_path().filename().string(), static_cast<std::uint64_t>(label),
                static_cast<std::uint64_t>(i)));
}

/// root/{train,val,test,test-cue-hidden}/{blue,green,red}: 16, 4, 4 and 3 pictures a class.
inline void writeTinyData(const std::filesystem::path& root)
{
    const std::pair<const char*, int> parts[] = { { "train", 16 }, { "val", 4 }, { "test", 4 },
        { "test-cue-hidden", 3 } };
    const char* const names[] = { "blue", "green", "red" };
    for (const auto& [part, count] : parts)
        for (int label = 0; label < 3; ++label)
            writeClass(root / part / names[label], label, count);
}

/// A run of 4 epochs with 6 mini-batches each, half of which are occluded by random values; one thread, fp32.
inline Config tinyConfig(const std::filesystem::path& data, const std::filesystem::path& run)
{
    Config config;
    config.data.path = data.string();
    config.data.imageSize = 32;
    config.data.loaderThreads = 2;
    config.run.folder = run.string();
    config.model.name = "small_cnn";
    config.training.epochs = 4;
    config.training.batchSize = 8;
    config.training.learningRate = 3e-3;
    config.training.threads = 1;
    config.training.device = "cpu";
    config.training.precision = Precision::Fp32;
    config.training.checkpointEverySteps = 4;
    config.distraction.fill = FillKind::Random;
    config.distraction.p = 0.5;
    return config;
}

} // namespace lookaway::test
