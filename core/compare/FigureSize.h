// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace lookaway {

/// The width that a figure of so many columns begins with, mm: one column of a paper for up to three, both for more;
/// with pictures of about 25 mm and more, and rows that do not grow past the page.
double widthFor(std::size_t columns);

/// The type area of a usual page is about as high; a figure that is higher cannot be printed as it is.
constexpr double highestFigureMm = 230;

} // namespace lookaway
