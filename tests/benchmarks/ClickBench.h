// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QString>

namespace lookaway {

class MainWindow;

/// How long it takes from a click on another class, in the Inspect workspace of the shown window, until the pane has
/// painted that class's Grad-CAM. Every click is a real one on the list of the network's answers, four per picture, and
/// each asks for a class that was not explained before.
/// - settled: everything that an earlier click set off (the small maps of all layers) has been done;
/// - hurried: the next click comes as soon as the last map is painted;
/// - beside_rise: settled, but RISE runs in another pane all the time.
/// Milliseconds: median, p95 and maximum, how many clicks, the median without the window (explain()'s own time), and
/// p95 as a ratio to the goal of 100 ms.
QJsonObject clicksToMaps(MainWindow& window, const QString& model, const QString& pictures);

} // namespace lookaway
