// SPDX-License-Identifier: MIT
#include "distract/Distraction.h"

#include "base/Random.h"
#include "distract/Fill.h"
#include "distract/OcclusionPolicy.h"
#include "explain/Explainers.h"
#include "explain/HeatMap.h"
#include "models/Classifier.h"

#include <torch/torch.h>

namespace lookaway {

Distraction::Distraction(DistractionSettings settings, Context context)
    : m_settings(std::move(settings))
    , m_context(std::move(context))
{
}

double Distraction::draw(std::int64_t step) const
{
    return Random(deriveSeed(m_context.seed, "distraction", step)).uniform();
}

bool Distraction::decide(std::int64_t step) const
{
    if (m_settings.fill == FillKind::None)
        return false;
    return m_firstRound || draw(step) <= m_settings.p;
}

Result<OccludedBatch> Distraction::apply(Classifier& network, const at::Tensor& images, const at::Tensor& labels,
    std::int64_t step, CancelToken cancel) const
{
    const at::NoGradGuard noGrad;
    const auto& normalization = m_context.normalization;
    const auto& layer = m_settings.layer.empty() ? m_context.lastConvolutionalLayer : m_settings.layer;
    const auto input = normalization.apply(images);

    Classifier& explained = m_firstRound ? *m_firstRound : network;
    ExplainSettings explain = m_context.explain;
    explain.seed = deriveSeed(m_context.seed, "explanation", step);
    const auto method = findExplainer(m_settings.method)->make(explain);
    const auto maps = method->explain(explained, { input, labels, layer }, { std::move(cancel) });
    if (!maps)
        return maps.error();
    const auto normalised = heatMaps(maps->maps, images.size(2), images.size(3));

    OccludedBatch batch;
    if (!m_firstRound)
        batch.logits = maps->logits;
    batch.heat = normalised.heat;
    batch.constantMaps = normalised.constant;
    batch.mask =
        occlusionMask(batch.heat, m_settings.where, m_settings.threshold, deriveSeed(m_context.seed, "place", step));
    batch.occludedShare = batch.mask.to(at::kFloat).mean({ 1, 2 });

    const auto fillSeed = deriveSeed(m_context.seed, "fill", step);
    Fill fill{ m_settings.fill, m_settings.randomPerImage, normalization.mean(images.device()) };
    if (m_settings.space == OcclusionSpace::Image) {
        batch.input = normalization.apply(fillMasked(images, batch.mask, fill, fillSeed));
    } else {
        fill.mean = at::zeros_like(fill.mean); // the normalised mean
        batch.input = fillMasked(input, batch.mask, fill, fillSeed);
    }
    return batch;
}

} // namespace lookaway
