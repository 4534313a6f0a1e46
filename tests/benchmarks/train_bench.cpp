// SPDX-License-Identifier: MIT
// Training throughput on real pictures, loader included: the counterpart of train_peer.py.
#include "BenchNetwork.h"

#include "data/BatchLoader.h"
#include "data/DataParts.h"
#include "session/Startup.h"

#include <torch/torch.h>

using namespace lookaway;
using namespace lookaway::bench;

int main(int argc, char** argv)
{
    prepareProcess(argv);
    if (argc < 2) {
        std::fprintf(stderr,
            "usage: train_bench FOLDER_OF_CLASSES [--model M] [--precision P] [--size N] [--batch N] "
            "[--threads N] [--workers N] [--steps N]\n");
        return 2;
    }
    const auto name = option(argc, argv, "model", "resnet18");
    const auto precision = option(argc, argv, "precision", "fp32");
    const int size = std::stoi(option(argc, argv, "size", "224"));
    const int batchSize = std::stoi(option(argc, argv, "batch", "16"));
    const int threads = std::stoi(option(argc, argv, "threads", "2"));
    const int steps = std::stoi(option(argc, argv, "steps", "12"));
    constexpr int warmUp = 3;

    DataSettings data;
    data.path = argv[1];
    data.testShare = data.validationShare = 0;
    data.loaderThreads = std::stoi(option(argc, argv, "workers", "2"));
    const auto parts = orExit(openData(data, {}));
    auto options = loaderOptions(data, {}, LoaderOptions::Mode::Training, batchSize, size, 1);
    options.dropLast = true;
    BatchLoader loader(parts.train, options);

    Network network(name, static_cast<int>(parts.classes.size()), precision, threads);
    const auto& info = network.model->info();
    const Distraction off({}, { 1, Normalization(info.mean, info.std), info.targetLayer });
    TrainStep::Options stepOptions;
    stepOptions.computing = network.computing;
    TrainStep trainStep(*network.model, off, *network.optimizer, stepOptions);

    double start = 0;
    int epoch = 0;
    loader.startEpoch(epoch);
    for (int step = 0; step < warmUp + steps; ++step) {
        if (step == warmUp)
            start = now();
        auto batch = orExit(loader.next());
        if (!batch) {
            loader.startEpoch(++epoch);
            batch = orExit(loader.next());
        }
        orExit(trainStep.run(*batch, step, 5e-5, {}, {})).loss.item<float>();
        loader.recycle(std::move(*batch));
    }
    std::printf("{\"pictures_per_second\": %.2f, \"precision\": \"%s\"}\n", steps * batchSize / (now() - start),
        network.computing.precision.autocasts() ? "bf16" : "fp32");
    return 0;
}
