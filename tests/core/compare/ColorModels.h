// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/Inspection.h"
#include "session/inspect/ModelSidecar.h"
#include "weights/Safetensors.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <QTemporaryDir>
#include <QtGlobal>

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

namespace lookaway::test {

/// A network whose answers can be worked out by hand: its only feature map is one colour channel of the picture, an
/// eighth as large (black and half-bright give 0, full brightness 1); the logits are `biases`, and for class `looks`
/// four times that map's mean is added.
struct ColorModel {
    int channel = 0; ///< 0 red, 1 green, 2 blue
    std::vector<std::string> classes = { "red", "green", "blue" };
    std::size_t looks = 0;
    std::vector<float> biases = { 0, 0, 0 };
    int side = 32;
    InputFormat::Fit fit = InputFormat::Fit::Stretch;
    bool named = true; ///< its classes have names
};

inline void insertFloats(
    StateDict& dict, const std::string& name, std::vector<std::int64_t> shape, const std::vector<float>& values)
{
    const auto bytes = values.size() * sizeof(float);
    dict.insert(name, { ScalarType::F32, std::move(shape), copyBytes(values.data(), bytes), bytes });
}

/// Writes its weights, and its input settings beside them.
inline ModelSource writeColorModel(const std::filesystem::path& file, const ColorModel& model)
{
    StateDict dict;
    const std::int64_t channels[] = { 3, 16, 32, 64, 96 };
    for (std::size_t i = 1; i < 5; ++i) {
        const auto in = static_cast<std::size_t>(channels[i - 1]);
        const auto out = static_cast<std::size_t>(channels[i]);
        const std::string stage = "features." + std::to_string(i - 1) + ".";
        std::vector<float> kernel(out * in * 9);
        kernel[(i == 1 ? static_cast<std::size_t>(model.channel) : 0) * 9 + 4] = 1; // the middle of map 0
        insertFloats(dict, stage + "conv.weight", { channels[i], channels[i - 1], 3, 3 }, kernel);
        // Batch normalisation that does nothing.
        const float scale = std::sqrt(1 + 1e-5F);
        insertFloats(dict, stage + "bn.weight", { channels[i] }, std::vector<float>(out, scale));
        insertFloats(dict, stage + "bn.bias", { channels[i] }, std::vector<float>(out));
        insertFloats(dict, stage + "bn.running_mean", { channels[i] }, std::vector<float>(out));
        insertFloats(dict, stage + "bn.running_var", { channels[i] }, std::vector<float>(out, 1));
    }
    const auto classes = model.biases.size();
    std::vector<float> head(classes * 96);
    head[model.looks * 96] = 4;
    insertFloats(dict, "fc.weight", { static_cast<std::int64_t>(classes), 96 }, head);
    insertFloats(dict, "fc.bias", { static_cast<std::int64_t>(classes) }, model.biases);
    if (const auto written = writeSafetensors(file, dict); !written)
        qFatal("%s", written.error().what.c_str());
    const ModelSource source{ ModelSource::Kind::Weights, file, "small_cnn" };
    InputFormat format;
    format.side = model.side;
    format.fit = model.fit;
    format.mean = format.std = { 0.5F, 0.5F, 0.5F };
    if (model.named)
        format.classes = model.classes;
    if (const auto written = writeSidecar(sidecarOf(source), format); !written)
        qFatal("%s", written.error().what.c_str());
    return source;
}

/// 64 x 64, its left half red and its right half green.
inline std::filesystem::path writeHalves(const std::filesystem::path& file)
{
    cv::Mat picture(64, 64, CV_8UC3, cv::Scalar(0, 0, 255));
    picture(cv::Rect(32, 0, 32, 64)).setTo(cv::Scalar(0, 255, 0));
    std::filesystem::create_directories(file.parent_path());
    cv::imwrite(file.string(), picture);
    return file;
}

/// A folder that vanishes with the test.
class Folder {
public:
    std::filesystem::path path() const { return m_folder.path().toStdString(); }
    std::filesystem::path operator/(const std::string& name) const { return path() / name; }

private:
    QTemporaryDir m_folder;
};

} // namespace lookaway::test
