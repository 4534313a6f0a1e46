// SPDX-License-Identifier: MIT
#include "evaluate/RemoveAndDebias.h"

#include "base/Random.h"
#include "data/Parallel.h"
#include "evaluate/LinearImputation.h"
#include "evaluate/PixelOrder.h"
#include "models/Normalization.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

namespace lookaway {

namespace {

/// Gaussian noise of deviation 1, C x H x W.
at::Tensor noise(at::IntArrayRef shape, std::uint64_t seed)
{
    const auto values = at::empty(shape, at::kFloat);
    Random random(deriveSeed(seed, "road"));
    std::generate_n(values.data_ptr<float>(), values.numel(), [&] { return static_cast<float>(random.normal()); });
    return values;
}

/// The copies of a picture: most relevant first, then least relevant first.
class ImputedCopies : public MeasuredCopies {
public:
    ImputedCopies(const Classifier& network, const MeasuredPictures& pictures, const FaithfulnessSettings& settings)
        : MeasuredCopies(pictures)
        , m_normalization(network.info())
        , m_originals(pictures.pixels.to(at::kFloat).cpu().contiguous())
        , m_noise(noise(m_originals[0].sizes(), settings.seed) * settings.roadNoise)
    {
        for (const int percentile : settings.percentiles)
            m_shares.push_back(percentile / 100.0);
        for (const auto& map : pictures.maps)
            m_ranks.push_back(pixelRanks(map));
    }

    std::int64_t copies() const override { return 2 * points(); }

    void perturb(std::int64_t picture, std::int64_t first, const at::Tensor& into) override
    {
        const auto rows = into.size(0);
        const auto filled = m_originals[picture].unsqueeze(0).repeat({ rows, 1, 1, 1 });
        std::vector<Result<void>> done(static_cast<std::size_t>(rows));
        // The systems, one per copy, take longer than the network: all cores.
        parallelFor(done.size(), at::get_num_threads(), [&](std::size_t row) {
            const auto index = static_cast<std::int64_t>(row);
            done[row] = impute(filled[index], m_ranks[static_cast<std::size_t>(picture)], first + index);
        });
        for (const auto& result : done)
            if (!result)
                m_made = result;
        into.copy_(m_normalization.apply(filled.to(into.device())));
    }

    Road result(std::int64_t picture) const
    {
        return { curve(picture, 0, m_shares), curve(picture, points(), m_shares) };
    }

private:
    std::int64_t points() const { return static_cast<std::int64_t>(m_shares.size()); }

    Result<void> impute(const at::Tensor& picture, const std::vector<std::int32_t>& ranks, std::int64_t copy) const
    {
        const bool mostFirst = copy < points();
        const auto all = static_cast<std::int64_t>(ranks.size());
        const auto share = m_shares[static_cast<std::size_t>(mostFirst ? copy : copy - points())];
        const auto count = std::min<std::int64_t>(std::llround(share * static_cast<double>(all)), all - 1);
        std::vector<std::uint8_t> missing(ranks.size());
        for (std::size_t i = 0; i < ranks.size(); ++i)
            missing[i] = mostFirst ? ranks[i] < count : ranks[i] >= all - count;
        auto* values = picture.data_ptr<float>();
        const auto imputed = imputeLinearly(values, static_cast<int>(picture.size(0)),
            static_cast<int>(picture.size(1)), static_cast<int>(picture.size(2)), missing);
        const auto* noiseValues = m_noise.data_ptr<float>();
        for (std::int64_t c = 0; c < picture.size(0); ++c)
            for (std::int64_t i = 0; i < all; ++i)
                if (missing[static_cast<std::size_t>(i)])
                    values[c * all + i] += noiseValues[c * all + i];
        return imputed;
    }

    Normalization m_normalization;
    at::Tensor m_originals; ///< N x C x H x W in [0, 1], on the CPU
    at::Tensor m_noise;     ///< C x H x W
    std::vector<double> m_shares;
    std::vector<std::vector<std::int32_t>> m_ranks; ///< by picture
};

} // namespace

Result<std::vector<Road>> measureRoad(Classifier& network, const MeasuredPictures& pictures,
    const FaithfulnessSettings& settings, const ExplainWatch& watch)
{
    return measureCopies<ImputedCopies>(network, pictures, settings, watch);
}

} // namespace lookaway
