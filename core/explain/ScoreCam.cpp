// SPDX-License-Identifier: MIT
#include "explain/ScoreCam.h"

#include "explain/Chunks.h"
#include "explain/FullPrecision.h"
#include "explain/HeatMap.h"
#include "explain/LayerGradient.h"

#include <torch/torch.h>

#include <algorithm>
#include <limits>

namespace lookaway {
namespace {

/// scores: N x C, -inf for channels that are still to come. A picture without any score has an empty map.
at::Tensor weighted(const at::Tensor& activation, const at::Tensor& scores)
{
    const FullPrecision fullPrecision;
    const auto weights = scores.softmax(1);
    const auto known = at::where(scores.isneginf(), at::zeros({}, scores.options()), weights);
    return (known.unsqueeze(-1).unsqueeze(-1) * activation).sum(1).relu_();
}

/// The class's logit for pictures that are seen through the masks (M x h x w).
at::Tensor maskedScores(
    Classifier& network, const at::Tensor& pictures, const at::Tensor& masks, const at::Tensor& classes)
{
    const auto heat = heatMaps(masks, pictures.size(2), pictures.size(3)).heat.unsqueeze(1);
    const auto logits = network
                            .trace((pictures * heat).contiguous(fastestLayout(pictures)),
                                { {}, Taps::Mode::Keep, /*foldBatchNorm=*/true })
                            .logits;
    return logits.to(at::kFloat).gather(1, classes.unsqueeze(1)).squeeze(1);
}

} // namespace

Result<Maps> ScoreCam::compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const
{
    const auto trace = traceLayer(network, request);
    if (!trace)
        return trace.error();
    const auto activation = trace->activations.at(request.layer).to(at::kFloat);
    const auto masks = activation.flatten(0, 1);
    const auto channels = activation.size(1), total = masks.size(0);
    const auto scores = at::full({ total }, -std::numeric_limits<float>::infinity(), masks.options());
    const auto step = picturesPerPass(m_settings.chunk, request.images);
    for (std::int64_t first = 0; first < total; first += step) {
        if (watch.cancel.cancelled())
            return cancelled();
        const auto last = std::min(first + step, total);
        const auto picture = at::arange(first, last, request.classes.options()).floor_divide(channels);
        scores.slice(0, first, last)
            .copy_(maskedScores(network, request.images.index_select(0, picture), masks.slice(0, first, last),
                request.classes.index_select(0, picture)));
        if (watch.progress)
            watch.tell(last, total, weighted(activation, scores.view({ -1, channels })));
    }
    Maps found;
    found.maps = weighted(activation, scores.view({ -1, channels }));
    found.logits = trace->logits;
    return found;
}

} // namespace lookaway
