// SPDX-License-Identifier: MIT
#include "session/inspect/ModelCatalogue.h"

#include "models/Classifier.h"
#include "models/Registry.h"

#include <torch/torch.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace lookaway {

namespace {

constexpr int usualClasses = 1000;

bool startsWithAny(const std::string& name, const std::vector<std::string>& prefixes)
{
    return std::any_of(
        prefixes.begin(), prefixes.end(), [&](const std::string& prefix) { return name.rfind(prefix, 0) == 0; });
}

/// Whether the tensor of this name has this shape in the file; of the head's, the first dimension is free.
bool fits(const StateDict& weights, const std::string& name, std::vector<std::int64_t> shape, bool head)
{
    const auto* found = weights.find(name);
    if (!found || found->shape.size() != shape.size())
        return false;
    if (head && !shape.empty())
        shape.front() = found->shape.front();
    return found->shape == shape;
}

bool fits(const StateDict& weights, const Classifier& model)
{
    std::set<std::string> known;
    const std::string head = model.info().head + ".";
    const auto allFit = [&](const auto& tensors) {
        for (const auto& item : tensors) {
            const auto& name = item.key();
            known.insert(name);
            const bool dispensable = name.find("num_batches_tracked") != std::string::npos; // new in PyTorch 0.4.1
            if (!(dispensable && !weights.find(name))
                && !fits(weights, name, item.value().sizes().vec(), name.rfind(head, 0) == 0))
                return false;
        }
        return true;
    };
    return allFit(model.named_parameters()) && allFit(model.named_buffers())
        && std::all_of(weights.begin(), weights.end(), [&](const StateDict::Entry& entry) {
               return known.count(entry.first) > 0 || startsWithAny(entry.first, model.info().ignoredPrefixes);
           });
}

} // namespace

std::vector<CatalogueEntry> modelCatalogue()
{
    std::vector<CatalogueEntry> entries;
    for (const auto& info : allModels()) {
        CatalogueEntry entry{ info, 0 };
        const auto model = makeBlankModel(info.name, usualClasses);
        for (const auto& parameter : model.value()->parameters())
            entry.parameters += parameter.numel();
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::string networkName(const ModelSettings& settings)
{
    return settings.torchScript.empty() ? settings.name
                                        : std::filesystem::path(settings.torchScript).filename().string();
}

std::vector<WeightsMatch> matchingModels(const StateDict& weights)
{
    std::vector<WeightsMatch> matches;
    for (const auto& info : allModels()) {
        const auto* head = weights.find(info.head + ".weight");
        if (!head || head->shape.empty())
            continue; // most networks are ruled out without being built
        const auto model = makeBlankModel(info.name, usualClasses);
        if (fits(weights, *model.value()))
            matches.push_back({ info.name, head->shape.front() });
    }
    return matches;
}

} // namespace lookaway
