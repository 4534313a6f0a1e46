// SPDX-License-Identifier: MIT
#pragma once

#include "models/ScriptProgram.h"
#include "models/ScriptedClassifier.h"

namespace lookaway {

/// What is found by running a program on made-up pictures.
struct ScriptTrial {
    int side = 0;
    int minimumSide = 0;
    int channels = 3;
    std::string targetLayer;
    std::string head;      ///< module path of the classifying layer; empty if unknown
    at::Tensor headWeight; ///< classes x C when the head is global average pooling of the target and this one layer
    ScriptFacts facts;
};

/// Runs the program in inference mode without a graph. A sentence when it takes no pictures.
Result<ScriptTrial> tryOut(const ScriptProgram& program, const ScriptOptions& options);

} // namespace lookaway
