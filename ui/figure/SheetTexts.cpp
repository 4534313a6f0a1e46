// SPDX-License-Identifier: MIT
#include "figure/SheetTexts.h"

#include <algorithm>

namespace lookaway {

int probabilityDigits(const std::vector<double>& probabilities)
{
    const bool extreme = std::any_of(
        probabilities.begin(), probabilities.end(), [](double value) { return value < 0.005 || value >= 0.995; });
    return extreme ? 3 : 2;
}

QString probabilityText(double probability, int digits)
{
    constexpr double least = 0.001;
    if (probability < least)
        return QStringLiteral("p\u00a0<\u00a00.001");
    if (probability > 1 - least)
        return QStringLiteral("p\u00a0>\u00a00.999");
    return QStringLiteral("p\u00a0=\u00a0%1").arg(probability, 0, 'f', digits);
}

QString percentText(double share)
{
    const double percent = 100 * share;
    if (percent > 0 && percent < 1)
        return QStringLiteral("<1\u00a0%");
    return QStringLiteral("%1\u00a0%").arg(percent, 0, 'f', 0);
}

QString valueText(double value)
{
    constexpr int digits = 3;
    QString text = QString::number(value, 'g', digits);
    return text.replace(QLatin1Char('-'), QChar(0x2212));
}

QString classText(const std::string& name)
{
    const QString text = QString::fromStdString(name);
    const bool number = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c >= QLatin1Char('0') && c <= QLatin1Char('9');
    });
    return number ? QStringLiteral("class\u00a0") + text : text;
}

QString letterText(int index)
{
    constexpr int letters = 26;
    QString text;
    for (int rest = index; rest >= 0; rest = rest / letters - 1)
        text.prepend(QLatin1Char(static_cast<char>('a' + rest % letters)));
    return QLatin1Char('(') + text + QLatin1Char(')');
}

} // namespace lookaway
