// SPDX-License-Identifier: MIT
#include "figure/FigureText.h"

#include "compare/FigureSpec.h"

#include <QFontInfo>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace lookaway {

namespace {

constexpr double kMmPerPt = 25.4 / 72;
constexpr double kTolerance = 1e-6; ///< mm, for sums of floating-point numbers

QFont makeFont(const QString& family, double pt, QFont::Weight weight, bool italic)
{
    QFont font(family);
    font.setStyleHint(QFont::SansSerif);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setPixelSize(qRound(std::max(pt, FigureFont::kSmallestPt) * kMmPerPt / FigureFont::kPixelMm));
    font.setWeight(weight);
    font.setItalic(italic);
    return font;
}

/// Without line breaks; blanks that may not be broken stay.
QString oneLine(QString text)
{
    for (auto& character : text)
        if (character.isSpace() && character != QChar::Nbsp)
            character = QLatin1Char(' ');
    return text.trimmed();
}

/// Qt's rules for lines allow a break in "0.25".
bool isInNumber(const QString& text, qsizetype at)
{
    const bool inside = at > 1 && at < text.size() && text[at - 2].isDigit() && text[at].isDigit();
    return inside && (text[at - 1] == QLatin1Char('.') || text[at - 1] == QLatin1Char(','));
}

/// The last boundary after `from` up to which the text fits, -1 where none does.
qsizetype lastFitting(
    QTextBoundaryFinder::BoundaryType type, const QString& text, qsizetype from, const FigureFont& font, double width)
{
    QTextBoundaryFinder finder(type, text);
    finder.setPosition(from);
    qsizetype found = -1;
    for (auto next = finder.toNextBoundary(); next > 0; next = finder.toNextBoundary()) {
        if (type == QTextBoundaryFinder::Line && isInNumber(text, next))
            continue;
        if (font.width(text.mid(from, next - from).trimmed()) > width + kTolerance)
            break;
        found = next;
    }
    return found;
}

/// Whether a line may rather end before `at` than within a word: behind an unbreakable blank, an underscore, or a dot
/// that is in no number.
bool isSeam(const QString& text, qsizetype at)
{
    const QChar seam = text[at - 1];
    const bool dot = seam == QLatin1Char('.') && !isInNumber(text, at);
    return dot || seam == QChar::Nbsp || seam == QLatin1Char('_');
}

/// The last seam up to which the text fits, -1 where none does.
qsizetype lastFittingSeam(const QString& text, qsizetype from, const FigureFont& font, double width)
{
    qsizetype found = -1;
    for (auto end = from + 1; end < text.size(); ++end) {
        if (!isSeam(text, end))
            continue;
        if (font.width(text.mid(from, end - from).trimmed()) > width + kTolerance)
            break;
        found = end;
    }
    return found;
}

/// Where the word, or the words in brackets, begin that a line up to `end` would tear apart although they fit into the
/// next one; `end` where it tears nothing.
qsizetype beforeWord(const QString& text, qsizetype from, qsizetype end, const FigureFont& font, double width)
{
    constexpr QLatin1Char blank(' ');
    if (end >= text.size())
        return end;
    const auto fits = [&](qsizetype begin, qsizetype stop) {
        return begin > from && font.width(text.mid(begin, stop - begin)) <= width + kTolerance;
    };
    const auto open = text.lastIndexOf(QLatin1Char('('), end - 1);
    const auto close = open > 0 && text[open - 1] == blank ? text.indexOf(QLatin1Char(')'), open) : -1;
    if (close >= end && fits(open, close + 1))
        return open;
    if (text[end - 1] == blank)
        return end;
    const auto begin = text.lastIndexOf(blank, end - 1) + 1;
    const auto next = text.indexOf(blank, end);
    return fits(begin, next < 0 ? text.size() : next) ? begin : end;
}

qsizetype endOfLine(const QString& text, qsizetype from, const FigureFont& font, double width)
{
    if (const auto end = lastFitting(QTextBoundaryFinder::Line, text, from, font, width); end > from)
        return beforeWord(text, from, end, font, width);
    if (const auto end = lastFittingSeam(text, from, font, width); end > from)
        return end;
    if (const auto end = lastFitting(QTextBoundaryFinder::Grapheme, text, from, font, width); end > from)
        return end;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    finder.setPosition(from);
    const auto end = finder.toNextBoundary();
    return end > from ? end : text.size();
}

} // namespace

FigureFont::FigureFont(const QString& family, double pt, QFont::Weight weight, bool italic)
    : m_font(makeFont(family, pt, weight, italic))
    , m_metrics(m_font)
{
}

QString FigureFont::elided(const QString& text, double width) const
{
    QString shown = m_metrics.elidedText(text, Qt::ElideRight, (width + kTolerance) / kPixelMm);
    static const QString blankInFront = QStringLiteral(" \u2026");
    if (shown.endsWith(blankInFront))
        shown.remove(shown.size() - blankInFront.size(), 1);
    return shown;
}

QString familyInUse(const QString& family)
{
    constexpr double anySize = 8;
    return QFontInfo(FigureFont(family, anySize).font()).family();
}

FigureFonts::FigureFonts(const FigureStyle& style, double titlePt, double letterPt)
    : title(QString::fromStdString(style.fontFamily), titlePt)
    , text(QString::fromStdString(style.fontFamily), style.fontPt)
    , classes(QString::fromStdString(style.fontFamily), style.fontPt, QFont::Normal, true)
    , letter(QString::fromStdString(style.fontFamily), letterPt, QFont::Bold)
{
}

QStringList brokenLines(const QString& text, const FigureFont& font, double width, int maxLines)
{
    const QString plain = oneLine(text);
    QStringList lines;
    for (qsizetype from = 0; from < plain.size() && lines.size() < maxLines;) {
        const auto end = endOfLine(plain, from, font, width);
        const bool cut = lines.size() + 1 == maxLines && end < plain.size();
        lines.append(cut ? font.elided(plain.mid(from), width) : plain.mid(from, end - from).trimmed());
        from = end;
    }
    return lines;
}

bool wordsFit(const QString& text, const FigureFont& font, double width)
{
    const auto words = oneLine(text).split(QLatin1Char(' '));
    return std::all_of(
        words.begin(), words.end(), [&](const QString& word) { return font.width(word) <= width + kTolerance; });
}

bool wordPartsFit(const QString& text, const FigureFont& font, double width)
{
    const QString plain = oneLine(text);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Line, plain);
    qsizetype from = 0;
    for (qsizetype end = 1; end <= plain.size(); ++end) {
        finder.setPosition(end);
        const bool breaks = (finder.isAtBoundary() && !isInNumber(plain, end)) || isSeam(plain, end);
        if (end < plain.size() && !breaks)
            continue;
        if (font.width(plain.mid(from, end - from).trimmed()) > width + kTolerance)
            return false;
        from = end;
    }
    return true;
}

bool numbersFit(const QString& text, const FigureFont& font, double width)
{
    const auto words = QString(text).replace(QChar::Nbsp, QLatin1Char(' ')).split(QLatin1Char(' '));
    return std::all_of(words.begin(), words.end(), [&](const QString& word) {
        const bool number = std::any_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); });
        return !number || font.width(word) <= width + kTolerance;
    });
}

double widest(const QStringList& lines, const FigureFont& font)
{
    double width = 0;
    for (const auto& line : lines)
        width = std::max(width, font.width(line));
    return width;
}

double heightOf(const QStringList& lines, const FigureFont& font)
{
    return static_cast<double>(lines.size()) * font.lineHeight();
}

} // namespace lookaway
