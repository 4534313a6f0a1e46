// SPDX-License-Identifier: MIT
#pragma once

#include "FormulaWeights.h"
#include "models/Registry.h"

#include <nlohmann/json.hpp>
#include <torch/torch.h>

#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace lookaway::test {

/// tests/fixtures/models/NAME.json, written by tests/reference/make_model_fixtures.py, with the model and the input
/// that belong to it.
struct Fixture {
    explicit Fixture(const std::string& name)
        : json(nlohmann::json::parse(std::ifstream(std::string(LOOKAWAY_FIXTURES) + "/models/" + name + ".json")))
        , model(makeModel(name, json["classes"], 1).value())
        , input(normalised(formulaPixels(2, json["size"]), model->info()))
    {
        setFormulaWeights(*model);
        model->eval();
    }

    at::Tensor tensor(const std::string& key) const
    {
        const auto rows = json.at(key);
        std::vector<std::int64_t> shape;
        for (const auto* level = &rows; level->is_array(); level = &level->front())
            shape.push_back(static_cast<std::int64_t>(level->size()));
        std::vector<float> values;
        flatten(rows, values);
        return at::tensor(values).view(shape);
    }
    /// Sum over the pictures of the logit that the fixture explains.
    at::Tensor explainedScore(const at::Tensor& logits) const { return explained(logits).sum(); }
    at::Tensor explained(const at::Tensor& scores) const
    {
        return scores.gather(1, longs("explained").unsqueeze(1)).squeeze(1);
    }
    at::Tensor longs(const std::string& key) const { return at::tensor(json.at(key).get<std::vector<std::int64_t>>()); }

    nlohmann::json json;
    std::shared_ptr<Classifier> model;
    at::Tensor input;

private:
    static void flatten(const nlohmann::json& rows, std::vector<float>& values)
    {
        if (!rows.is_array()) {
            values.push_back(rows.get<float>());
            return;
        }
        for (const auto& row : rows)
            flatten(row, values);
    }
};

/// Largest difference, relative to the largest expected value where that is above one.
inline double difference(const at::Tensor& actual, const at::Tensor& expected)
{
    if (actual.sizes() != expected.sizes())
        return std::numeric_limits<double>::infinity();
    const double scale = std::max(1.0, expected.abs().max().item<double>());
    return (actual - expected).abs().max().item<double>() / scale;
}

/// The same, always relative to the largest expected value.
inline double relativeDifference(const at::Tensor& actual, const at::Tensor& expected)
{
    if (actual.sizes() != expected.sizes())
        return std::numeric_limits<double>::infinity();
    return (actual - expected).abs().max().item<double>() / expected.abs().max().item<double>();
}

/// L2 norm and `places` entries at equal distances: what the Python side wrote of a gradient.
inline at::Tensor digest(const at::Tensor& gradient, std::int64_t places)
{
    const auto flat = gradient.detach().contiguous().flatten();
    std::vector<float> values = { flat.to(at::kDouble).norm().to(at::kFloat).item<float>() };
    for (std::int64_t i = 0; i < places; ++i)
        values.push_back(flat[(flat.numel() - 1) * i / (places - 1)].item<float>());
    return at::tensor(values);
}

} // namespace lookaway::test
