// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>
#include <QFontMetricsF>
#include <QString>
#include <QStringList>

namespace lookaway {

struct FigureStyle;

/// A font of a figure, measured in millimetres on paper. A pixel of font() is a micrometre and nothing is hinted, so
/// that lines are as long on every device.
class FigureFont {
public:
    static constexpr double kPixelMm = 0.001;
    static constexpr double kSmallestPt = 7; ///< nothing is printed smaller

    FigureFont(const QString& family, double pt, QFont::Weight weight = QFont::Normal, bool italic = false);

    const QFont& font() const { return m_font; }
    double width(const QString& text) const { return m_metrics.horizontalAdvance(text) * kPixelMm; }
    double ascent() const { return m_metrics.ascent() * kPixelMm; }
    double lineHeight() const { return m_metrics.height() * kPixelMm; }
    /// Cut at its end, with an ellipsis, so that it fits.
    QString elided(const QString& text, double width) const;

private:
    QFont m_font;
    QFontMetricsF m_metrics;
};

/// The family that a figure gets that asks for this one: itself where it is installed.
QString familyInUse(const QString& family);

struct FigureFonts {
    FigureFonts(const FigureStyle& style, double titlePt, double letterPt);

    FigureFont title;   ///< of columns
    FigureFont text;    ///< row titles, scores, scales
    FigureFont classes; ///< italic
    FigureFont letter;  ///< bold
};

/// The text in lines of at most `width` mm: broken at blanks, at hyphens and the like where a word is wider alone,
/// inside its parts only where these are. What does not fit into `maxLines` ends in an ellipsis. An empty text has no
/// lines.
QStringList brokenLines(const QString& text, const FigureFont& font, double width, int maxLines);
/// Whether no word is wider than `width` mm.
bool wordsFit(const QString& text, const FigureFont& font, double width);
/// Whether no part of a word is: "0-" and "occlusion", "state_" and "dict".
bool wordPartsFit(const QString& text, const FigureFont& font, double width);
/// Whether no number is, with what stands at it without a blank.
bool numbersFit(const QString& text, const FigureFont& font, double width);
/// mm
double widest(const QStringList& lines, const FigureFont& font);
/// mm
double heightOf(const QStringList& lines, const FigureFont& font);

} // namespace lookaway
