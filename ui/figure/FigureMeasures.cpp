// SPDX-License-Identifier: MIT
#include "figure/FigureMeasures.h"

#include "figure/FigureText.h"

#include <algorithm>

namespace lookaway {

namespace {

constexpr double kNarrowestCell = 3; ///< mm
constexpr double kLabelGap = 1.2;    ///< mm between row labels and pictures
constexpr double kLabelShare = 0.2;  ///< of the figure's width, at most
constexpr int kTitleLines = 8;
constexpr int kTurnedLines = 3;
constexpr double kLongestTitle = 60; ///< mm, of those that are turned
constexpr double kLongestNote = 40;  ///< mm, of those that are turned
constexpr double kWideColumn = 30;   ///< mm; no title above it is turned, rather are words broken
constexpr int kAnyLines = 1000;

class Measuring {
public:
    explicit Measuring(const FigureSheet& sheet)
        : m_sheet(sheet)
        , m_style(sheet.style)
        , m_fonts(sheet.style, sheet.style.titlePt, sheet.style.titlePt)
    {
        m_found.rows = static_cast<int>(std::max(sheet.rows.size(), sheet.cells.size()));
        m_found.columns = static_cast<int>(sheet.columnTitles.size());
        for (const auto& row : sheet.cells)
            m_found.columns = std::max(m_found.columns, static_cast<int>(row.size()));
        m_found.columnGap = m_style.columnGapMm;
    }

    FigureMeasures found()
    {
        divide();
        chooseSizes();
        return m_found;
    }

private:
    /// Labels get no more than they need: the narrower they are, the larger are the pictures.
    void divide()
    {
        constexpr double narrowest = 0.4; // of what labels may have
        constexpr double step = 0.1;
        for (double share = narrowest; share < 1 - step / 2; share += step)
            if (tryLabels(share * kLabelShare * m_style.widthMm))
                return;
        tryLabels(kLabelShare * m_style.widthMm);
    }

    /// Whether all labels stand beside their pictures, with no word broken.
    bool tryLabels(double limit)
    {
        m_found.labelWidth = 0;
        double highest = 0;
        bool whole = true;
        for (const auto& row : m_sheet.rows) {
            const auto title = brokenLines(row.title, m_fonts.text, limit, kAnyLines);
            const auto subtitle = brokenLines(row.subtitle, m_fonts.classes, limit, kAnyLines);
            m_found.labelWidth =
                std::max({ m_found.labelWidth, widest(title, m_fonts.text), widest(subtitle, m_fonts.classes) });
            highest = std::max(highest, heightOf(title, m_fonts.text) + heightOf(subtitle, m_fonts.classes));
            whole = whole && wordsFit(row.title, m_fonts.text, limit) && wordsFit(row.subtitle, m_fonts.classes, limit);
        }
        divideWidth();
        return whole && highest <= m_found.cell.height();
    }

    void divideWidth()
    {
        const double right = m_style.widthMm - m_style.marginMm;
        m_found.left = m_style.marginMm + (m_found.labelWidth > 0 ? m_found.labelWidth + kLabelGap : 0);
        const double room = right - m_found.left - std::max(0, m_found.columns - 1) * m_style.columnGapMm;
        m_found.cell.setWidth(std::max(kNarrowestCell, room / std::max(1, m_found.columns)));
        m_found.cell.setHeight(m_found.cell.width() / (m_sheet.aspect > 0 ? m_sheet.aspect : 1));
        m_found.right = m_found.columns > 0 ? m_found.leftOf(m_found.columns - 1) + m_found.cell.width() : right;
    }

    /// The largest size at which titles stand above their columns with no word broken, or else only at hyphens. False
    /// where there is none.
    bool chooseTitles()
    {
        constexpr double step = 0.25;
        const double width = m_found.cell.width();
        m_found.titleLength = width;
        m_found.titleLines = kTitleLines;
        for (const auto fit : { wordsFit, wordPartsFit })
            for (double pt = m_style.titlePt; pt >= FigureFont::kSmallestPt; pt -= step) {
                const auto font = FigureFonts(m_style, pt, pt).title;
                m_found.titlePt = pt;
                const auto& titles = m_sheet.columnTitles;
                if (std::all_of(titles.begin(), titles.end(), [&](const QString& t) { return fit(t, font, width); }))
                    return true;
            }
        return false;
    }

    /// As tables have them: from bottom to top, in so many lines as a column is wide, no longer than these must be.
    void turnTitles()
    {
        m_found.titlesTurned = true;
        m_found.titlePt = chooseSize(
            [&](double pt) { return FigureFonts(m_style, pt, pt).title.lineHeight() > m_found.cell.width() ? 1 : 0; });
        const auto font = FigureFonts(m_style, m_found.titlePt, m_found.titlePt).title;
        m_found.titleLines = turnedLines(font);
        m_found.titleLength = turnedLength(m_sheet.columnTitles, font, m_found.titleLines, kLongestTitle);
    }

    /// A number that is broken reads as another one.
    void chooseNotes()
    {
        QStringList all;
        for (const auto& row : m_sheet.cells)
            for (const auto& cell : row) {
                all << turnedNotes(cell);
                m_found.notesTurned = m_found.notesTurned
                    || std::any_of(cell.notes.begin(), cell.notes.end(),
                        [&](const QString& note) { return !numbersFit(note, m_fonts.text, m_found.cell.width()); });
            }
        m_found.noteLines = turnedLines(m_fonts.text);
        m_found.noteLength = turnedLength(all, m_fonts.text, m_found.noteLines, kLongestNote);
    }

    /// That stand side by side in a column.
    int turnedLines(const FigureFont& font) const
    {
        return std::clamp(static_cast<int>(m_found.cell.width() / font.lineHeight()), 1, kTurnedLines);
    }

    static double turnedLength(const QStringList& texts, const FigureFont& font, int lines, double most)
    {
        constexpr double step = 0.5;
        const auto fit = [&](double length) {
            return std::all_of(texts.begin(), texts.end(), [&](const QString& text) {
                return wordsFit(text, font, length) && brokenLines(text, font, length, kAnyLines).size() <= lines;
            });
        };
        double length = font.lineHeight();
        while (length < most && !fit(length))
            length += step;
        return length;
    }

    /// The largest size from the style's down to 7 at which `tooWide(font size)` counts least.
    template <class Count> double chooseSize(const Count& tooWide) const
    {
        constexpr double step = 0.25;
        double best = m_style.titlePt;
        for (double pt = best, least = tooWide(pt); pt >= FigureFont::kSmallestPt && least > 0; pt -= step)
            if (const double count = tooWide(pt); count < least) {
                least = count;
                best = pt;
            }
        return best;
    }

    void chooseSizes()
    {
        if (!chooseTitles() && m_found.cell.width() < kWideColumn)
            turnTitles();
        chooseNotes();
        m_found.letterPt = chooseSize([&](double pt) {
            const auto font = FigureFonts(m_style, pt, pt).letter;
            double count = 0;
            for (const auto& row : m_sheet.cells)
                count += static_cast<double>(std::count_if(row.begin(), row.end(),
                    [&](const SheetCell& cell) { return font.width(cell.letter) > m_found.roomForLetter(); }));
            return count;
        });
    }

    const FigureSheet& m_sheet;
    const FigureStyle& m_style;
    FigureFonts m_fonts;
    FigureMeasures m_found;
};

} // namespace

QString turnedNotes(const SheetCell& cell)
{
    return cell.notes.join(QStringLiteral(", "));
}

FigureMeasures measure(const FigureSheet& sheet)
{
    return Measuring(sheet).found();
}

} // namespace lookaway
