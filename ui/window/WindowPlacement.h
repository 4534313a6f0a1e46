// SPDX-License-Identifier: MIT
#pragma once

#include <QRect>

class QSettings;
class QWidget;

namespace lookaway {

/// Where the window was, apart from how its panels lie.
void saveWindowPlacement(const QWidget& window, QSettings& settings);
/// Gives the window its old place, or a good one on the first start, and brings it back when it would open where no
/// screen is (any more).
void restoreWindowPlacement(QWidget& window, const QSettings& settings);

/// `wanted` moved and shrunk so that it lies within the best of the screens; unchanged when its title bar is reachable.
QRect onScreen(const QRect& wanted, const QList<QRect>& screens);

} // namespace lookaway
