// SPDX-License-Identifier: MIT
#pragma once

#include "Fixture.h"
#include "models/LayerList.h"
#include "models/ScriptedClassifier.h"

#include <algorithm>

namespace lookaway::test {

inline std::filesystem::path scriptFolder()
{
    return std::filesystem::path(LOOKAWAY_FIXTURES) / "script";
}

inline std::filesystem::path scriptFile(const std::string& name)
{
    return scriptFolder() / (name + ".pt");
}

/// FOLDER/NAME.pt and .json (tests/fixtures/script), written by tests/reference/make_script_fixtures.py, in inference
/// mode.
struct ScriptFixture {
    explicit ScriptFixture(const std::string& name, const std::filesystem::path& folder = scriptFolder())
        : json(nlohmann::json::parse(std::ifstream(folder / (name + ".json"))))
        , options{ json["size"], { 0.485F, 0.456F, 0.406F }, { 0.229F, 0.224F, 0.225F },
            name.find("probabilities") != std::string::npos }
        , model(openTorchScript(folder / (name + ".pt"), options).value())
        , input(pictures(json["size"]))
    {
        if (model->info().channels == 1)
            input = (formulaPixels(2, json["size"]).mean(1, true) - 0.485) / 0.229;
        model->eval();
    }

    static at::Tensor pictures(std::int64_t side) { return normalised(formulaPixels(2, side), ModelInfo()); }

    /// Tensor of a JSON value of nested lists.
    static at::Tensor tensor(const nlohmann::json& rows)
    {
        std::vector<std::int64_t> shape;
        for (const auto* level = &rows; level->is_array(); level = &level->front())
            shape.push_back(static_cast<std::int64_t>(level->size()));
        std::vector<float> values;
        flatten(rows, values);
        return at::tensor(values).view(shape);
    }
    at::Tensor explainedScore(const at::Tensor& logits) const
    {
        const auto classes = at::tensor(json["explained"].get<std::vector<std::int64_t>>());
        return logits.gather(1, classes.unsqueeze(1)).sum();
    }
    at::Tensor gradCam(const std::string& layer, Taps::Mode mode)
    {
        const auto trace = model->trace(input, Taps{ { layer }, mode });
        return camOf(trace.activations.at(layer), trace.logits);
    }
    at::Tensor camOf(const at::Tensor& activation, const at::Tensor& logits) const
    {
        const auto g = torch::autograd::grad({ explainedScore(logits) }, { activation }, {}, /*retain_graph=*/true)[0];
        return (g.mean({ 2, 3 }, true) * activation.detach()).sum(1).relu();
    }
    /// Relative differences to what is expected: of the logits, of Grad-CAM by layer ("@target": the model's default),
    /// of guided backpropagation and deconvnet.
    std::map<std::string, double> differences()
    {
        std::map<std::string, double> found;
        found["logits"] = relativeDifference(model->forward(input), tensor(json["logits"]));
        for (const auto& [layer, map] : json["grad_cam"].items())
            found[layer] = relativeDifference(
                gradCam(layer == "@target" ? model->info().targetLayer : layer, Taps::Mode::Leaf), tensor(map));
        found["guided"] = relativeDifference(digest(inputGradient(ReluRule::Guided), 40), tensor(json["guided"]));
        found["deconvnet"] =
            relativeDifference(digest(inputGradient(ReluRule::Deconvnet), 40), tensor(json["deconvnet"]));
        return found;
    }
    at::Tensor inputGradient(ReluRule rule)
    {
        const auto x = input.clone().requires_grad_();
        return torch::autograd::grad({ explainedScore(model->trace(x, {}, rule).logits) }, { x })[0];
    }
    std::vector<std::string> layerNames() const
    {
        std::vector<std::string> names;
        for (const auto& layer : layersOf(*model, json["size"]))
            names.push_back(layer.name);
        return names;
    }

    nlohmann::json json;
    ScriptOptions options;
    std::shared_ptr<ScriptedClassifier> model;
    at::Tensor input;

private:
    static void flatten(const nlohmann::json& rows, std::vector<float>& values)
    {
        if (!rows.is_array())
            return values.push_back(rows.get<float>());
        for (const auto& row : rows)
            flatten(row, values);
    }
};

} // namespace lookaway::test
