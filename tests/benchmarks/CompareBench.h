// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QString>

namespace lookaway {

class MainWindow;

/// How a comparison fills in the shown window: 20 rows by five models' Grad-CAM and the pictures themselves, nothing
/// opened or remembered before. `models` are paths separated by commas; of a single zipped weights file (.pt) five
/// copies are made that differ in their archives' comments, so that no two count as the same model.
/// - first_row_ms, all_ms: from asking until every cell of the first row, of all rows, has its picture on the screen;
/// - timer_p99_ms, timer_max_ms: lateness of a 60 Hz timer of the GUI thread meanwhile; idle_timer_p99_ms: with nothing
///   to do, which is what other programs on the machine cost;
/// - scroll_p99_ms, scroll_max_ms: frames of scrolling through 100 rows of eight columns afterwards.
QJsonObject comparisonInTheWindow(MainWindow& window, const QString& models, const QString& pictures);

} // namespace lookaway
