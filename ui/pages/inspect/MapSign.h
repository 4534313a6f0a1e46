// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/Inspector.h"

namespace lookaway {

/// Whether a map's values below zero speak against the class, so that it is to be drawn around zero: those of methods
/// whose maps have a sign and, where they reach below zero, those of CAM, whose usual maps do not. Any thread.
bool hasSign(const std::string& method, const HeatMap& map);

} // namespace lookaway
