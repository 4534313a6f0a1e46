// SPDX-License-Identifier: MIT
#include "explain/Explainer.h"

#include "explain/EvalScope.h"
#include "models/ScriptedClassifier.h"

#include <torch/torch.h>

namespace lookaway {
namespace {

std::string shapeOf(const at::Tensor& tensor)
{
    std::string text;
    for (const auto size : tensor.sizes())
        text += (text.empty() ? "" : " x ") + std::to_string(size);
    return text.empty() ? "no dimensions" : text;
}

Result<void> check(const ExplainRequest& request, int channels)
{
    const auto& images = request.images;
    const auto& classes = request.classes;
    if (!images.defined() || images.dim() != 4 || images.size(1) != channels || images.numel() == 0
        || !images.is_floating_point())
        return fail("Images to be explained must be floating-point N x " + std::to_string(channels)
                + " x H x W with at least one pixel, but have " + (images.defined() ? shapeOf(images) : "no data")
                + ".",
            "Hand over normalised images with the network's channels.");
    if (!classes.defined())
        return {};
    if (classes.dim() != 1 || classes.size(0) != images.size(0) || classes.scalar_type() != at::kLong)
        return fail("An explanation needs one class index (int64) for each of the " + std::to_string(images.size(0))
            + " images, but got " + shapeOf(classes) + ".");
    if (classes.device() != images.device())
        return fail("Images are on " + images.device().str() + " but their classes on " + classes.device().str() + ".",
            "Move both to the network's device.");
    return {};
}

at::Tensor predictedClasses(Classifier& network, const at::Tensor& images)
{
    return network.trace(images, { {}, Taps::Mode::Keep, /*foldBatchNorm=*/true }).logits.argmax(1);
}

/// What is known about several pictures, each explained on its own.
Maps joined(const std::vector<Maps>& parts)
{
    const auto all = [&](const auto& partOf) {
        std::vector<at::Tensor> tensors;
        tensors.reserve(parts.size());
        for (const auto& part : parts)
            tensors.push_back(partOf(part));
        return tensors.front().defined() ? at::cat(tensors) : at::Tensor();
    };
    Maps maps;
    maps.maps = all([](const Maps& part) { return part.maps; });
    maps.attribution = all([](const Maps& part) { return part.attribution; });
    maps.classes = all([](const Maps& part) { return part.classes; });
    maps.logits = all([](const Maps& part) { return part.logits; });
    for (const auto& companion : parts.front().companions)
        maps.companions[companion.first] = all([&](const Maps& part) { return part.companions.at(companion.first); });
    return maps;
}

/// For networks that take no more than one picture at once.
template <class Compute>
Result<Maps> oneByOne(const ExplainRequest& request, const ExplainWatch& watch, const Compute& compute)
{
    const auto count = request.images.size(0);
    std::vector<Maps> parts;
    for (std::int64_t i = 0; i < count; ++i) {
        ExplainRequest one{ request.images.narrow(0, i, 1), request.classes, request.layer };
        if (one.classes.defined())
            one.classes = one.classes.narrow(0, i, 1);
        ExplainWatch part{ watch.cancel };
        if (watch.progress)
            part.progress = [&](std::int64_t done, std::int64_t total, const at::Tensor&) {
                watch.tell(i * total + done, count * total); // not all maps are there before the last one is
            };
        auto maps = compute(one, part);
        if (!maps)
            return maps;
        parts.push_back(std::move(*maps));
    }
    return joined(parts);
}

} // namespace

Result<Maps> Explainer::explain(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const
{
    if (auto checked = check(request, network.info().channels); !checked)
        return checked.error();
    if (watch.cancel.cancelled())
        return cancelled();
    const EvalScope scope(network);
    ExplainRequest asked = request;
    if (!asked.classes.defined() && !choosesClasses())
        asked.classes = predictedClasses(network, request.images);
    const auto method = [&](const ExplainRequest& pictures, const ExplainWatch& follower) {
        return compute(network, pictures, follower);
    };
    auto maps = request.images.size(0) > 1 && takesOnePictureOnly(network) ? oneByOne(asked, watch, method)
                                                                           : method(asked, watch);
    if (!maps)
        return maps.error();
    if (asked.classes.defined())
        maps->classes = asked.classes;
    maps->layer = request.layer;
    maps->method = id();
    return maps;
}

} // namespace lookaway
