// SPDX-License-Identifier: MIT
#pragma once

#include "compare/FigureRecord.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace lookaway::test {

/// Pictures in rows; the input and a heat map of each model in columns. Nothing of it is on the disk.
inline FigureSpec sampleFigure(int rows, int models)
{
    FigureSpec spec;
    auto& comparison = spec.comparison;
    const char* const titles[] = { "baseline", "0-occlusion", "R-occlusion", "1-occlusion" };
    for (int i = 0; i < models; ++i) {
        ComparedModel model;
        model.title = i < 4 ? titles[i] : "model " + std::to_string(i + 1);
        model.source.kind = ModelSource::Kind::Weights;
        model.source.path = "/nowhere/" + std::to_string(i) + ".safetensors";
        model.source.model = "resnet18";
        comparison.models.push_back(model);
    }
    for (int i = 0; i < rows; ++i) {
        ComparedPicture picture;
        picture.file = "/nowhere/pictures/" + std::to_string(i) + ".png";
        picture.title = "Picture " + std::to_string(i + 1);
        comparison.pictures.push_back(picture);
    }
    ComparedColumn input;
    input.kind = ComparedColumn::Kind::Input;
    comparison.columns.push_back(input);
    for (int i = 0; i < models; ++i) {
        ComparedColumn map;
        map.model = static_cast<std::size_t>(i);
        comparison.columns.push_back(map);
    }
    spec.style.widthMm = 114;
    return spec;
}

/// The same shade for the same number, another one for another.
inline std::shared_ptr<const Image> samplePicture(int number, int side = 64)
{
    auto picture = std::make_shared<Image>(side, side);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            auto* pixel = picture->at(x, y);
            const bool stripe = (x / 8 + y / 8) % 2 == 0;
            pixel[0] = static_cast<std::uint8_t>(40 + 50 * (number % 4) + (stripe ? 20 : 0));
            pixel[1] = static_cast<std::uint8_t>(90 + (stripe ? 30 : 0));
            pixel[2] = static_cast<std::uint8_t>(200 - 40 * (number % 4));
        }
    return picture;
}

/// A hot spot at another place for each number.
inline HeatMap sampleMap(int number, int side = 64)
{
    HeatMap map(side, side);
    const double cx = side * (0.3 + 0.12 * (number % 4));
    const double cy = side * (0.65 - 0.1 * (number % 3));
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            map.values[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) + static_cast<std::size_t>(x)] =
                static_cast<float>(std::exp(-((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (side * 4.0)));
    return map;
}

/// The number in a name like ".../12.png".
inline int numberOf(const std::filesystem::path& file)
{
    return std::atoi(file.stem().string().c_str());
}

/// What a computation might have found: pictures and maps that say by their colours and places which they are.
inline FigureContent sampleContent(const ComparisonSpec& comparison)
{
    FigureContent content;
    for (const ComparedModel& model : comparison.models) {
        ModelFacts facts;
        facts.source = model.source;
        facts.title = "ResNet-18";
        facts.classCount = 2;
        facts.input.side = 64;
        facts.input.classes = { "car", "truck" };
        facts.layers = { { "layer3", "ReLU", { 1, 4, 4 }, true, {} }, { "layer4", "ReLU", { 1, 2, 2 }, true, {} } };
        facts.targetLayer = "layer4";
        content.models.emplace_back(facts);
    }
    for (const ComparedPicture& picture : comparison.pictures) {
        const int number = numberOf(picture.file);
        ComparedRow row;
        row.className = "car";
        content.rows.push_back(row);
        auto& cells = content.cells.emplace_back();
        for (const ComparedColumn& column : comparison.columns) {
            ComparedCell cell;
            cell.picture = samplePicture(number);
            cell.classIndex = 0;
            cell.predicted = 0;
            cell.predictedName = "car";
            cell.probability = cell.predictedProbability = 0.5 + 0.1 * static_cast<double>(column.model);
            if (column.kind != ComparedColumn::Kind::Input)
                cell.map = sampleMap(static_cast<int>(column.model) + number);
            cells.push_back(cell);
        }
    }
    return content;
}

} // namespace lookaway::test
