// SPDX-License-Identifier: MIT
#include "widgets/forms/SettingTexts.h"

#include "widgets/forms/RealBox.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace lookaway {

/// The rest of the clause that begins with `opening` in the help; empty = there is none.
static QString clauseAfter(const Setting& setting, const char* opening)
{
    const QRegularExpression clause(QStringLiteral("\\b%1 is ([^.;,]+)").arg(QLatin1String(opening)));
    const QString help = helpOf(setting);
    return clause.match(help).captured(1);
}

QString labelOf(const Setting& setting)
{
    const QString label = QCoreApplication::translate("Settings", setting.label.c_str());
    if (setting.unit.empty())
        return label;
    return QCoreApplication::translate("Settings", "%1 (%2)", "label (unit)")
        .arg(label, QCoreApplication::translate("Settings", setting.unit.c_str()));
}

QString helpOf(const Setting& setting)
{
    return QCoreApplication::translate("Settings", setting.help.c_str());
}

QString valueTextOf(const SettingValue& value)
{
    if (const auto* flag = std::get_if<bool>(&value))
        return *flag ? QCoreApplication::translate("Settings", "on") : QCoreApplication::translate("Settings", "off");
    if (const auto* real = std::get_if<double>(&value))
        return RealBox::textOf(*real);
    const QString words = QString::fromStdString(text(value));
    return words.isEmpty() ? QCoreApplication::translate("Settings", "empty") : words;
}

QString toolTipOf(const Setting& setting)
{
    const auto row = [](const QString& title, const QString& value) {
        return QStringLiteral("<tr><td style='padding-right:8px'>%1</td><td>%2</td></tr>")
            .arg(title, value.toHtmlEscaped());
    };
    QString usual = valueTextOf(setting.fallback);
    if (!setting.unit.empty())
        usual += u' ' + QCoreApplication::translate("Settings", setting.unit.c_str());
    return QStringLiteral("<p><b>%1</b><br>%2</p><table>")
               .arg(labelOf(setting).toHtmlEscaped(), helpOf(setting).toHtmlEscaped())
        + row(QCoreApplication::translate("Settings", "Allowed"), QString::fromStdString(setting.allowed()))
        + row(QCoreApplication::translate("Settings", "Default"), usual)
        + row(QCoreApplication::translate("Settings", "Command line"),
            QStringLiteral("--") + QString::fromStdString(setting.option))
        + row(QCoreApplication::translate("Settings", "Configuration file"), QString::fromStdString(setting.key))
        + QStringLiteral("</table>");
}

QString meaningOfZero(const Setting& setting)
{
    if (!setting.range || setting.range->low != 0 || setting.range->lowOpen)
        return {};
    const QString meaning = clauseAfter(setting, "0");
    if (meaning.startsWith(QLatin1String("as many as")) || meaning.startsWith(QLatin1String("the ")))
        return QCoreApplication::translate("Settings", "auto");
    constexpr int roomInABox = 8;
    return meaning.size() <= roomInABox ? meaning : QString();
}

QString meaningOfEmpty(const Setting& setting)
{
    QString meaning = clauseAfter(setting, "empty");
    // "Start weights: random" says as much as "random weights" and fits into a narrow field.
    const QString named = QLatin1Char(' ') + labelOf(setting).section(QLatin1Char(' '), -1);
    if (meaning.endsWith(named, Qt::CaseInsensitive))
        meaning.chop(named.size());
    return meaning;
}

const Setting* settingNamedIn(const std::string& sentence)
{
    const QString words = QString::fromStdString(sentence);
    const Setting* best = nullptr;
    for (const auto& setting : settings()) {
        if (words.contains(QString::fromStdString(setting.key)))
            return &setting;
        const QRegularExpression label(
            QStringLiteral("\\b%1\\b").arg(QRegularExpression::escape(QString::fromStdString(setting.label))),
            QRegularExpression::CaseInsensitiveOption);
        if (words.contains(label) && (!best || setting.label.size() > best->label.size()))
            best = &setting;
    }
    return best;
}

} // namespace lookaway
