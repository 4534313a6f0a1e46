// SPDX-License-Identifier: MIT
#include "figure/FigureMeasures.h"

#include "figure/FigureText.h"

#include <algorithm>

namespace lookaway {

namespace {

constexpr double kNarrowestCell = 3; ///< mm
constexpr double kLabelGap = 1.2;    ///< mm between row labels and pictures
constexpr double kLabelShare = 0.2;  ///< of the figure's width, at most

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
        constexpr int any = 1000;
        m_found.labelWidth = 0;
        double highest = 0;
        bool whole = true;
        for (const auto& row : m_sheet.rows) {
            const auto title = brokenLines(row.title, m_fonts.text, limit, any);
            const auto subtitle = brokenLines(row.subtitle, m_fonts.classes, limit, any);
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
        m_found.titlePt = chooseSize([&](double pt) {
            const auto font = FigureFonts(m_style, pt, pt).title;
            return std::count_if(m_sheet.columnTitles.begin(), m_sheet.columnTitles.end(),
                [&](const QString& title) { return !wordsFit(title, font, m_found.cell.width()); });
        });
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

FigureMeasures measure(const FigureSheet& sheet)
{
    return Measuring(sheet).found();
}

} // namespace lookaway
