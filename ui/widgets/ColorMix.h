// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>

#include <cmath>

namespace lookaway {

/// The colour on the way from `from` (share 0) to `to` (share 1).
inline QColor mixed(const QColor& from, const QColor& to, double share)
{
    const auto between = [share](float a, float b) { return a + float(share) * (b - a); };
    return QColor::fromRgbF(between(float(from.redF()), float(to.redF())),
        between(float(from.greenF()), float(to.greenF())), between(float(from.blueF()), float(to.blueF())));
}

/// How light a colour looks, [0, 1]: relative luminance of WCAG 2.1 with its power curve simplified.
inline double luminance(const QColor& color)
{
    const auto linear = [](double c) { return std::pow(c, 2.2); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace lookaway
