// SPDX-License-Identifier: MIT
#include "explain/IntegratedGradients.h"

#include "explain/Chunks.h"
#include "explain/GradientMap.h"
#include "explain/MeanAttribution.h"
#include "models/Classifier.h"
#include "models/Normalization.h"

#include <torch/torch.h>

namespace lookaway {

Result<Maps> IntegratedGradients::compute(
    Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const
{
    const auto& images = request.images;
    auto baseline = at::zeros_like(images);
    if (m_settings.baseline == Baseline::Black)
        baseline = Normalization(network.info()).apply(baseline).to(images.scalar_type());
    const auto way = images - baseline;
    const GradientMap gradient;
    Versions path;
    path.count = m_settings.integratedSteps;
    path.make = [&](std::int64_t i) {
        const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(path.count);
        return baseline + way * share;
    };
    path.attribute = [&](const at::Tensor& steps, const at::Tensor& classes) {
        return gradient.attribute(network, steps, classes).values;
    };
    path.mapOf = [&](const at::Tensor& mean) { return (way * mean).sum(1); };

    const auto mean = meanAttribution(path, request.classes, picturesPerPass(m_settings.chunk, images), watch);
    if (!mean)
        return mean.error();
    Maps found;
    found.attribution = (way * *mean).to(at::kFloat);
    found.maps = found.attribution.sum(1);
    return found;
}

} // namespace lookaway
