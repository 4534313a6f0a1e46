// SPDX-License-Identifier: MIT
#include "train/EpochTotals.h"

#include <torch/torch.h>

#include <cmath>

namespace lookaway {

void PendingSteps::add(const StepOutcome& outcome)
{
    const bool occluded = outcome.occludedShare.defined();
    const at::Tensor none = at::zeros_like(outcome.loss);
    m_figures.push_back(at::stack({ outcome.loss, outcome.correct.to(at::kFloat),
        occluded ? outcome.occludedShare : none, occluded ? outcome.constantMaps.to(at::kFloat) : none }));
    m_steps.push_back({ outcome.pictures, occluded });
}

static void addStep(EpochTotals& totals, std::int64_t pictures, bool occluded, const float* figures)
{
    totals.pictures += pictures;
    totals.loss += static_cast<double>(figures[0]) * static_cast<double>(pictures);
    totals.correct += std::llround(figures[1]);
    totals.occludedBatches += occluded;
    totals.occludedShare += figures[2];
    totals.constantMaps += std::llround(figures[3]);
}

std::optional<std::int64_t> PendingSteps::readInto(EpochTotals& epoch, EpochTotals& sinceReport)
{
    if (m_steps.empty())
        return std::nullopt;
    const at::Tensor figures = at::stack(m_figures).to(at::kCPU).contiguous();
    std::optional<std::int64_t> notFinite;
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const float* row = figures.data_ptr<float>() + 4 * i;
        if (!std::isfinite(row[0])) {
            notFinite = static_cast<std::int64_t>(m_steps.size() - i);
            break;
        }
        addStep(epoch, m_steps[i].pictures, m_steps[i].occluded, row);
        addStep(sinceReport, m_steps[i].pictures, m_steps[i].occluded, row);
    }
    m_steps.clear();
    m_figures.clear();
    return notFinite;
}

} // namespace lookaway
