// SPDX-License-Identifier: MIT
#pragma once

#include <torch/script.h>

#include <optional>
#include <string>

// What the expansion of TorchScript programs knows about names.
namespace lookaway::script {

/// A module of torch.nn that is one layer for people; containers are not.
bool isTorchLayer(const c10::ClassType& type);
/// A function of torch.nn.functional and the like.
bool isTorchFunction(const std::string& qualifiedName);
/// "forward", also "forward1" of traced files (a module's second call).
bool isForward(const std::string& method);
/// Without the underscores around it: "add_" (in place) is "add".
std::string plainName(const std::string& operatorName);
bool isInPlace(const std::string& operatorName);

/// Whether a method of the class changes that attribute.
bool setsAttribute(const c10::ClassType& type, const std::string& attribute);

/// Gives what is known of an operator's i-th input before anything runs; nullptr if nothing.
using KnownInput = std::function<const c10::IValue*(std::size_t input)>;
/// The ceiling (infinity for a plain ReLU) when the operator is max(0, min(x, ceiling)).
std::optional<double> reluCeiling(const std::string& operatorName, std::size_t inputs, const KnownInput& known);

} // namespace lookaway::script
