// SPDX-License-Identifier: MIT
#include "explain/PredictionDifference.h"

#include "explain/ClassOdds.h"
#include "explain/PerturbedPasses.h"
#include "models/Normalization.h"

#include <torch/torch.h>

namespace lookaway {
namespace {

/// Copy 0 is the picture itself, copy 1 + i * samples + s has sample s in window i.
class ReplacedWindows : public Perturbation {
public:
    ReplacedWindows(const ExplainRequest& request, const Normalization& normalization, const ExplainSettings& settings,
        const WindowNoise& noise)
        : m_request(request)
        , m_window(settings.evidenceWindow)
        , m_samples(settings.evidenceSamples)
        , m_known(request.images.size(0), 0)
    {
        for (std::int64_t i = 0; i < request.images.size(0); ++i)
            m_windows.emplace_back(request.images[i], normalization, settings, noise);
        for (std::int64_t y = 0; y < m_window; ++y)
            for (std::int64_t x = 0; x < m_window; ++x)
                for (const auto& corner : m_windows.front().grid(y, x, m_window))
                    m_corners.push_back(corner);
        m_logOdds = at::zeros({ request.images.size(0), copies() }, request.images.options().dtype(at::kFloat));
        m_logits.resize(request.images.size(0));
    }

    std::int64_t copies() const override { return 1 + static_cast<std::int64_t>(m_corners.size()) * m_samples; }

    void perturb(std::int64_t picture, std::int64_t first, const at::Tensor& into) override
    {
        into.copy_(m_request.images[picture].expand_as(into));
        const auto begin = std::max<std::int64_t>(first, 1), end = first + into.size(0);
        if (begin == end)
            return;
        const auto firstWindow = (begin - 1) / m_samples, lastWindow = (end - 2) / m_samples;
        const auto drawn =
            m_windows[picture].draw({ m_corners.begin() + firstWindow, m_corners.begin() + lastWindow + 1 });
        const auto contents = drawn.flatten(0, 1);
        for (auto copy = begin; copy < end; ++copy) {
            const auto& corner = m_corners[(copy - 1) / m_samples];
            into[copy - first]
                .narrow(1, corner.y, m_window)
                .narrow(2, corner.x, m_window)
                .copy_(contents[copy - 1 - firstWindow * m_samples]);
        }
    }

    void collect(std::int64_t picture, std::int64_t first, const Trace& trace) override
    {
        const auto u = classLogOdds(trace.logits, m_request.classes.narrow(0, picture, 1));
        m_logOdds[picture].narrow(0, first, u.size(0)).copy_(u);
        m_known[picture] = (first + u.size(0) - 1) / m_samples;
        if (first == 0)
            m_logits[picture] = trace.logits.narrow(0, 0, 1);
    }

    at::Tensor maps() const override
    {
        const auto pictures = m_logOdds.size(0), classes = m_logits.front().size(1);
        const auto windows = static_cast<std::int64_t>(m_corners.size());
        const auto own = weightOfEvidence(m_logOdds.narrow(1, 0, 1), classes);
        const auto without = weightOfEvidence(m_logOdds.slice(1, 1).view({ pictures, windows, m_samples }), classes);
        const auto inOrder = own.unsqueeze(1) - without;
        auto isKnown = at::zeros_like(inOrder);
        for (std::int64_t i = 0; i < pictures; ++i)
            isKnown[i].narrow(0, 0, m_known[i]).fill_(1);
        return meanOverWindows(inPlace(inOrder), inPlace(isKnown), m_window);
    }

    at::Tensor logits() const { return at::cat(m_logits); }

private:
    /// From the order of visits to where the windows lie: N x windows -> N x rows x columns.
    at::Tensor inPlace(const at::Tensor& values) const
    {
        const auto rows = m_windows.front().rows(), columns = m_windows.front().columns();
        std::vector<std::int64_t> places;
        for (const auto& corner : m_corners)
            places.push_back(corner.y * columns + corner.x);
        const auto index = at::tensor(places, values.options().dtype(at::kLong));
        return at::empty_like(values).index_copy_(1, index, values).view({ -1, rows, columns });
    }

    const ExplainRequest& m_request;
    const std::int64_t m_window, m_samples;
    std::vector<EvidenceWindows> m_windows; ///< by picture
    std::vector<Corner> m_corners;          ///< in the order of visits
    at::Tensor m_logOdds;                   ///< N x copies
    std::vector<std::int64_t> m_known;      ///< windows, by picture
    std::vector<at::Tensor> m_logits;
};

} // namespace

Result<Maps> PredictionDifference::compute(
    Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const
{
    if (auto fits = checkEvidence("prediction difference analysis", request, m_settings); !fits)
        return fits.error();
    const Normalization normalization(network.info());
    ReplacedWindows windows(request, normalization, m_settings, m_noise);
    if (auto done = runPerturbed(network, request.images, windows, m_settings.chunk, watch); !done)
        return done.error();
    Maps found;
    found.maps = windows.maps();
    found.logits = windows.logits();
    return found;
}

} // namespace lookaway
