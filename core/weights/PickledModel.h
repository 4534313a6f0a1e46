// SPDX-License-Identifier: MIT
#pragma once

#include "weights/Pickle.h"

#include <map>

namespace lookaway::pickle {

/// Where in a checkpoint the weights are.
struct PickledModel {
    /// Names (prefixes of wrappers removed) and tensors, in the file's order.
    std::vector<std::pair<std::string, Ref>> tensors = {};
    /// Strings and numbers beside the state dict.
    std::map<std::string, std::string> metadata = {};
    /// For a person: "state dict", "state dict under 'model'", "whole module".
    std::string kind = {};
};

/// Finds a state dict, one nested under one of the usual keys, or a whole module, whose parameters and persistent
/// buffers then get the names that state_dict() would give them.
Result<PickledModel> findModel(const Document& document, Budget& budget, const std::string& fileName);

} // namespace lookaway::pickle
