// SPDX-License-Identifier: MIT
#include "session/Probes.h"

#include "data/Batch.h"
#include "data/Dataset.h"
#include "explain/EvalScope.h"
#include "explain/GradCam.h"
#include "explain/HeatMap.h"
#include "models/Classifier.h"
#include "models/NetworkDevice.h"
#include "models/Normalization.h"
#include "train/TrainStep.h"

#include <torch/torch.h>

#include <algorithm>
#include <map>
#include <set>

namespace lookaway {

namespace {

constexpr std::size_t batchSize = 16;
constexpr std::int64_t largestMap = 64;

/// How many of each class are taken when in every round as many classes as possible give one more.
std::vector<std::size_t> quotas(const std::vector<std::size_t>& available, std::size_t count)
{
    std::vector<std::size_t> quota(available.size());
    while (count > 0) {
        std::vector<std::size_t> open;
        for (std::size_t c = 0; c < available.size(); ++c)
            if (quota[c] < available[c])
                open.push_back(c);
        if (open.empty())
            break;
        const std::size_t now = std::min(count, open.size());
        for (std::size_t i = 0; i < now; ++i)
            ++quota[open[i * open.size() / now]];
        count -= now;
    }
    return quota;
}

Batch batchOf(const std::vector<Probe>& probes, std::size_t first, int side)
{
    Batch batch;
    batch.width = batch.height = side;
    for (std::size_t i = first; i < std::min(first + batchSize, probes.size()); ++i, ++batch.count) {
        const auto& pixels = probes[i].picture->pixels;
        batch.pixels.insert(batch.pixels.end(), pixels.begin(), pixels.end());
        batch.labels.push_back(probes[i].label);
    }
    return batch;
}

HeatMap hostMap(const at::Tensor& map)
{
    const at::Tensor values = map.to(at::kCPU, at::kFloat).contiguous();
    HeatMap host(static_cast<int>(values.size(1)), static_cast<int>(values.size(0)));
    std::copy_n(values.data_ptr<float>(), host.values.size(), host.values.begin());
    return host;
}

/// Raw maps (n x h x w) into the probes from `first` on.
void storeMaps(const at::Tensor& raw, int side, std::vector<Probe>& probes, std::size_t first)
{
    const at::Tensor whole = resizeMaps(raw, side, side);
    const at::Tensor small = at::adaptive_avg_pool2d(
        raw.unsqueeze(1), { std::min(raw.size(1), largestMap), std::min(raw.size(2), largestMap) })
                                 .squeeze(1);
    const at::Tensor heat = normaliseMaps(small).heat;
    for (std::int64_t i = 0; i < raw.size(0); ++i) {
        Probe& probe = probes[first + static_cast<std::size_t>(i)];
        probe.heat = hostMap(heat[i]);
        probe.low = small[i].min().item<float>();
        probe.high = small[i].max().item<float>();
        probe.spread = attentionSpread(hostMap(whole[i]));
    }
}

void storeAnswers(const at::Tensor& logits, std::vector<Probe>& probes, std::size_t first)
{
    const at::Tensor shares = logits.to(at::kCPU, at::kDouble).softmax(1);
    const at::Tensor best = shares.argmax(1);
    for (std::int64_t i = 0; i < shares.size(0); ++i) {
        Probe& probe = probes[first + static_cast<std::size_t>(i)];
        probe.predicted = best[i].item<std::int64_t>();
        probe.probability = shares[i][probe.label].item<double>();
    }
}

} // namespace

std::vector<std::size_t> evenlyOverClasses(const std::vector<std::int64_t>& labels, std::size_t count)
{
    std::map<std::int64_t, std::vector<std::size_t>> classes;
    for (std::size_t item = 0; item < labels.size(); ++item)
        classes[labels[item]].push_back(item);
    std::vector<std::size_t> available;
    for (const auto& [label, items] : classes)
        available.push_back(items.size());
    const auto quota = quotas(available, count);
    std::vector<std::size_t> chosen;
    std::size_t c = 0;
    for (const auto& [label, items] : classes) {
        for (std::size_t i = 0; i < quota[c]; ++i)
            chosen.push_back(items[(2 * i + 1) * items.size() / (2 * quota[c])]);
        ++c;
    }
    return chosen;
}

Probes::Probes(const Dataset& pictures, std::size_t count, int side)
    : m_side(side)
{
    std::vector<std::int64_t> labels;
    for (std::size_t item = 0; item < pictures.size(); ++item)
        labels.push_back(pictures.label(item));
    std::set<std::size_t> tried;
    for (std::size_t item : evenlyOverClasses(labels, count)) {
        for (const auto label = labels[item]; item < labels.size() && labels[item] == label; ++item) {
            if (!tried.insert(item).second)
                continue;
            auto picture = pictures.load(item, side);
            if (!picture)
                continue;
            Probe probe;
            probe.picture = std::make_shared<const Image>(std::move(*picture));
            probe.path = pictures.path(item).string();
            probe.label = label;
            m_probes.push_back(std::move(probe));
            break;
        }
    }
}

Result<ProbesExplained> Probes::explain(Classifier& model, const PrecisionPolicy& policy, const std::string& layer,
    int epoch, std::int64_t globalStep) const
{
    const EvalScope inference(model);
    const Computing computing{ deviceOf(model), policy };
    const Normalization normalization(model.info().mean, model.info().std);
    ProbesExplained event{ epoch, globalStep, m_probes };
    std::vector<AttentionSpread> spreads;
    for (std::size_t first = 0; first < m_probes.size(); first += batchSize) {
        const Batch batch = batchOf(m_probes, first, m_side);
        const at::Tensor input = normalization.apply(imagesOf(batch, computing));
        const auto maps = GradCam().explain(model, { input, labelsOf(batch, computing), layer });
        if (!maps)
            return maps.error();
        storeMaps(maps->maps, m_side, event.probes, first);
        storeAnswers(model.forward(input), event.probes, first);
    }
    for (const Probe& probe : event.probes)
        spreads.push_back(probe.spread);
    event.meanSpread = summarise(spreads).meanShareAboveLevel;
    return event;
}

} // namespace lookaway
