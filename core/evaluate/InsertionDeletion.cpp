// SPDX-License-Identifier: MIT
#include "evaluate/InsertionDeletion.h"

#include "evaluate/PixelOrder.h"
#include "models/Normalization.h"

#include <torch/torch.h>

#include <algorithm>

namespace lookaway {

namespace {

/// The copies of a picture: deletion's, then insertion's.
class ChangedCopies : public MeasuredCopies {
public:
    ChangedCopies(const Classifier& network, const MeasuredPictures& pictures, const FaithfulnessSettings& settings)
        : MeasuredCopies(pictures)
    {
        const Normalization normalization(network.info());
        m_originals = normalization.apply(pictures.pixels);
        m_blurred = normalization.apply(blurred(pictures.pixels));
        m_black = normalization.apply(at::zeros_like(pictures.pixels[0]).unsqueeze(0))[0];
        const auto pixels = pictures.pixels.size(2) * pictures.pixels.size(3);
        const auto points = std::min<std::int64_t>(settings.steps, pixels);
        for (std::int64_t step = 0; step <= points; ++step)
            m_counts.push_back(step * pixels / points);
        for (const auto& map : pictures.maps)
            m_ranks.push_back(at::tensor(pixelRanks(map)).view({ map.height, map.width }).to(pictures.pixels.device()));
    }

    std::int64_t copies() const override { return 2 * points(); }

    void perturb(std::int64_t picture, std::int64_t first, const at::Tensor& into) override
    {
        const auto own = m_originals[picture];
        for (std::int64_t row = 0; row < into.size(0); ++row) {
            const auto copy = first + row;
            const bool deletes = copy < points();
            const auto hot = m_ranks[static_cast<std::size_t>(picture)]
                < m_counts[static_cast<std::size_t>(deletes ? copy : copy - points())];
            into[row].copy_(deletes ? at::where(hot, m_black, own) : at::where(hot, own, m_blurred[picture]));
        }
    }

    InsertionDeletion result(std::int64_t picture) const
    {
        std::vector<double> shares;
        for (const auto count : m_counts)
            shares.push_back(static_cast<double>(count) / static_cast<double>(m_counts.back()));
        return { curve(picture, points(), shares), curve(picture, 0, shares) };
    }

private:
    std::int64_t points() const { return static_cast<std::int64_t>(m_counts.size()); }

    at::Tensor m_originals, m_blurred; ///< N x C x H x W, normalised
    at::Tensor m_black;                ///< C x H x W, normalised
    std::vector<at::Tensor> m_ranks;   ///< by picture, H x W
    std::vector<std::int64_t> m_counts;
};

} // namespace

at::Tensor blurred(const at::Tensor& pixels)
{
    constexpr std::int64_t reach = 5;
    constexpr double sigma = 5;
    const auto distance = at::arange(-reach, reach + 1, pixels.options().dtype(at::kFloat));
    const auto weights = (distance.square() / (-2 * sigma * sigma)).exp();
    const auto kernel = weights / weights.sum();
    const auto planes = pixels.to(at::kFloat).reshape({ -1, 1, pixels.size(2), pixels.size(3) });
    const auto padded = at::replication_pad2d(planes, { reach, reach, reach, reach });
    const auto rows = at::conv2d(padded, kernel.view({ 1, 1, 1, -1 }));
    return at::conv2d(rows, kernel.view({ 1, 1, -1, 1 })).view(pixels.sizes());
}

Result<std::vector<InsertionDeletion>> measureInsertionDeletion(Classifier& network, const MeasuredPictures& pictures,
    const FaithfulnessSettings& settings, const ExplainWatch& watch)
{
    return measureCopies<ChangedCopies>(network, pictures, settings, watch);
}

} // namespace lookaway
