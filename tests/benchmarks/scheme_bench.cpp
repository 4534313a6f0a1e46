// SPDX-License-Identifier: MIT
// What the scheme costs: time of an epoch with p = 0.25 over one with p = 0, in turn, in one process. Also the floor:
// the same with nothing but one inference forward pass on a quarter of the mini-batches.
#include "BenchNetwork.h"

#include "distract/Distraction.h"
#include "explain/EvalScope.h"
#include "session/Startup.h"

#include <torch/torch.h>

using namespace lookaway;
using namespace lookaway::bench;

namespace {

Batch noise(int count, int size)
{
    Batch batch;
    batch.count = count;
    batch.height = batch.width = size;
    Random random(7);
    batch.pixels.resize(static_cast<std::size_t>(count) * size * size * 3);
    for (auto& value : batch.pixels)
        value = static_cast<std::uint8_t>(random.below(256));
    for (int i = 0; i < count; ++i)
        batch.labels.push_back(i % 10);
    return batch;
}

/// Four global steps of which exactly one is occluded.
std::vector<std::int64_t> quarterOf(const Distraction& distraction)
{
    std::vector<std::int64_t> chosen;
    int occluded = 0;
    for (std::int64_t step = 0; chosen.size() < 4; ++step) {
        const bool is = distraction.decide(step);
        if (is ? occluded == 1 : static_cast<int>(chosen.size()) - occluded == 3)
            continue;
        occluded += is;
        chosen.push_back(step);
    }
    return chosen;
}

} // namespace

int main(int argc, char** argv)
{
    prepareProcess(argv);
    const auto name = option(argc, argv, "model", "resnet18");
    const auto precision = option(argc, argv, "precision", "fp32");
    const int size = std::stoi(option(argc, argv, "size", "224"));
    const int batchSize = std::stoi(option(argc, argv, "batch", "16"));
    const int rounds = std::stoi(option(argc, argv, "rounds", "5"));
    const int threads = std::stoi(option(argc, argv, "threads", std::to_string(defaultThreads())));

    Network network(name, 10, precision, threads);
    const auto& info = network.model->info();
    const Normalization normalization(info.mean, info.std);
    DistractionSettings scheme;
    scheme.fill = FillKind::Zero;
    Distraction distraction(scheme, { 1, normalization, info.targetLayer });
    const auto steps = quarterOf(distraction);
    TrainStep::Options options;
    options.computing = network.computing;
    TrainStep trainStep(*network.model, distraction, *network.optimizer, options);
    const Batch batch = noise(batchSize, size);

    const auto four = [&](FillKind fill) {
        scheme.fill = fill;
        distraction.setSettings(scheme);
        const double start = now();
        for (const auto step : steps)
            orExit(trainStep.run(batch, step, 1e-5, {}, {})).loss.item<float>();
        return now() - start;
    };
    const auto forward = [&] {
        const at::NoGradGuard noGrad;
        const EvalScope evaluating(*network.model);
        const AutocastScope autocast(network.computing.precision, network.computing.device);
        const auto input = normalization.apply(imagesOf(batch, network.computing));
        const double start = now();
        network.model->forward(input);
        return now() - start;
    };

    four(FillKind::None);
    four(FillKind::Zero);
    forward();
    std::vector<double> ratios, floors, plainTimes;
    for (int round = 0; round < rounds; ++round) {
        const double before = four(FillKind::None);
        const double occluded = four(FillKind::Zero);
        const double after = four(FillKind::None);
        const double plain = (before + after) / 2; // a drift of the machine's speed cancels
        ratios.push_back(occluded / plain);
        floors.push_back(1 + forward() / plain);
        plainTimes.push_back(plain / 4);
    }
    std::printf("{\"model\": \"%s\", \"precision\": \"%s\", \"ratio\": %.4f, \"floor\": %.4f, \"step_ms\": %.1f}\n",
        name.c_str(), precision.c_str(), median(ratios), median(floors), 1000 * median(plainTimes));
    return 0;
}
