// SPDX-License-Identifier: MIT
#include "explain/Rise.h"

#include "base/Random.h"
#include "explain/ClassOdds.h"
#include "explain/PerturbedPasses.h"

#include <torch/torch.h>

namespace lookaway {
namespace {

class MaskedCopies : public Perturbation {
public:
    MaskedCopies(const ExplainRequest& request, const ExplainSettings& settings)
        : m_request(request)
        , m_settings(settings)
        , m_sums(at::zeros({ request.images.size(0), request.images.size(2) * request.images.size(3) },
              request.images.options().dtype(at::kFloat)))
        , m_known(request.images.size(0), 0)
    {
    }

    std::int64_t copies() const override { return m_settings.riseMasks; }

    void perturb(std::int64_t picture, std::int64_t first, const at::Tensor& into) override
    {
        if (m_first != first) { // the pictures take turns: all of them look through the same masks
            m_masks = riseMasks(m_settings, first, into.size(0), into.size(2), into.size(3)).to(m_sums.device());
            m_first = first;
        }
        auto target = into;
        at::mul_out(target, m_request.images[picture], m_masks.unsqueeze(1).to(into.scalar_type()));
    }

    void collect(std::int64_t picture, std::int64_t first, const Trace& trace) override
    {
        const auto p = classProbability(trace.logits, m_request.classes.narrow(0, picture, 1));
        m_sums[picture].add_(p.unsqueeze(0).mm(m_masks.flatten(1)).squeeze(0));
        m_known[picture] = first + p.size(0);
    }

    at::Tensor maps() const override
    {
        auto maps = m_sums.view({ -1, m_request.images.size(2), m_request.images.size(3) }).clone();
        for (std::int64_t i = 0; i < maps.size(0); ++i)
            maps[i].div_(static_cast<double>(m_known[i]) * m_settings.riseKeep);
        return maps;
    }

private:
    const ExplainRequest& m_request;
    const ExplainSettings& m_settings;
    at::Tensor m_sums; ///< N x HW
    std::vector<std::int64_t> m_known;
    at::Tensor m_masks; ///< of the present pass, rows x H x W
    std::int64_t m_first = -1;
};

} // namespace

at::Tensor riseMasks(
    const ExplainSettings& settings, std::int64_t first, std::int64_t count, std::int64_t height, std::int64_t width)
{
    const std::int64_t cells = settings.riseCells;
    const auto cellHeight = (height + cells - 1) / cells, cellWidth = (width + cells - 1) / cells;
    const auto kept = at::empty({ count, cells, cells }, at::kFloat);
    auto* cell = kept.data_ptr<float>();
    std::vector<std::pair<std::int64_t, std::int64_t>> crops;
    for (std::int64_t i = 0; i < count; ++i) {
        Random random(deriveSeed(settings.seed, "rise", static_cast<std::uint64_t>(first + i)));
        for (std::int64_t j = 0; j < cells * cells; ++j)
            *cell++ = random.bernoulli(settings.riseKeep) ? 1.0F : 0.0F;
        const auto top = random.below(static_cast<std::uint64_t>(cellHeight));
        const auto left = random.below(static_cast<std::uint64_t>(cellWidth));
        crops.emplace_back(top, left);
    }
    // As the channels of one picture: pictures of one channel would take a slower kernel.
    const auto large = at::upsample_bilinear2d(
        kept.unsqueeze(0), { (cells + 1) * cellHeight, (cells + 1) * cellWidth }, /*align_corners=*/false)[0];
    auto masks = at::empty({ count, height, width }, at::kFloat);
    for (std::int64_t i = 0; i < count; ++i)
        masks[i].copy_(large[i].narrow(0, crops[i].first, height).narrow(1, crops[i].second, width));
    return masks;
}

Result<Maps> Rise::compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const
{
    const auto height = request.images.size(2), width = request.images.size(3);
    if (m_settings.riseMasks < 1 || !(m_settings.riseKeep > 0 && m_settings.riseKeep <= 1))
        return fail("RISE needs at least one mask and a probability of keeping a cell above 0 and up to 1, but has "
                + std::to_string(m_settings.riseMasks) + " and " + std::to_string(m_settings.riseKeep) + ".",
            "Set explain.rise_masks to 4000 and explain.rise_keep to 0.5, for instance.");
    if (m_settings.riseCells < 1 || m_settings.riseCells > std::min(height, width))
        return fail("A picture of " + std::to_string(width) + " x " + std::to_string(height)
                + " pixels cannot be divided into " + std::to_string(m_settings.riseCells)
                + " cells along each side, as RISE is to.",
            "Choose fewer cells (explain.rise_cells).");
    MaskedCopies copies(request, m_settings);
    if (auto done = runPerturbed(network, request.images, copies, m_settings.chunk, watch); !done)
        return done.error();
    Maps found;
    found.maps = copies.maps();
    return found;
}

} // namespace lookaway
