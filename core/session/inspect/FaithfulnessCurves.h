// SPDX-License-Identifier: MIT
#pragma once

#include "evaluate/Faithfulness.h"
#include "session/inspect/Inspection.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace lookaway {

// Whether explanations show what an opened model goes by. On the thread that uses the Inspection; nothing here changes
// the model. The probability is that of the class that the explanation is of: by default the one that was predicted.

/// Called on the thread that measures, often: passes done of all.
using PassProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Insertion and deletion (Petsiuk et al. 2018) of an explanation of `input` (as Inspection::prepare() gives it).
Result<InsertionDeletion> insertionDeletion(Inspection& model, const Image& input, const Explanation& explanation,
    const FaithfulnessSettings& settings = {}, const CancelToken& cancel = {}, const PassProgress& progress = {});
/// The same for several pictures, one explanation each.
Result<std::vector<InsertionDeletion>> insertionDeletion(Inspection& model, const std::vector<Image>& inputs,
    const std::vector<Explanation>& explanations, const FaithfulnessSettings& settings = {},
    const CancelToken& cancel = {}, const PassProgress& progress = {});
/// ROAD (Rong et al. 2022).
Result<std::vector<Road>> removeAndDebias(Inspection& model, const std::vector<Image>& inputs,
    const std::vector<Explanation>& explanations, const FaithfulnessSettings& settings = {},
    const CancelToken& cancel = {}, const PassProgress& progress = {});

/// Whether the method's maps change when the weights become random layer by layer (Adebayo et al. 2018). `classes`: one
/// per input, none of them -1. Meanwhile the model has other weights; afterwards its own, bit by bit, however it ends.
/// `progress`: of the stages.
Result<SanityCheck> sanityCheck(Inspection& model, const std::vector<Image>& inputs, const ExplainOrder& order,
    const std::vector<std::int64_t>& classes, const FaithfulnessSettings& settings = {}, const CancelToken& cancel = {},
    const PassProgress& progress = {});

} // namespace lookaway
