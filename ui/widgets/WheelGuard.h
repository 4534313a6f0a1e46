// SPDX-License-Identifier: MIT
#pragma once

class QWidget;

namespace lookaway {

/// Makes a spin box, combo box or slider safe in an area that scrolls: the wheel changes its value only while it has
/// the focus and scrolls the area otherwise, and wheeling over it does not take the focus. A click into a number box
/// that shows a word for 0 selects the word, so that a number can be typed at once.
void guardWheel(QWidget* widget);

} // namespace lookaway
