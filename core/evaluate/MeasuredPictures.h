// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"
#include "base/Result.h"
#include "evaluate/Faithfulness.h"
#include "explain/EvalScope.h"
#include "explain/FullPrecision.h"
#include "explain/PerturbedPasses.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace lookaway {

/// Pictures with the heat maps whose faithfulness is measured.
struct MeasuredPictures {
    at::Tensor pixels; ///< N x C x H x W in [0, 1], not yet normalised, on the network's device
    /// The class that each map explains.
    std::vector<std::int64_t> classes;
    std::vector<HeatMap> maps; ///< H x W each, larger = more important

    std::int64_t count() const { return pixels.size(0); }
};

/// A sentence where numbers or sizes do not fit together.
Result<void> check(const MeasuredPictures& pictures);

/// Changed copies of the pictures, of which the answers for their classes are kept.
class MeasuredCopies : public Perturbation {
public:
    explicit MeasuredCopies(const MeasuredPictures& pictures);

    void collect(std::int64_t picture, std::int64_t first, const Trace& trace) override;
    at::Tensor maps() const override { return {}; }
    /// Why a copy could not be made, if so.
    const Result<void>& made() const { return m_made; }

protected:
    /// What the network answered to copies first, first + 1, ... of a picture.
    AnswerCurve curve(std::int64_t picture, std::int64_t first, const std::vector<double>& shares) const;

    const MeasuredPictures& m_pictures;
    Result<void> m_made;

private:
    struct Answer {
        double probability = 0;
        bool predicted = false;
    };
    std::vector<std::vector<Answer>> m_answers; ///< by picture, then copy
};

/// Copies::result() of every picture, after the network has answered to all copies in inference mode and fp32. `Copies`
/// are MeasuredCopies that are made of network, pictures and settings. A sentence for pictures or settings that do not
/// fit; leaves the network as it was.
template <class Copies>
auto measureCopies(Classifier& network, const MeasuredPictures& pictures, const FaithfulnessSettings& settings,
    const ExplainWatch& watch) -> Result<std::vector<decltype(std::declval<Copies>().result(0))>>
{
    if (const auto valid = validate(settings); !valid)
        return valid.error();
    if (const auto checked = check(pictures); !checked)
        return checked.error();
    const EvalScope inference(network);
    const FullPrecision fullPrecision;
    Copies copies(network, pictures, settings);
    if (const auto done = runPerturbed(network, pictures.pixels, copies, settings.chunk, watch); !done)
        return done.error();
    if (!copies.made())
        return copies.made().error();
    std::vector<decltype(copies.result(0))> results;
    for (std::int64_t i = 0; i < pictures.count(); ++i)
        results.push_back(copies.result(i));
    return results;
}

} // namespace lookaway
