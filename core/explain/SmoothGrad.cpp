// SPDX-License-Identifier: MIT
#include "explain/SmoothGrad.h"

#include "explain/Chunks.h"
#include "explain/MeanAttribution.h"
#include "models/DeviceGenerator.h"

#include <torch/torch.h>

namespace lookaway {

Result<Maps> SmoothGrad::compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const
{
    const auto& images = request.images;
    const auto range = images.amax({ 1, 2, 3 }, /*keepdim=*/true) - images.amin({ 1, 2, 3 }, /*keepdim=*/true);
    const auto sigma = range * m_settings.smoothNoise;
    auto generator = deviceGenerator(images.device(), m_settings.seed);
    Versions noisy;
    noisy.count = m_settings.smoothSamples;
    noisy.make = [&](std::int64_t) {
        const auto noise = at::randn(images.sizes().slice(1), generator, at::TensorOptions(images.device()));
        return images + sigma * noise.to(images.scalar_type());
    };
    noisy.attribute = [&](const at::Tensor& copies, const at::Tensor& classes) {
        return m_gradientMap.attribute(network, copies, classes).values;
    };
    noisy.mapOf = [&](const at::Tensor& mean) { return m_gradientMap.mapOf(mean); };

    auto mean = meanAttribution(noisy, request.classes, picturesPerPass(m_settings.chunk, images), watch);
    if (!mean)
        return mean.error();
    Maps found;
    found.maps = m_gradientMap.mapOf(*mean);
    found.attribution = std::move(*mean);
    return found;
}

} // namespace lookaway
