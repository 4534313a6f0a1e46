// SPDX-License-Identifier: MIT
#pragma once

#include "FormulaWeights.h"
#include "base/Image.h"
#include "models/Registry.h"

#include <torch/torch.h>

#include <algorithm>
#include <memory>

namespace lookaway::test {

inline HeatMap mapOf(const at::Tensor& values)
{
    const auto plain = values.contiguous();
    HeatMap map(static_cast<int>(plain.size(1)), static_cast<int>(plain.size(0)));
    std::copy_n(plain.data_ptr<float>(), map.values.size(), map.values.begin());
    return map;
}

inline std::shared_ptr<Classifier> smallCnn(int classes)
{
    auto network = makeModel("small_cnn", classes, 1).value();
    setFormulaWeights(*network);
    network->eval();
    return network;
}

} // namespace lookaway::test
