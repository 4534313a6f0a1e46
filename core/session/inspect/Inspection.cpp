// SPDX-License-Identifier: MIT
#include "session/inspect/Inspection.h"

#include "data/ImageReader.h"
#include "explain/EvalScope.h"
#include "explain/Explainers.h"
#include "explain/LayerOverview.h"
#include "models/Classifier.h"
#include "models/Normalization.h"
#include "session/Failure.h"
#include "session/Startup.h"
#include "session/inspect/ModelPixels.h"
#include "session/inspect/ModelSidecar.h"
#include "session/inspect/OpenedModel.h"
#include "train/Device.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

namespace lookaway {

namespace {

constexpr std::size_t predictChunk = 16;
/// Shorter side before the middle is cut out, as a multiple of the network's side (torchvision: 256 for 224).
constexpr double cropMargin = 256.0 / 224.0;

Image middleOf(const Image& picture, int side)
{
    Image middle(side, side);
    const int left = (picture.width - side) / 2;
    const int top = (picture.height - side) / 2;
    for (int y = 0; y < side; ++y)
        std::copy_n(picture.at(left, top + y), static_cast<std::size_t>(side) * 3, middle.at(0, y));
    return middle;
}

HeatMap heatMapOf(const at::Tensor& map)
{
    const auto values = map.to(at::kFloat).cpu().contiguous();
    HeatMap heat(static_cast<int>(values.size(1)), static_cast<int>(values.size(0)));
    std::copy_n(values.data_ptr<float>(), heat.values.size(), heat.values.begin());
    return heat;
}

std::vector<float> rowOf(const at::Tensor& vector)
{
    const auto values = vector.cpu().contiguous();
    return { values.data_ptr<float>(), values.data_ptr<float>() + values.numel() };
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
        found.probabilities = rowOf(maps.logits[item].to(at::kFloat).softmax(0));
    for (const auto& [name, companion] : maps.companions)
        found.companions.push_back({ name, heatMapOf(companion[item]) });
    if (maps.attribution.defined())
        for (std::int64_t c = 0; c < maps.attribution.size(1); ++c)
            found.attribution.push_back(heatMapOf(maps.attribution[item][c]));
    return found;
}

} // namespace

std::vector<std::int64_t> ClassProbabilities::top(std::size_t count) const
{
    std::vector<std::int64_t> order(probabilities.size());
    std::iota(order.begin(), order.end(), 0);
    count = std::min(count, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
        [&](std::int64_t a, std::int64_t b) {
            const float pa = probabilities[static_cast<std::size_t>(a)];
            const float pb = probabilities[static_cast<std::size_t>(b)];
            return pa != pb ? pa > pb : a < b;
        });
    order.resize(count);
    return order;
}

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

struct Inspection::Parts {
    OpenedModel model;
    std::string device;

    const InputFormat& format() const { return model.facts.input; }
    at::Tensor inputOf(const std::vector<Image>& inputs) const
    {
        return Normalization(model.network->info()).apply(pixelsOf(inputs, model));
    }
};

Inspection::Inspection(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

Inspection::~Inspection() = default;

Result<std::unique_ptr<Inspection>> Inspection::open(const ModelSource& source, const std::string& device)
{
    try {
        useThreads(defaultThreads());
        std::vector<std::string> remarks;
        auto format = readSidecar(sidecarOf(source));
        if (!format) {
            remarks.push_back(format.error().message());
            format = std::optional<InputFormat>();
        }
        auto model = openModel(source, *format, device);
        if (!model)
            return model.error();
        model->facts.remarks.insert(model->facts.remarks.begin(), remarks.begin(), remarks.end());
        auto parts = std::make_unique<Parts>(Parts{ std::move(*model), device });
        return std::unique_ptr<Inspection>(new Inspection(std::move(parts)));
    } catch (...) {
        return describeCurrentException().error;
    }
}

const ModelFacts& Inspection::facts() const
{
    return m_parts->model.facts;
}

const OpenedModel& Inspection::opened() const
{
    return m_parts->model;
}

Result<void> Inspection::setInput(const InputFormat& format, bool remember)
{
    if (const auto valid = validate(format); !valid)
        return valid;
    try {
        auto model = openModel(facts().source, format, m_parts->device);
        if (!model)
            return model.error();
        m_parts->model = std::move(*model);
    } catch (...) {
        return describeCurrentException().error;
    }
    return remember ? writeSidecar(sidecarOf(facts().source), format) : Result<void>();
}

Result<Image> Inspection::prepare(const Image& picture) const
{
    if (picture.empty())
        return fail("The picture is empty.");
    const auto& format = m_parts->format();
    const int side = format.side;
    if (format.fit == InputFormat::Fit::Stretch)
        return resizeImage(picture, side, side);
    const double scale = std::max(1.0, std::floor(side * cropMargin)) / std::min(picture.width, picture.height);
    const auto scaled = [&](int length) { return std::max(side, static_cast<int>(std::lround(length * scale))); };
    return middleOf(resizeImage(picture, scaled(picture.width), scaled(picture.height)), side);
}

Result<std::vector<ClassProbabilities>> Inspection::predict(const std::vector<Image>& inputs, CancelToken cancel)
{
    if (const auto checked = checkInputs(inputs, m_parts->model); !checked)
        return checked.error();
    try {
        const EvalScope inference(*m_parts->model.network);
        std::vector<ClassProbabilities> answers;
        for (std::size_t first = 0; first < inputs.size(); first += predictChunk) {
            if (cancel.cancelled())
                return cancelled();
            const auto last = std::min(inputs.size(), first + predictChunk);
            const std::vector<Image> chunk(inputs.begin() + static_cast<std::ptrdiff_t>(first),
                inputs.begin() + static_cast<std::ptrdiff_t>(last));
            const Taps nothing{ {}, Taps::Mode::Keep, /*foldBatchNorm=*/true };
            const auto logits = m_parts->model.network->trace(m_parts->inputOf(chunk), nothing).logits;
            const auto probabilities = logits.to(at::kFloat).softmax(1).cpu();
            for (std::int64_t i = 0; i < probabilities.size(0); ++i)
                answers.push_back({ rowOf(probabilities[i]) });
        }
        return answers;
    } catch (...) {
        return describeCurrentException().error;
    }
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
            return fail(
                facts().title + " has no layer \"" + name + "\".", "\"lookaway-cli layers\" lists all of them.");
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
