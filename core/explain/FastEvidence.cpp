// SPDX-License-Identifier: MIT
#include "explain/FastEvidence.h"

#include "explain/Chunks.h"
#include "explain/ClassOdds.h"
#include "explain/FullPrecision.h"
#include "models/Classifier.h"
#include "models/Normalization.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

namespace lookaway {
namespace {

constexpr std::int64_t nodes = 2;

/// One picture, its windows, and what is known of them.
struct Picture {
    at::Tensor image, classIndex;
    EvidenceWindows windows;
    at::Tensor logits;          ///< 1 x classes
    at::Tensor logOdds;         ///< f(x), 1 value
    at::Tensor evidence, known; ///< rows x columns, bits; 0 or 1
};

/// What is added to the picture when all windows of a grid are replaced: S x C x H x W.
at::Tensor replacement(Picture& picture, const Corner& offset, std::int64_t step, std::int64_t window)
{
    const auto drawn = picture.windows.draw(picture.windows.grid(offset.y, offset.x, step));
    const auto alongY = (picture.windows.rows() - offset.y + step - 1) / step;
    const auto alongX = (picture.windows.columns() - offset.x + step - 1) / step;
    auto delta = at::zeros({ drawn.size(1), picture.image.size(0), picture.image.size(1), picture.image.size(2) },
        picture.image.options());
    // Views of the windows in place: S x C x rows x columns x window x window.
    const auto inPlace = [&](const at::Tensor& images) {
        return images.slice(2, offset.y).slice(3, offset.x).unfold(2, window, step).unfold(3, window, step);
    };
    const auto contents = drawn.view({ alongY, alongX, drawn.size(1), drawn.size(2), window, window });
    inPlace(delta).copy_(contents.permute({ 2, 3, 0, 1, 4, 5 }) - inPlace(picture.image.unsqueeze(0)));
    return delta;
}

/// - sum over channels of the Gauss average of the gradient times delta: S x H x W, in a few passes.
class PathEvidence {
public:
    PathEvidence(Classifier& network, std::int64_t rowsInPass)
        : m_network(network)
        , m_rowsInPass(rowsInPass)
    {
    }

    Result<at::Tensor> of(const Picture& picture, const at::Tensor& delta, const CancelToken& cancel)
    {
        const auto rows = nodes * delta.size(0);
        auto evidence = at::zeros({ delta.size(0), delta.size(2), delta.size(3) }, delta.options());
        for (std::int64_t first = 0; first < rows; first += m_rowsInPass) {
            const auto row = at::arange(first, std::min(first + m_rowsInPass, rows), picture.classIndex.options());
            const auto sample = row.floor_divide(nodes);
            // Nodes of [0, 1]: 1/2 -+ 1/(2 sqrt 3), each with weight 1/2.
            const auto alpha =
                row.remainder(nodes).mul(2).sub(1).to(delta.scalar_type()).div_(2 * std::sqrt(3.0)).add_(0.5);
            const auto change = delta.index_select(0, sample);
            const auto product = gradient(picture, picture.image + alpha.view({ -1, 1, 1, 1 }) * change).mul_(change);
            evidence.index_add_(0, sample, product.sum(1).mul_(-1.0 / nodes));
            if (cancel.cancelled())
                return cancelled();
        }
        return evidence;
    }

private:
    at::Tensor gradient(const Picture& picture, at::Tensor input)
    {
        const at::AutoGradMode gradMode(true);
        input.requires_grad_();
        const auto f = classLogOdds(m_network.trace(input).logits, picture.classIndex);
        return torch::autograd::grad({ f.sum() }, { input })[0];
    }

