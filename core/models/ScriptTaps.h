// SPDX-License-Identifier: MIT
#pragma once

#include "models/ScriptGraph.h"

// The passes over an expanded program that need the whole of it.
namespace lookaway::script {

/// Removes the taps that no picture reaches: what a program computes of its weights alone.
void dropConstantTaps(ScriptGraph& program);
/// Makes the names of the remaining taps differ: the first of a name keeps it, modules before operators, others get
/// "_1", "_2" in order of execution.
void nameTaps(ScriptGraph& program);
/// Turns the tensors that stand in the graph into inputs at its end, so that they can move to a device.
void hoistConstants(ScriptGraph& program);
/// Whether the program may work in place on the picture it is given (or on a view of it).
bool writesInput(const ScriptGraph& program);

} // namespace lookaway::script
