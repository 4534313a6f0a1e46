// SPDX-License-Identifier: MIT
// Inspection: the explanations.
#include "session/inspect/InspectionParts.h"

#include "explain/Explainers.h"
#include "explain/LayerOverview.h"
#include "models/Classifier.h"
#include "models/NearestNames.h"
#include "session/Failure.h"
#include "session/inspect/ModelPixels.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>

namespace lookaway {

namespace {

HeatMap heatMapOf(const at::Tensor& map)
{
    const auto values = map.to(at::kFloat).cpu().contiguous();
    HeatMap heat(static_cast<int>(values.size(1)), static_cast<int>(values.size(0)));
    std::copy_n(values.data_ptr<float>(), heat.values.size(), heat.values.begin());
    return heat;
}

Explanation explanationOf(const Maps& maps, std::int64_t item, std::int64_t classIndex, const ExplainerEntry& method)
{
    Explanation found;
    found.method = maps.method;
    found.layer = method.needs.layer ? maps.layer : std::string();
    found.classIndex = classIndex;
    found.raw = heatMapOf(maps.maps[item]);
    found.isSigned = method.isSigned;
    if (maps.logits.defined())
        found.probabilities = valuesOf(maps.logits[item].to(at::kFloat).softmax(0));
    for (const auto& [name, companion] : maps.companions)
        found.companions.push_back({ name, heatMapOf(companion[item]) });
    if (maps.attribution.defined())
        for (std::int64_t c = 0; c < maps.attribution.size(1); ++c)
            found.attribution.push_back(heatMapOf(maps.attribution[item][c]));
    return found;
}

/// A part of the network whose output is no feature map ("classifier.1"), or nothing of the network.
Error noSuchLayer(const Classifier& network, const ModelFacts& model, const std::string& name)
{
    const auto isPart = [&name](const std::string& path) { return path == name || path.rfind(name + ".", 0) == 0; };
    const auto modules = network.named_modules();
    const auto parameters = network.named_parameters();
    const auto holds = [&](const auto& items) {
        return std::any_of(items.begin(), items.end(), [&](const auto& item) { return isPart(item.key()); });
    };
    if (!name.empty() && (holds(modules) || holds(parameters)))
        return fail("Layer \"" + name + "\" of " + model.title + " cannot be explained: it gives no map with places.",
            "Choose an earlier layer; \"lookaway-cli layers\" lists those that do.");
    std::vector<std::string> names;
    for (const auto& layer : model.layers)
        names.push_back(layer.name);
    return fail(model.title + " has no layer \"" + name + "\".",
        "The nearest names are " + nearestNames(name, names) + "; \"lookaway-cli layers\" lists all of them.");
}

} // namespace

const std::vector<MethodFact>& explanationMethods()
{
    static const std::vector<MethodFact> methods = [] {
        std::vector<MethodFact> facts;
        for (const auto& entry : explainers()) {
            MethodFact fact{ entry.id, entry.title, entry.paper, entry.needs.layer, entry.needs.classIndex,
                entry.isSigned, entry.needs.manyPasses };
            for (const auto& name : entry.settings)
                fact.settings.push_back("explain." + name);
            facts.push_back(std::move(fact));
        }
        return facts;
    }();
    return methods;
}

Result<void> Inspection::check(const ExplainOrder& order)
{
    const auto* method = findExplainer(order.method);
    if (!method)
        return fail("There is no explanation method \"" + order.method + "\".",
            "\"lookaway-cli explainers\" lists all of them.");
    if (order.classIndex >= facts().classCount)
        return fail("There is no class number " + std::to_string(order.classIndex) + "; the network tells "
                + std::to_string(facts().classCount) + " classes apart.",
            "Choose a number from 0 to " + std::to_string(facts().classCount - 1) + ".");
    const auto& name = order.layer.empty() ? facts().targetLayer : order.layer;
    if (method->needs.layer) {
        const auto& layers = facts().layers;
        const auto layer =
            std::find_if(layers.begin(), layers.end(), [&](const LayerFact& fact) { return fact.name == name; });
        if (layer == layers.end())
            return noSuchLayer(*m_parts->model.network, facts(), name);
        if (!layer->eligible)
            return fail("Layer \"" + name + "\" cannot be explained. " + layer->reason, "Choose an earlier layer.");
    }
    if (method->needs.poolingHead && !m_parts->model.network->poolingHeadWeight(name))
        return fail(method->title + " needs a network that ends in global average pooling of layer \"" + name
                + "\" and one linear layer, which " + facts().title + " does not.",
            "Grad-CAM gives the same map where both are possible.");
    return {};
}

Result<void> Inspection::choosePredicted(
    const std::vector<Image>& inputs, std::vector<std::int64_t>& classes, const CancelToken& cancel)
{
    if (std::none_of(classes.begin(), classes.end(), [](std::int64_t c) { return c < 0; }))
        return {};
    const auto answers = predict(inputs, cancel);
    if (!answers)
        return answers.error();
    for (std::size_t i = 0; i < classes.size(); ++i)
        if (classes[i] < 0)
            classes[i] = answers->at(i).top(1).front();
    return {};
}

Result<std::vector<Explanation>> Inspection::explain(const std::vector<Image>& inputs, const ExplainOrder& order,
    std::vector<std::int64_t> classes, CancelToken cancel, const ExplainProgress& progress)
{
    if (inputs.empty())
        return std::vector<Explanation>();
    if (const auto checked = checkInputs(inputs, m_parts->model); !checked)
        return checked.error();
    if (const auto checked = check(order); !checked)
        return checked.error();
    if (classes.empty())
        classes.assign(inputs.size(), order.classIndex);
    const auto* method = findExplainer(order.method);
    const auto start = std::chrono::steady_clock::now();
    const bool allPredicted = std::all_of(classes.begin(), classes.end(), [](std::int64_t c) { return c < 0; });
    if (!allPredicted)
        if (const auto chosen = choosePredicted(inputs, classes, cancel); !chosen)
            return chosen.error();
    try {
        const auto input = m_parts->inputOf(inputs);
        ExplainWatch watch{ std::move(cancel) };
        // From within it the caller may ask this object for more: between passes nothing of the network is in use.
        if (progress)
            watch.progress = [&](std::int64_t done, std::int64_t total, const at::Tensor& maps) {
                progress(done, total, maps.defined() ? heatMapOf(maps[0]) : HeatMap());
            };
        const ExplainRequest request{ input,
            allPredicted ? at::Tensor() : torch::tensor(classes, at::kLong).to(input.device()),
            order.layer.empty() ? facts().targetLayer : order.layer };
        const auto maps = method->make(order.settings)->explain(*m_parts->model.network, request, watch);
        if (!maps)
            return maps.error();
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        const auto explained = maps->classes.cpu().contiguous();
        std::vector<Explanation> found;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            const auto item = static_cast<std::int64_t>(i);
            found.push_back(explanationOf(*maps, item, explained.data_ptr<std::int64_t>()[item], *method));
            found.back().seconds = seconds.count() / static_cast<double>(inputs.size());
        }
        return found;
    } catch (...) {
        return describeCurrentException().error;
    }
}

Result<std::vector<Explanation>> Inspection::explainLayers(
    const Image& input, std::int64_t classIndex, CancelToken cancel)
{
    if (classIndex < 0) {
        const auto answers = predict({ input }, cancel);
        if (!answers)
            return answers.error();
        classIndex = answers->front().top(1).front();
    }
    std::vector<std::string> layers;
    for (const auto& layer : facts().layers)
        if (layer.eligible)
            layers.push_back(layer.name);
    try {
        const auto images = m_parts->inputOf({ input });
        const auto classes = torch::tensor({ classIndex }, at::kLong).to(images.device());
        const auto maps = gradCamOfLayers(*m_parts->model.network, { images, classes }, layers, cancel);
        if (!maps)
            return maps.error();
        std::vector<Explanation> found;
        for (const auto& map : *maps)
            found.push_back(explanationOf(map, 0, classIndex, *findExplainer("grad-cam")));
        return found;
    } catch (...) {
        return describeCurrentException().error;
    }
}

} // namespace lookaway
