// SPDX-License-Identifier: MIT
#include "explain/EvidenceWindows.h"

#include "base/Random.h"
#include "models/DeviceGenerator.h"
#include "models/Normalization.h"

#include <torch/torch.h>

#include <algorithm>

namespace lookaway {

WindowNoise seededNoise(std::uint64_t seed)
{
    return [seed](Corner corner, std::int64_t samples, std::int64_t values) {
        const auto stream =
            deriveSeed(seed, "evidence", static_cast<std::uint64_t>(corner.y), static_cast<std::uint64_t>(corner.x));
        return at::empty({ samples, values }, at::kFloat).normal_(0, 1, deviceGenerator(at::kCPU, stream));
    };
}

EvidenceWindows::EvidenceWindows(
    const at::Tensor& image, const Normalization& normalization, const ExplainSettings& settings, WindowNoise noise)
    : m_normalization(normalization)
    , m_gaussian(normalization.undo(image.unsqueeze(0))[0].clamp(0, 1), settings.evidenceWindow, settings.evidencePatch)
    , m_noise(std::move(noise))
    , m_rows(image.size(1) - settings.evidenceWindow + 1)
    , m_columns(image.size(2) - settings.evidenceWindow + 1)
    , m_samples(settings.evidenceSamples)
    , m_values(image.size(0) * settings.evidenceWindow * settings.evidenceWindow)
    , m_device(image.device())
{
}

std::vector<Corner> EvidenceWindows::grid(std::int64_t y, std::int64_t x, std::int64_t step) const
{
    std::vector<Corner> corners;
    for (auto top = y; top < m_rows; top += step)
        for (auto left = x; left < m_columns; left += step)
            corners.push_back({ top, left });
    return corners;
}

at::Tensor EvidenceWindows::draw(const std::vector<Corner>& corners)
{
    std::vector<at::Tensor> noise;
    for (const auto& corner : corners)
        noise.push_back(m_noise(corner, m_samples, m_values));
    const auto drawn = m_gaussian.draw(corners, at::stack(noise).to(m_device));
    return m_normalization.apply(drawn.flatten(0, 1)).view(drawn.sizes());
}

Result<void> checkEvidence(const std::string& method, const ExplainRequest& request, const ExplainSettings& settings)
{
    const auto height = request.images.size(2), width = request.images.size(3);
    if (settings.evidenceWindow < 1 || settings.evidenceSamples < 1)
        return fail(method + " needs windows of at least one pixel and at least one sample of each, but is to take "
                + std::to_string(settings.evidenceWindow) + " and " + std::to_string(settings.evidenceSamples) + ".",
            "Set explain.evidence_window and explain.evidence_samples to 10, for instance.");
    if (settings.evidencePatch < settings.evidenceWindow)
        return fail(method + " draws a window of " + std::to_string(settings.evidenceWindow)
                + " pixels from the patch around it, which is smaller (" + std::to_string(settings.evidencePatch)
                + ").",
            "Choose a larger patch (explain.evidence_patch).");
    if (settings.evidencePatch > std::min(height, width))
        return fail("A picture of " + std::to_string(width) + " x " + std::to_string(height)
                + " pixels is smaller than the patch of " + std::to_string(settings.evidencePatch) + " pixels that "
                + method + " draws from.",
            "Choose a smaller patch and window (explain.evidence_patch, explain.evidence_window).");
    constexpr std::int64_t most = 4096; // a covariance of 128 MB
    if (request.images.size(1) * settings.evidencePatch * settings.evidencePatch > most)
        return fail("A patch of " + std::to_string(settings.evidencePatch) + " x "
                + std::to_string(settings.evidencePatch) + " pixels has more than the " + std::to_string(most)
                + " values that " + method + " can relate to each other.",
            "Choose a smaller patch and window (explain.evidence_patch, explain.evidence_window).");
    return {};
}

at::Tensor windowSums(const at::Tensor& values, std::int64_t window)
{
    return at::avg_pool2d(values.unsqueeze(0), { window, window }, { 1, 1 }, { 0, 0 }, /*ceil_mode=*/false,
        /*count_include_pad=*/true, /*divisor_override=*/1)[0];
}

at::Tensor meanOverWindows(const at::Tensor& evidence, const at::Tensor& known, std::int64_t window)
{
    const auto spread = [window](const at::Tensor& values) {
        return windowSums(at::constant_pad_nd(values, { window - 1, window - 1, window - 1, window - 1 }), window);
    };
    return spread(evidence * known) / spread(known).clamp_min_(1);
}

} // namespace lookaway
