// SPDX-License-Identifier: MIT
#include "explain/Lime.h"

#include "base/Random.h"
#include "explain/ClassOdds.h"
#include "explain/PerturbedPasses.h"
#include "models/Normalization.h"

#include <torch/torch.h>

#include <algorithm>

namespace lookaway {
namespace {

/// A picture cut into superpixels, and which of them its versions show.
struct CutPicture {
    at::Tensor labels; ///< H x W, on the device
    at::Tensor filled; ///< C x H x W: every superpixel in its mean colour
    at::Tensor shown;  ///< versions x superpixels, 0 or 1, of the picture's type
    at::Tensor probabilities;
    at::Tensor logits; ///< of the picture itself, 1 x classes
    std::int64_t known = 0;
};

at::Tensor meanColours(const at::Tensor& picture, const at::Tensor& labels, std::int64_t count)
{
    const auto flat = labels.flatten();
    const auto pixels = picture.flatten(1).t();
    const auto sums = at::zeros({ count, picture.size(0) }, picture.options()).index_add_(0, flat, pixels);
    const auto sizes = at::bincount(flat, {}, count).unsqueeze(1);
    return (sums / sizes).index_select(0, flat).t().reshape(picture.sizes());
}

/// Row 0: everything shown; the others draw from streams of their own, so that rows do not depend on their number.
at::Tensor drawShown(std::uint64_t seed, std::int64_t versions, std::int64_t superpixels)
{
    auto shown = at::ones({ versions, superpixels }, at::kFloat);
    for (std::int64_t row = 1; row < versions; ++row) {
        Random random(deriveSeed(seed, "lime", static_cast<std::uint64_t>(row)));
        auto* values = shown[row].data_ptr<float>();
        for (std::int64_t i = 0; i < superpixels; ++i)
            values[i] = random.bernoulli(0.5) ? 1.0F : 0.0F;
    }
    return shown;
}

/// The rows' weights by their cosine distance from the row of ones, in which a row of zeros is as far as can be.
at::Tensor kernel(const at::Tensor& shown)
{
    constexpr double width = 0.25;
    const auto distance = shown.mean(1).sqrt_().neg_().add_(1); // 1 - n/(sqrt(n) sqrt(superpixels))
    return distance.square_().div_(-width * width).exp_().sqrt_();
}

class ShownSuperpixels : public Perturbation {
public:
    ShownSuperpixels(const ExplainRequest& request, std::int64_t versions, std::vector<CutPicture> cut)
        : m_request(request)
        , m_versions(versions)
        , m_cut(std::move(cut))
    {
    }

    std::int64_t copies() const override { return m_versions; }

    void perturb(std::int64_t picture, std::int64_t first, const at::Tensor& into) override
    {
        const auto& cut = m_cut[picture];
        const auto shown = cut.shown.narrow(0, first, into.size(0)).index_select(1, cut.labels.flatten());
        const auto mask = shown.view({ into.size(0), 1, into.size(2), into.size(3) });
        auto target = into;
        at::lerp_out(target, cut.filled, m_request.images[picture], mask);
    }

    void collect(std::int64_t picture, std::int64_t first, const Trace& trace) override
    {
        auto& cut = m_cut[picture];
        const auto p = classProbability(trace.logits, m_request.classes.narrow(0, picture, 1));
        cut.probabilities.narrow(0, first, p.size(0)).copy_(p);
        cut.known = first + p.size(0);
        if (first == 0)
            cut.logits = trace.logits.narrow(0, 0, 1);
    }

    at::Tensor maps() const override
    {
        std::vector<at::Tensor> all;
        for (const auto& cut : m_cut) {
            const auto shown = cut.shown.narrow(0, 0, cut.known).to(at::kCPU, at::kDouble);
            const auto p = cut.probabilities.narrow(0, 0, cut.known).to(at::kCPU, at::kDouble);
            const auto coefficients = ridgeCoefficients(shown, p, kernel(shown), /*alpha=*/1);
            const auto onDevice = coefficients.to(cut.labels.device(), at::kFloat);
            all.push_back(onDevice.index_select(0, cut.labels.flatten()).view(cut.labels.sizes()));
        }
        return at::stack(all);
    }

    Maps found() const
    {
        Maps result;
        std::vector<at::Tensor> labels, logits;
        for (const auto& cut : m_cut) {
            labels.push_back(cut.labels.to(at::kFloat));
            logits.push_back(cut.logits);
        }
        result.maps = maps();
        result.companions["superpixels"] = at::stack(labels);
        result.logits = at::cat(logits);
        return result;
    }

private:
    const ExplainRequest& m_request;
    const std::int64_t m_versions;
    std::vector<CutPicture> m_cut;
};

} // namespace

at::Tensor ridgeCoefficients(const at::Tensor& x, const at::Tensor& y, const at::Tensor& weights, double alpha)
{
    const auto share = weights / weights.sum();
    const auto centred = x - share.unsqueeze(0).mm(x);
    const auto weighted = centred * weights.unsqueeze(1);
    const auto normal = weighted.t().mm(centred) + at::eye(x.size(1), x.options()) * alpha;
    const auto right = weighted.t().mv(y - share.dot(y));
    return at::linalg_solve(normal, right);
}

Result<Maps> Lime::compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const
{
    if (m_settings.limeSamples < 2)
        return fail("LIME fits a model to versions of a picture and needs at least two, but is to have "
                + std::to_string(m_settings.limeSamples) + ".",
            "Set explain.lime_samples to 1000, for instance.");
    const auto& images = request.images;
    const auto pixels = Normalization(network.info()).undo(images).to(at::kCPU, at::kFloat).clamp_(0, 1);
    std::vector<CutPicture> cut;
    for (std::int64_t i = 0; i < images.size(0); ++i) {
        if (watch.cancel.cancelled())
            return cancelled();
        const auto labels = m_segmentation(pixels[i]);
        const auto count = labels.max().item<std::int64_t>() + 1;
        if (count < 2)
            return fail("LIME found fewer than two superpixels in a picture of " + std::to_string(images.size(3))
                    + " x " + std::to_string(images.size(2)) + " pixels.",
                "Ask for more superpixels (explain.lime_superpixels) or take a larger picture.");
        CutPicture one;
        one.labels = labels.to(images.device());
        one.filled = meanColours(images[i], one.labels, count);
        one.shown = drawShown(m_settings.seed, m_settings.limeSamples, count).to(images.options());
        one.probabilities = at::zeros({ m_settings.limeSamples }, images.options().dtype(at::kFloat));
        cut.push_back(std::move(one));
    }
    ShownSuperpixels versions(request, m_settings.limeSamples, std::move(cut));
    if (auto done = runPerturbed(network, images, versions, m_settings.chunk, watch); !done)
        return done.error();
    return versions.found();
}

} // namespace lookaway
