// SPDX-License-Identifier: MIT
#include "figure/FigureLayout.h"

#include "figure/FigureMeasures.h"
#include "figure/FigureText.h"

#include <algorithm>

namespace lookaway {

namespace {

// mm
constexpr double kTitleGap = 0.7;   ///< between titles and pictures
constexpr double kNoteGap = 0.5;    ///< between a picture and its notes
constexpr double kAfterNotes = 0.5; ///< more room below notes, so that it is clear to which picture they belong
constexpr double kScaleGap = 1.2;   ///< between pictures and scales
constexpr double kBlockGap = 5;     ///< between scales side by side
constexpr double kPadding = 0.5;    ///< around errors

constexpr int kNoteLines = 3;
constexpr int kFewestLabelLines = 3; ///< that a row makes room for, however low its pictures are

class Builder {
public:
    explicit Builder(const FigureSheet& sheet)
        : m_sheet(sheet)
        , m_style(sheet.style)
        , m_measures(measure(sheet))
        , m_fonts(sheet.style, m_measures.titlePt, m_measures.letterPt)
        , m_y(sheet.style.marginMm)
    {
    }

    FigureLayout build()
    {
        m_layout.titlePt = m_measures.titlePt;
        m_layout.letterPt = m_measures.letterPt;
        m_layout.titlesTurned = m_measures.titlesTurned;
        m_layout.notesTurned = m_measures.notesTurned;
        placeTitles();
        for (int row = 0; row < m_measures.rows; ++row) {
            m_y += row > 0 ? m_style.rowGapMm : 0;
            placeRow(row);
        }
        placeScales();
        m_layout.size = QSizeF(m_measures.right + m_style.marginMm, m_y + m_style.marginMm);
        return std::move(m_layout);
    }

private:
    using Role = FigureLayout::Role;

    void add(Role role, int row, int column, const QRectF& box, QStringList lines = {})
    {
        m_layout.items.push_back({ role, row, column, box, box, std::move(lines) });
    }

    /// Their last lines stand on one line, next to the pictures; those that are turned begin there.
    void placeTitles()
    {
        std::vector<QStringList> titles;
        double height = 0;
        const auto heightOfTitle = [this](const QStringList& lines) {
            return m_measures.titlesTurned ? widest(lines, m_fonts.title) : heightOf(lines, m_fonts.title);
        };
        for (const auto& title : m_sheet.columnTitles) {
            titles.push_back(brokenLines(title, m_fonts.title, m_measures.titleLength, m_measures.titleLines));
            height = std::max(height, heightOfTitle(titles.back()));
        }
        for (std::size_t i = 0; i < titles.size(); ++i) {
            const auto column = static_cast<int>(i);
            const double own = heightOfTitle(titles[i]);
            if (own > 0)
                add(Role::ColumnTitle, -1, column,
                    QRectF(m_measures.leftOf(column), m_y + height - own, m_measures.cell.width(), own), titles[i]);
        }
        m_y += height > 0 ? height + kTitleGap : 0;
    }

    const SheetCell* cellAt(int row, int column) const
    {
        if (static_cast<std::size_t>(row) >= m_sheet.cells.size())
            return nullptr;
        const auto& cells = m_sheet.cells[static_cast<std::size_t>(row)];
        return static_cast<std::size_t>(column) < cells.size() ? &cells[static_cast<std::size_t>(column)] : nullptr;
    }

    void placeRow(int row)
    {
        const double top = m_y;
        double notes = 0;
        for (int column = 0; column < m_measures.columns; ++column)
            placePicture(row, column, QRectF(QPointF(m_measures.leftOf(column), top), m_measures.cell));
        for (int column = 0; column < m_measures.columns; ++column)
            notes = std::max(notes, placeNotes(row, column, top + m_measures.cell.height() + kNoteGap));
        const bool last = row + 1 == m_measures.rows;
        const double bottom =
            top + m_measures.cell.height() + (notes > 0 ? kNoteGap + notes + (last ? 0 : kAfterNotes) : 0);
        m_y = std::max(bottom, placeLabel(row, top, bottom - top));
    }

    void placePicture(int row, int column, const QRectF& box)
    {
        const SheetCell* cell = cellAt(row, column);
        const auto& font = m_fonts.text;
        const QString shown = cell ? m_fonts.letter.elided(cell->letter, m_measures.roomForLetter()) : QString();
        QSizeF letter(0, 0);
        if (!shown.isEmpty())
            letter = { m_fonts.letter.width(shown) + 2 * FigureMeasures::kLetterPadding,
                m_fonts.letter.lineHeight() + FigureMeasures::kLetterPadding / 2 };
        QRectF text = box.adjusted(kPadding, kPadding, -kPadding, -kPadding);
        if (!letter.isEmpty())
            text.setTop(text.top() + FigureMeasures::kLetterInset + letter.height());
        const int most = std::max(0, static_cast<int>(text.height() / font.lineHeight()));
        add(Role::Picture, row, column, box, cell ? brokenLines(cell->error, font, text.width(), most) : QStringList());
        m_layout.items.back().textBox = text;
        if (!letter.isEmpty())
            add(Role::Letter, row, column,
                QRectF(box.topLeft() + QPointF(FigureMeasures::kLetterInset, FigureMeasures::kLetterInset), letter),
                { shown });
    }

