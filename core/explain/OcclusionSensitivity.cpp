// SPDX-License-Identifier: MIT
#include "explain/OcclusionSensitivity.h"

#include "explain/ClassOdds.h"
#include "explain/LayerGradient.h"
#include "explain/PerturbedPasses.h"
#include "models/Normalization.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

namespace lookaway {
namespace {

/// Where the square lies along one side: cell i's stretch of pixels.
struct Stretch {
    std::int64_t from, length;
};

std::vector<Stretch> stretches(std::int64_t side, std::int64_t square, std::int64_t cells)
{
    std::vector<Stretch> all;
    for (std::int64_t i = 0; i < cells; ++i) {
        const double centre = (static_cast<double>(i) + 0.5) * static_cast<double>(side) / static_cast<double>(cells);
        const auto from = static_cast<std::int64_t>(std::floor(centre - static_cast<double>(square) / 2 + 0.5));
        const auto begin = std::max<std::int64_t>(from, 0), end = std::min(from + square, side);
        all.push_back({ begin, end - begin });
    }
    return all;
}

/// Copy 0 is the picture itself, copy 1 + i * columns + j has the square in row i and column j of the grid.
class SlidingSquare : public Perturbation {
public:
    SlidingSquare(const ExplainRequest& request, const ExplainSettings& settings, at::Tensor grey)
        : m_request(request)
        , m_grey(std::move(grey))
    {
        const auto height = request.images.size(2), width = request.images.size(3);
        const auto side = std::min(height, width);
        const auto square = shareOf(side, settings.occluderSize), step = shareOf(side, settings.occluderStep);
        m_rows = stretches(height, square, cellsAlong(height, step));
        m_columns = stretches(width, square, cellsAlong(width, step));
        const auto pictures = request.images.size(0);
        m_drop = at::zeros({ pictures, copies() }, request.images.options().dtype(at::kFloat));
        m_activation = at::zeros_like(m_drop);
        m_label = at::zeros_like(m_drop);
        m_own.resize(pictures);
    }

    std::int64_t copies() const override { return 1 + count(m_rows) * count(m_columns); }

    void perturb(std::int64_t picture, std::int64_t first, const at::Tensor& into) override
    {
        into.copy_(m_request.images[picture].expand_as(into));
        for (std::int64_t i = first == 0 ? 1 : 0; i < into.size(0); ++i) {
            const auto place = first + i - 1;
            const auto& y = m_rows[place / count(m_columns)];
            const auto& x = m_columns[place % count(m_columns)];
            into[i].narrow(1, y.from, y.length).narrow(2, x.from, x.length).copy_(m_grey);
        }
    }

    void collect(std::int64_t picture, std::int64_t first, const Trace& trace) override
    {
        auto& own = m_own[picture];
        const auto put = [&](const at::Tensor& all, const at::Tensor& values) {
            all[picture].narrow(0, first, values.size(0)).copy_(values);
        };
        const auto p = classProbability(trace.logits, m_request.classes.narrow(0, picture, 1));
        if (first == 0) {
            own.probability = p.narrow(0, 0, 1);
            own.logits = trace.logits.narrow(0, 0, 1);
        }
        put(m_drop, own.probability - p);
        put(m_label, trace.logits.argmax(1));
        if (trace.activations.empty())
            return;
        const auto strength = trace.activations.begin()->second.to(at::kFloat).sum({ 2, 3 });
        if (first == 0)
            own.strongest = strength[0].argmax(0, /*keepdim=*/true);
        put(m_activation, strength.index_select(1, own.strongest).squeeze(1));
    }

    at::Tensor maps() const override { return grid(m_drop); }

    Maps found() const
    {
        Maps result;
        result.maps = maps();
        result.companions["label"] = grid(m_label);
        if (m_own.front().strongest.defined())
            result.companions["activation"] = grid(m_activation);
        std::vector<at::Tensor> logits;
        for (const auto& own : m_own)
            logits.push_back(own.logits);
        result.logits = at::cat(logits);
        return result;
    }

private:
    /// What the network says about the picture itself, and its strongest feature map.
    struct Own {
        at::Tensor probability, logits, strongest;
    };

    static std::int64_t shareOf(std::int64_t side, double share)
    {
        return std::max<std::int64_t>(1, std::llround(share * static_cast<double>(side)));
    }
    static std::int64_t cellsAlong(std::int64_t side, std::int64_t step)
    {
        return std::max<std::int64_t>(1, std::llround(static_cast<double>(side) / static_cast<double>(step)));
    }
    static std::int64_t count(const std::vector<Stretch>& along) { return static_cast<std::int64_t>(along.size()); }
    /// N x copies, without the picture itself, as N x rows x columns.
    at::Tensor grid(const at::Tensor& values) const
    {
        return values.slice(1, 1).reshape({ values.size(0), count(m_rows), count(m_columns) }).clone();
    }

    const ExplainRequest& m_request;
    at::Tensor m_grey; ///< C x 1 x 1
    std::vector<Stretch> m_rows, m_columns;
    at::Tensor m_drop, m_activation, m_label;
    std::vector<Own> m_own;
};

} // namespace

Result<Maps> OcclusionSensitivity::compute(
    Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const
{
    const auto isShare = [](double share) { return share > 0 && share <= 1; };
    if (!isShare(m_settings.occluderSize) || !isShare(m_settings.occluderStep))
        return fail("The grey square of occlusion sensitivity and its step must be shares of the picture's side above "
                    "0 and up to 1, but are "
                + std::to_string(m_settings.occluderSize) + " and " + std::to_string(m_settings.occluderStep) + ".",
            "Set explain.occluder_size to 0.15, for instance.");
    std::vector<std::string> layers;
    if (!request.layer.empty()) {
        const ExplainRequest one{ request.images.narrow(0, 0, 1), request.classes.narrow(0, 0, 1), request.layer };
        if (const auto trace = traceLayer(network, one); !trace)
            return trace.error();
        layers.push_back(request.layer);
    }
    const auto half = at::full({ 1, request.images.size(1), 1, 1 }, 0.5, request.images.options());
    SlidingSquare square(request, m_settings, Normalization(network.info()).apply(half)[0]);
    if (auto done = runPerturbed(network, request.images, square, m_settings.chunk, watch, layers); !done)
        return done.error();
    return square.found();
}

} // namespace lookaway
