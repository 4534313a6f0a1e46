// SPDX-License-Identifier: MIT
// Speed of one explanation of one picture, weights and picture by formula: the counterpart of explain_peer.py.
//   explain_bench [--method rise] [--model mobilenet_v2] [--samples 200] [--size 224] [--threads 2] [--chunk 0]
//                 [--rounds 3] [--map FILE]
// Prints passes (perturbed copies) per second, or for methods of one pass explanations per second; --map writes the raw
// map (float32) for comparison.
#include "BenchNetwork.h"

#include "FormulaWeights.h"
#include "explain/Explainers.h"
#include "session/Startup.h"

#include <torch/torch.h>

#include <fstream>

using namespace lookaway;
using namespace lookaway::bench;

namespace {

void write(const at::Tensor& map, const std::string& path)
{
    const auto values = map.contiguous();
    std::ofstream(path, std::ios::binary)
        .write(static_cast<const char*>(values.data_ptr()), static_cast<std::streamsize>(values.nbytes()));
}

} // namespace

int main(int argc, char** argv)
{
    prepareProcess(argv);
    const auto text = [&](const char* name, const char* fallback) { return option(argc, argv, name, fallback); };
    const auto number = [&](const char* name, const char* fallback) { return std::stoi(text(name, fallback)); };
    useThreads(number("threads", "2"));
    const auto network = orExit(makeModel(text("model", "mobilenet_v2"), 1000, 1));
    test::setFormulaWeights(*network);
    network->eval();
    const ExplainRequest request{ test::normalised(test::formulaPixels(1, number("size", "224")), network->info()),
        torch::tensor({ 3 }, at::kLong), network->info().targetLayer };

    ExplainSettings settings;
    settings.limeSamples = settings.riseMasks = number("samples", "200");
    settings.chunk = number("chunk", "0");
    const auto* entry = findExplainer(text("method", "rise"));
    if (!entry) {
        std::fprintf(stderr, "no such method\n");
        return 2;
    }
    std::int64_t passes = 1;
    ExplainWatch watch;
    watch.progress = [&](std::int64_t, std::int64_t total, const at::Tensor&) { passes = total; };
    const auto explainer = entry->make(settings);
    const auto maps = orExit(explainer->explain(*network, request, watch));
    if (const auto file = text("map", ""); !file.empty())
        write(maps.maps, file);
    std::vector<double> seconds;
    for (int round = 0; round < std::max(1, number("rounds", "3")); ++round) {
        const auto start = now();
        orExit(explainer->explain(*network, request));
        seconds.push_back(now() - start);
    }
    std::printf("{\"pictures_per_second\": %.3f, \"passes\": %lld, \"seconds\": %.4f}\n",
        static_cast<double>(passes) / median(seconds), static_cast<long long>(passes), median(seconds));
    return 0;
}