    /// Their height.
    double placeNotes(int row, int column, double top)
    {
        const SheetCell* cell = cellAt(row, column);
        QStringList lines;
        if (m_measures.notesTurned && cell)
            lines = brokenLines(turnedNotes(*cell), m_fonts.text, m_measures.noteLength, m_measures.noteLines);
        else if (cell)
            for (const auto& note : cell->notes)
                lines += brokenLines(note, m_fonts.text, m_measures.cell.width(), kNoteLines);
        const double height = m_measures.notesTurned ? widest(lines, m_fonts.text) : heightOf(lines, m_fonts.text);
        if (!lines.isEmpty())
            add(Role::Notes, row, column, QRectF(m_measures.leftOf(column), top, m_measures.cell.width(), height),
                lines);
        return height;
    }

    /// Title and class, together in the middle of the picture's height where they fit there; their lower end.
    double placeLabel(int row, double top, double height)
    {
        if (static_cast<std::size_t>(row) >= m_sheet.rows.size())
            return top;
        const auto& label = m_sheet.rows[static_cast<std::size_t>(row)];
        const double line = std::max(m_fonts.text.lineHeight(), m_fonts.classes.lineHeight());
        const int most = std::max(kFewestLabelLines, static_cast<int>(height / line));
        // Where both are long, each gets its half.
        const auto classNeeds = brokenLines(label.subtitle, m_fonts.classes, m_measures.labelWidth, most).size();
        const int reserved = std::min(static_cast<int>(classNeeds), std::max(1, most / 2));
        const auto title =
            brokenLines(label.title, m_fonts.text, m_measures.labelWidth, most - (classNeeds ? reserved : 0));
        const auto subtitle = brokenLines(
            label.subtitle, m_fonts.classes, m_measures.labelWidth, std::max(1, most - static_cast<int>(title.size())));
        const double titleHeight = heightOf(title, m_fonts.text);
        const double classHeight = heightOf(subtitle, m_fonts.classes);
        const double all = titleHeight + classHeight;
        const double begin = top + std::max(0.0, (m_measures.cell.height() - all) / 2);
        if (!title.isEmpty())
            add(Role::RowTitle, row, -1, QRectF(m_style.marginMm, begin, m_measures.labelWidth, titleHeight), title);
        if (!subtitle.isEmpty())
            add(Role::RowClass, row, -1,
                QRectF(m_style.marginMm, begin + titleHeight, m_measures.labelWidth, classHeight), subtitle);
        return begin + all;
    }

    /// Side by side while they fit below the pictures, each line of them in the middle.
    void placeScales()
    {
        const double width = m_measures.right - m_measures.left;
        m_layout.scales.resize(m_sheet.scales.size());
        std::vector<std::size_t> line;
        double used = 0;
        for (std::size_t i = 0; i < m_sheet.scales.size(); ++i) {
            if (!m_sheet.scales[i].shown)
                continue;
            m_layout.scales[i] = scaleParts(m_sheet.scales[i], m_fonts.text, width);
            const double own = m_layout.scales[i].size.width();
            if (!line.empty() && used + kBlockGap + own > width) {
                placeScaleLine(line, used);
                line.clear();
            }
            used = line.empty() ? own : used + kBlockGap + own;
            line.push_back(i);
        }
        if (!line.empty())
            placeScaleLine(line, used);
    }

    void placeScaleLine(const std::vector<std::size_t>& line, double used)
    {
        m_y += kScaleGap;
        QPointF at(m_measures.left + (m_measures.right - m_measures.left - used) / 2, m_y);
        for (const auto i : line) {
            auto& parts = m_layout.scales[i];
            parts.translate(at);
            add(Role::Scale, -1, static_cast<int>(i), QRectF(at, parts.size));
            at.rx() += parts.size.width() + kBlockGap;
            m_y = std::max(m_y, at.y() + parts.size.height());
        }
    }

    const FigureSheet& m_sheet;
    const FigureStyle& m_style;
    FigureMeasures m_measures;
    FigureFonts m_fonts;
    double m_y;
    FigureLayout m_layout;
};

} // namespace

const FigureLayout::Item* FigureLayout::at(const QPointF& point) const
{
    // What lies above others (a letter in its picture) comes later in the list.
    const auto found =
        std::find_if(items.rbegin(), items.rend(), [&](const Item& item) { return item.box.contains(point); });
    return found == items.rend() ? nullptr : &*found;
}

FigureLayout layOut(const FigureSheet& sheet)
{
    return Builder(sheet).build();
}

} // namespace lookaway
