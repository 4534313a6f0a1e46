// SPDX-License-Identifier: MIT
#pragma once

#include "Photographer.h"

namespace lookaway {

class MainWindow;

/// The Inspect workspace in its states: with a run (where there is one), and with MobileNetV2 and the photos of the
/// folder that LOOKAWAY_DATA names (where there is one). WORK/runs holds the demo's pictures.
void photographInspect(MainWindow& window, const QString& run, const QString& work, const Photographer& photo);

} // namespace lookaway
