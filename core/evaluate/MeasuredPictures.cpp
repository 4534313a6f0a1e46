// SPDX-License-Identifier: MIT
#include "evaluate/MeasuredPictures.h"

#include <torch/torch.h>

namespace lookaway {

Result<void> check(const MeasuredPictures& pictures)
{
    const auto count = static_cast<std::size_t>(pictures.pixels.dim() == 4 ? pictures.count() : 0);
    if (count == 0 || pictures.classes.size() != count || pictures.maps.size() != count)
        return fail("There are " + std::to_string(count) + " pictures, " + std::to_string(pictures.maps.size())
                + " heat maps and " + std::to_string(pictures.classes.size()) + " classes to measure.",
            "Give one map and one class for every picture.");
    for (const auto& map : pictures.maps)
        if (map.height != pictures.pixels.size(2) || map.width != pictures.pixels.size(3))
            return fail("A heat map of " + std::to_string(map.width) + " x " + std::to_string(map.height)
                    + " does not fit a picture of " + std::to_string(pictures.pixels.size(3)) + " x "
                    + std::to_string(pictures.pixels.size(2)) + " px.",
                "Resize the map to the picture first.");
    return {};
}

MeasuredCopies::MeasuredCopies(const MeasuredPictures& pictures)
    : m_pictures(pictures)
    , m_answers(pictures.maps.size())
{
}

void MeasuredCopies::collect(std::int64_t picture, std::int64_t first, const Trace& trace)
{
    const auto i = static_cast<std::size_t>(picture);
    const auto probabilities = trace.logits.to(at::kFloat).softmax(1);
    const auto wanted = m_pictures.classes[i];
    const auto table =
        torch::stack({ probabilities.select(1, wanted), (probabilities.argmax(1) == wanted).to(at::kFloat) }, 1).cpu();
    const auto rows = table.accessor<float, 2>();
    auto& answers = m_answers[i];
    answers.resize(static_cast<std::size_t>(copies()));
    for (std::int64_t row = 0; row < rows.size(0); ++row)
        answers[static_cast<std::size_t>(first + row)] = { rows[row][0], rows[row][1] > 0 };
}

AnswerCurve MeasuredCopies::curve(std::int64_t picture, std::int64_t first, const std::vector<double>& shares) const
{
    AnswerCurve curve;
    curve.share = shares;
    const auto& answers = m_answers[static_cast<std::size_t>(picture)];
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const auto& answer = answers[static_cast<std::size_t>(first) + i];
        curve.probability.push_back(answer.probability);
        curve.predicted.push_back(answer.predicted ? 1 : 0);
    }
    return curve;
}

} // namespace lookaway
