// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/FaithfulnessJob.h"

#include <string>

namespace lookaway {

/// faithfulness.json: the model, what was asked for, and for every method its means, curves and stages.
std::string faithfulnessJson(const FaithfulnessRequest& request, const FaithfulnessOutcome& outcome);
/// curves.csv: method,measure,share,probability,predicted; means over the pictures.
std::string curvesCsv(const FaithfulnessOutcome& outcome);
/// pictures.csv: a row per picture and method.
std::string picturesCsv(const FaithfulnessOutcome& outcome);

/// All three into request.explain.out, which is made.
Result<void> writeFaithfulness(const FaithfulnessRequest& request, const FaithfulnessOutcome& outcome);

} // namespace lookaway
