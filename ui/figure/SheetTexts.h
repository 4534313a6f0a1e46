// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace lookaway {

// Numbers as figures show them, the same in every language.

/// "p = 0.93", "p < 0.001", "p > 0.999"; one word.
QString probabilityText(double probability);
/// "12 %", "<1 %"; one word.
QString percentText(double share);
/// Three digits, with a real minus sign.
QString valueText(double value);
/// "(a)", ..., "(z)", "(aa)", ...
QString letterText(int index);

} // namespace lookaway
