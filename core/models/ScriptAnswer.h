// SPDX-License-Identifier: MIT
#pragma once

#include <torch/script.h>

#include <optional>
#include <string>

namespace lookaway::script {

/// The class scores in what a forward method gave back: a tensor pictures x classes (also with 1 x 1 places behind),
/// alone or in tuples, lists and dictionaries.
std::optional<at::Tensor> scoresIn(const c10::IValue& answer, std::int64_t pictures);

/// What it gave back, for a sentence: "a tensor of 2 x 21 x 64 x 64", "a list of nothing".
std::string describe(const c10::IValue& answer);

} // namespace lookaway::script
