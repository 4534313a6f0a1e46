// SPDX-License-Identifier: MIT
#pragma once

#include "base/Random.h"
#include "models/Classifier.h"
#include "models/Registry.h"
#include "train/Device.h"
#include "train/Optimizer.h"
#include "train/Precision.h"
#include "train/TrainStep.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace lookaway::bench {

template <class T> T orExit(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().message().c_str());
        std::exit(1);
    }
    return std::move(result).value();
}

/// "--name value" among the arguments, or the fallback.
inline std::string option(int argc, char** argv, const std::string& name, const std::string& fallback)
{
    for (int i = 1; i + 1 < argc; ++i)
        if (argv[i] == "--" + name)
            return argv[i + 1];
    return fallback;
}

inline Precision precisionOf(const std::string& name)
{
    return name == "auto" ? Precision::Auto : name == "bf16" ? Precision::Bf16 : Precision::Fp32;
}

/// A network of the registry with fresh weights, prepared for training with the paper's Adam on the CPU.
struct Network {
    std::shared_ptr<Classifier> model;
    Computing computing;
    std::unique_ptr<Optimizer> optimizer;

    Network(const std::string& name, int classes, const std::string& precision, int threads)
        : model(orExit(makeModel(name, classes, 1)))
    {
        useThreads(threads);
        TrainingSettings settings;
        settings.precision = precisionOf(precision);
        computing.precision = orExit(choosePrecision(settings, computing.device, *model));
        prepareModel(*model, computing);
        model->train();
        ParameterGroup all;
        for (const auto& parameter : model->named_parameters())
            all.parameters.emplace_back(parameter.key(), parameter.value());
        optimizer = std::make_unique<Optimizer>(settings, std::vector<ParameterGroup>{ all });
    }
};

inline double now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

inline double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const auto middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

} // namespace lookaway::bench
