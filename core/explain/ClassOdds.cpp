// SPDX-License-Identifier: MIT
#include "explain/ClassOdds.h"

#include <torch/torch.h>

#include <limits>

namespace lookaway {

at::Tensor classProbability(const at::Tensor& logits, const at::Tensor& classIndex)
{
    return logits.to(at::kFloat).softmax(1).index_select(1, classIndex).squeeze(1);
}

at::Tensor classLogOdds(const at::Tensor& logits, const at::Tensor& classIndex)
{
    const auto y = logits.to(at::kFloat);
    const auto others = y.index_fill(1, classIndex, -std::numeric_limits<double>::infinity());
    return y.index_select(1, classIndex).squeeze(1) - others.logsumexp(1);
}

at::Tensor weightOfEvidence(const at::Tensor& logOdds, std::int64_t classes)
{
    constexpr double n = 1281167; // pictures in ILSVRC 2012's training set
    const auto isClass = logOdds.sigmoid().mean(-1);
    const auto isOther = logOdds.neg().sigmoid().mean(-1);
    const auto odds = isClass.mul(n).add_(1) / isOther.mul(n).add_(static_cast<double>(classes - 1));
    return odds.log2();
}

} // namespace lookaway
