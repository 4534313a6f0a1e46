// SPDX-License-Identifier: MIT
#pragma once

#include "../models/Fixture.h"
#include "FormulaWeights.h"
#include "TinyNetwork.h"

#include "explain/Explainers.h"

#include <functional>

namespace lookaway::test {

/// What make_perturbation_fixtures.py wrote.
inline nlohmann::json perturbationFixture()
{
    return nlohmann::json::parse(std::ifstream(std::string(LOOKAWAY_FIXTURES) + "/explain/perturbation.json"));
}

/// Nested lists as a tensor of their shape.
inline at::Tensor shapedTensor(const nlohmann::json& rows)
{
    std::vector<std::int64_t> shape;
    for (const auto* level = &rows; level->is_array(); level = &level->front())
        shape.push_back(static_cast<std::int64_t>(level->size()));
    std::vector<float> values;
    const std::function<void(const nlohmann::json&)> flatten = [&](const nlohmann::json& item) {
        if (!item.is_array())
            return values.push_back(item.get<float>());
        for (const auto& part : item)
            flatten(part);
    };
    flatten(rows);
    return at::tensor(values).view(shape);
}

/// The network of make_perturbation_fixtures.py.
inline std::shared_ptr<Classifier> sharpNetwork(const nlohmann::json& fixture)
{
    auto network = makeModel("small_cnn", 7, 1).value();
    setFormulaWeights(*network);
    const torch::NoGradGuard noGraph;
    network->named_parameters()["fc.weight"].mul_(fixture["sharpen"].get<double>());
    network->named_parameters()["fc.bias"].zero_();
    return network;
}

/// Its two pictures, or their upper left part, and the classes that the fixture explains.
inline ExplainRequest requestFor(const Classifier& network, const nlohmann::json& fixture, int height, int width)
{
    const auto pixels = formulaPixels(2, fixture["size"]).narrow(2, 0, height).narrow(3, 0, width);
    return { normalised(pixels, network.info()), at::tensor(fixture["explained"].get<std::vector<std::int64_t>>()),
        network.info().targetLayer };
}

} // namespace lookaway::test
