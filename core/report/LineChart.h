// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace lookaway {

/// A curve; points whose y is not finite interrupt it.
struct ChartLine {
    std::string title = {};
    std::vector<std::pair<double, double>> points = {};
    bool dashed = false;
    int color = 0; ///< of six that the colour-blind can tell apart (Okabe and Ito 2008); then with other dashes
};

/// Curves with axes, grid and legend as one <svg> element. Empty when no line has a point.
std::string lineChart(const std::string& title, const std::string& xTitle, const std::vector<ChartLine>& lines);

/// Round values from within [low, high], at most `most` of them, evenly spaced by 1, 2 or 5 times a power of ten.
std::vector<double> niceTicks(double low, double high, int most);

} // namespace lookaway
