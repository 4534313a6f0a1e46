// SPDX-License-Identifier: MIT
#pragma once

#include "base/AtomicFile.h"
#include "base/Random.h"
#include "data/BatchLoader.h"
#include "models/Registry.h"
#include "train/Trainer.h"

#include <QTemporaryDir>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace lookaway::test {

/// 16 x 16 pictures of noise with a bright patch whose channel and place tell the class (0, 1, 2).
inline std::shared_ptr<const Dataset> tinyPictures(int count, std::uint64_t seed)
{
    std::vector<Image> images;
    std::vector<std::int64_t> labels;
    for (int i = 0; i < count; ++i) {
        Random random(deriveSeed(seed, "tiny picture", static_cast<std::uint64_t>(i)));
        const int label = i % 3;
        Image image(16, 16);
        for (auto& byte : image.pixels)
            byte = static_cast<std::uint8_t>(random.below(120));
        const int left = static_cast<int>(random.below(4)) + 4 * label;
        for (int y = 4; y < 9; ++y)
            for (int x = left; x < left + 4; ++x)
                image.at(x, y)[label] = static_cast<std::uint8_t>(200 + random.below(50));
        images.push_back(std::move(image));
        labels.push_back(label);
    }
    return std::make_shared<MemoryDataset>(std::move(images), std::move(labels));
}

/// A training run that takes a fraction of a second: 27 pictures in mini-batches of 4 (7 an epoch, the last one of 3),
/// 12 pictures to validate, augmented, half of the mini-batches occluded.
struct TinyRun {
    TrainingSettings settings;
    DistractionSettings distraction;
    std::string model = "small_cnn";
    int loaderThreads = 1;
    int imageSize = 16;
    bool validate = true;
    int trainPictures = 27;
    QTemporaryDir folder;
    std::vector<TrainingEvent> events;
    /// Called after an event is kept; may throw to end the run as abruptly as a kill does.
    std::function<void(const TrainingEvent&)> onEvent;
    std::function<Watching(std::int64_t)> watched;
    std::function<void(Classifier&)> beforeRun;
    std::shared_ptr<Classifier> network;
    TrainingControl control;
    CancelSource cancel;

    TinyRun()
    {
        settings.epochs = 3;
        settings.batchSize = 4;
        settings.learningRate = 2e-3;
        settings.seed = 5;
        settings.threads = 1;
        settings.device = "cpu";
        settings.precision = Precision::Fp32;
        settings.checkpointEverySteps = 2;
        distraction.fill = FillKind::Random;
        distraction.p = 0.5;
        distraction.threshold = 0.6;
    }

    /// Runs there instead of in a folder that vanishes.
    std::filesystem::path elsewhere;

    std::filesystem::path path() const
    {
        return elsewhere.empty() ? std::filesystem::path(folder.path().toStdString()) : elsewhere;
    }

    /// The names in the folder, sorted.
    std::vector<std::string> files() const
    {
        std::vector<std::string> names;
        for (const auto& file : std::filesystem::directory_iterator(path()))
            names.push_back(file.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }

    Result<TrainingOutcome> run(bool resume = false)
    {
        LoaderOptions options;
        options.batchSize = settings.batchSize;
        options.imageSize = imageSize;
        options.seed = settings.seed;
        options.threads = loaderThreads;
        BatchLoader training(tinyPictures(trainPictures, 1), options);
        options.mode = LoaderOptions::Mode::Evaluation;
        BatchLoader validation(tinyPictures(12, 2), options);
        network = makeModel(model, 3, settings.seed).value();
        if (beforeRun)
            beforeRun(*network);
        const auto each = static_cast<std::size_t>(trainPictures / 3);
        TrainingTask task{ *network, training, validate ? &validation : nullptr, settings, distraction, {}, {},
            { each, each, each }, path(), { { "model", model } } };
        const auto emit = [this](const TrainingEvent& event) {
            events.push_back(event);
            if (onEvent)
                onEvent(event);
        };
        return Trainer(std::move(task), { emit, watched }).run(control, cancel.token(), resume);
    }

    template <class Event> std::vector<Event> all() const
    {
        std::vector<Event> found;
        for (const TrainingEvent& event : events)
            if (const auto* wanted = std::get_if<Event>(&event))
                found.push_back(*wanted);
        return found;
    }
};

} // namespace lookaway::test
