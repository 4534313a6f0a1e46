// SPDX-License-Identifier: MIT
#pragma once

#include <QLocale>
#include <QString>

#include <cmath>

namespace lookaway {

// Shares as a person reads them, in the way of her locale.

/// The number alone: 0.1234 is "12.3".
inline QString percentNumber(double share, int decimals = 1)
{
    return QLocale().toString(share * 100, 'f', decimals);
}

/// 0.1234 is "12.3 %"; the space is narrow and does not break.
inline QString percent(double share, int decimals = 1)
{
    return percentNumber(share, decimals) + QStringLiteral("\u202f%");
}

/// A difference of two shares in percentage points, with its sign (U+2212 is the minus): "+1.2", "−0.4".
inline QString points(double difference)
{
    return (difference < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + percentNumber(std::abs(difference));
}

} // namespace lookaway