    Classifier& m_network;
    std::int64_t m_rowsInPass;
};

/// Evidence of the windows of one grid.
Result<void> learnGrid(Picture& picture, const Corner& offset, std::int64_t step, std::int64_t window,
    PathEvidence& path, const CancelToken& cancel)
{
    if (offset.y >= picture.windows.rows() || offset.x >= picture.windows.columns())
        return {};
    const auto evidence = path.of(picture, replacement(picture, offset, step, window), cancel);
    if (!evidence)
        return evidence.error();
    const auto ofGrid = [&](const at::Tensor& windows) {
        return windows.slice(-2, offset.y, {}, step).slice(-1, offset.x, {}, step);
    };
    const auto classes = picture.logits.size(1);
    const auto without = picture.logOdds.view({ 1, 1, 1 }) - ofGrid(windowSums(evidence->to(at::kFloat), window));
    const auto bits =
        weightOfEvidence(picture.logOdds, classes) - weightOfEvidence(without.permute({ 1, 2, 0 }), classes);
    ofGrid(picture.evidence).copy_(bits);
    ofGrid(picture.known).fill_(1);
    return {};
}

at::Tensor mapsOf(const std::vector<Picture>& pictures, std::int64_t window)
{
    std::vector<at::Tensor> evidence, known;
    for (const auto& picture : pictures) {
        evidence.push_back(picture.evidence);
        known.push_back(picture.known);
    }
    return meanOverWindows(at::stack(evidence), at::stack(known), window);
}

/// All offsets of a grid, those that together cover the picture early before those between them.
std::vector<Corner> offsets(std::int64_t step, std::int64_t window)
{
    std::vector<Corner> all;
    for (std::int64_t withinY = 0; withinY < window; ++withinY)
        for (std::int64_t withinX = 0; withinX < window; ++withinX)
            for (auto y = withinY; y < step; y += window)
                for (auto x = withinX; x < step; x += window)
                    all.push_back({ y, x });
    return all;
}

} // namespace

std::int64_t FastEvidence::gridStep(std::int64_t rows, std::int64_t columns, std::int64_t window)
{
    // Prediction difference analysis: rows columns passes per sample; here: step^2 grids, each `nodes` gradients.
    const double affordable = std::sqrt(static_cast<double>(rows * columns) / (10.0 * 2.0 * nodes));
    return std::clamp(static_cast<std::int64_t>(affordable), window, 4 * window);
}

Result<Maps> FastEvidence::compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const
{
    if (auto fits = checkEvidence("fast evidence", request, m_settings); !fits)
        return fits.error();
    const FullPrecision fullPrecision;
    const Normalization normalization(network.info());
    std::vector<Picture> pictures;
    for (std::int64_t i = 0; i < request.images.size(0); ++i) {
        const auto index = request.classes.narrow(0, i, 1);
        const auto logits = network.trace(request.images.narrow(0, i, 1)).logits;
        if (watch.cancel.cancelled())
            return cancelled();
        EvidenceWindows windows(request.images[i], normalization, m_settings, m_noise);
        const auto none = at::zeros({ windows.rows(), windows.columns() }, logits.options().dtype(at::kFloat));
        pictures.push_back(
            { request.images[i], index, std::move(windows), logits, classLogOdds(logits, index), none, none.clone() });
    }

    const std::int64_t window = m_settings.evidenceWindow;
    const auto step = gridStep(pictures.front().windows.rows(), pictures.front().windows.columns(), window);
    const auto total = static_cast<std::int64_t>(pictures.size()) * step * step;
    PathEvidence path(network, picturesPerPass(m_settings.chunk, request.images));
    std::int64_t done = 0;
    for (const auto& offset : offsets(step, window))
        for (auto& picture : pictures) {
            if (watch.cancel.cancelled())
                return cancelled();
            if (auto learnt = learnGrid(picture, offset, step, window, path, watch.cancel); !learnt)
                return learnt.error();
            ++done;
            if (watch.progress)
                watch.tell(done, total, mapsOf(pictures, window));
        }
    Maps found;
    found.maps = mapsOf(pictures, window);
    std::vector<at::Tensor> logits;
    for (const auto& picture : pictures)
        logits.push_back(picture.logits);
    found.logits = at::cat(logits);
    return found;
}

} // namespace lookaway
