// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <string>
#include <vector>

namespace lookaway {

// Numbers as figures show them, the same in every language.

/// So many digits behind the point as all probabilities of a figure get: two, three where two would say 0 or 1 of any
/// of them. NaN counts for nothing.
int probabilityDigits(const std::vector<double>& probabilities);
/// "p = 0.93", "p < 0.001", "p > 0.999"; one word.
QString probabilityText(double probability, int digits);
/// "12 %", "<1 %"; one word.
QString percentText(double share);
/// Three digits, with a real minus sign.
QString valueText(double value);
/// A class as models name it; "class 817" where its name is only its number.
QString classText(const std::string& name);
/// "(a)", ..., "(z)", "(aa)", ...
QString letterText(int index);

} // namespace lookaway
