// SPDX-License-Identifier: MIT
#pragma once

#include "Photographer.h"

namespace lookaway {

class MainWindow;

/// The Compare workspace with the arms of the first run in WORK/runs; in LOOKAWAY_RUNS instead, where that is set.
void photographCompare(MainWindow& window, const QString& work, const Photographer& photo);

} // namespace lookaway
