// SPDX-License-Identifier: MIT
#include "session/inspect/Inspection.h"

#include "data/ImageReader.h"
#include "explain/EvalScope.h"
#include "models/Classifier.h"
#include "models/Normalization.h"
#include "session/Failure.h"
#include "session/Startup.h"
#include "session/inspect/InspectionParts.h"
#include "session/inspect/ModelPixels.h"
#include "session/inspect/ModelSidecar.h"
#include "train/Device.h"

#include <torch/torch.h>

#include <algorithm>
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

std::vector<float> valuesOf(const at::Tensor& vector)
{
    const auto values = vector.cpu().contiguous();
    return { values.data_ptr<float>(), values.data_ptr<float>() + values.numel() };
}

at::Tensor Inspection::Parts::inputOf(const std::vector<Image>& inputs) const
{
    return Normalization(model.network->info()).apply(pixelsOf(inputs, model));
}

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
    const auto& format = m_parts->model.facts.input;
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
                answers.push_back({ valuesOf(probabilities[i]) });
        }
        return answers;
    } catch (...) {
        return describeCurrentException().error;
    }
}

} // namespace lookaway
