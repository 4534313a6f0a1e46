// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"
#include "base/Result.h"
#include "evaluate/Faithfulness.h"
#include "explain/PerturbedPasses.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
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

protected:
    /// What the network answered to copies first, first + 1, ... of a picture.
    AnswerCurve curve(std::int64_t picture, std::int64_t first, const std::vector<double>& shares) const;

    const MeasuredPictures& m_pictures;

private:
    struct Answer {
        double probability = 0;
        bool predicted = false;
    };
    std::vector<std::vector<Answer>> m_answers; ///< by picture, then copy
};

} // namespace lookaway
