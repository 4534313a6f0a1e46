// SPDX-License-Identifier: MIT
#include "figure/FigureLayout.h"

#include "figure/FigureText.h"

#include <algorithm>

namespace lookaway {

namespace {

// mm
constexpr double kNarrowestCell = 3;
constexpr double kTitleGap = 0.7;   ///< between titles and pictures
constexpr double kLabelGap = 1.2;   ///< between row labels and pictures
constexpr double kNoteGap = 0.5;    ///< between a picture and its notes
constexpr double kAfterNotes = 0.5; ///< more room below notes, so that it is clear to which picture they belong
constexpr double kScaleGap = 1.2;   ///< between pictures and scales
constexpr double kBlockGap = 5;     ///< between scales side by side
constexpr double kPadding = 0.5;    ///< around letters and errors
constexpr double kLetterInset = 0.6;

constexpr double kLabelShare = 0.2; ///< of the figure's width, at most
constexpr int kTitleLines = 3;
constexpr int kNoteLines = 3;
constexpr int kFewestLabelLines = 3; ///< that a row makes room for, however low its pictures are

class Builder {
public:
    explicit Builder(const FigureSheet& sheet)
        : m_sheet(sheet)
        , m_style(sheet.style)
        , m_fonts(sheet.style, sheet.style.titlePt, sheet.style.titlePt)
        , m_rows(static_cast<int>(std::max(sheet.rows.size(), sheet.cells.size())))
        , m_columns(static_cast<int>(sheet.columnTitles.size()))
        , m_y(sheet.style.marginMm)
    {
        for (const auto& row : sheet.cells)
            m_columns = std::max(m_columns, static_cast<int>(row.size()));
    }

    FigureLayout build()
    {
        measureColumns();
        chooseSizes();
        placeTitles();
        for (int row = 0; row < m_rows; ++row) {
            m_y += row > 0 ? m_style.rowGapMm : 0;
            placeRow(row);
        }
        placeScales();
        m_layout.size = QSizeF(m_right + m_style.marginMm, m_y + m_style.marginMm);
        return std::move(m_layout);
    }

private:
    using Role = FigureLayout::Role;

    /// Labels get no more than they need: the narrower they are, the larger are the pictures.
    void measureColumns()
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
        m_labelWidth = 0;
        double highest = 0;
        bool whole = true;
        for (const auto& row : m_sheet.rows) {
            const auto title = brokenLines(row.title, m_fonts.text, limit, any);
            const auto subtitle = brokenLines(row.subtitle, m_fonts.classes, limit, any);
            m_labelWidth = std::max({ m_labelWidth, widest(title, m_fonts.text), widest(subtitle, m_fonts.classes) });
            highest = std::max(highest, heightOf(title, m_fonts.text) + heightOf(subtitle, m_fonts.classes));
            whole = whole && wordsFit(row.title, m_fonts.text, limit) && wordsFit(row.subtitle, m_fonts.classes, limit);
        }
        divideWidth();
        return whole && highest <= m_cell.height();
    }

    void divideWidth()
    {
        const double right = m_style.widthMm - m_style.marginMm;
        m_left = m_style.marginMm + (m_labelWidth > 0 ? m_labelWidth + kLabelGap : 0);
        const double room = right - m_left - std::max(0, m_columns - 1) * m_style.columnGapMm;
        m_cell.setWidth(std::max(kNarrowestCell, room / std::max(1, m_columns)));
        m_cell.setHeight(m_cell.width() / (m_sheet.aspect > 0 ? m_sheet.aspect : 1));
        m_right = m_columns > 0 ? leftOf(m_columns - 1) + m_cell.width() : right;
    }

    static double heightOf(const QStringList& lines, const FigureFont& font)
    {
        return static_cast<double>(lines.size()) * font.lineHeight();
    }

    double leftOf(int column) const { return m_left + column * (m_cell.width() + m_style.columnGapMm); }

    void add(Role role, int row, int column, const QRectF& box, QStringList lines = {})
    {
        m_layout.items.push_back({ role, row, column, box, box, std::move(lines) });
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
        m_layout.titlePt = chooseSize([&](double pt) {
            const auto font = FigureFonts(m_style, pt, pt).title;
            return std::count_if(m_sheet.columnTitles.begin(), m_sheet.columnTitles.end(),
                [&](const QString& title) { return !wordsFit(title, font, m_cell.width()); });
        });
        m_layout.letterPt = chooseSize([&](double pt) {
            const auto font = FigureFonts(m_style, pt, pt).letter;
            double count = 0;
            for (const auto& row : m_sheet.cells)
                count += static_cast<double>(std::count_if(row.begin(), row.end(),
                    [&](const SheetCell& cell) { return font.width(cell.letter) > roomForLetter(); }));
            return count;
        });
        m_fonts = FigureFonts(m_style, m_layout.titlePt, m_layout.letterPt);
    }

    double roomForLetter() const { return m_cell.width() - 2 * (kLetterInset + kPadding); }

    /// Their last lines stand on one line, next to the pictures.
    void placeTitles()
    {
        std::vector<QStringList> titles;
        double height = 0;
        for (const auto& title : m_sheet.columnTitles) {
            titles.push_back(brokenLines(title, m_fonts.title, m_cell.width(), kTitleLines));
            height = std::max(height, heightOf(titles.back(), m_fonts.title));
        }
        for (std::size_t i = 0; i < titles.size(); ++i) {
            const auto column = static_cast<int>(i);
            const double own = heightOf(titles[i], m_fonts.title);
            if (own > 0)
                add(Role::ColumnTitle, -1, column, QRectF(leftOf(column), m_y + height - own, m_cell.width(), own),
                    titles[i]);
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
        for (int column = 0; column < m_columns; ++column)
            placePicture(row, column, QRectF(QPointF(leftOf(column), top), m_cell));
        for (int column = 0; column < m_columns; ++column)
            notes = std::max(notes, placeNotes(row, column, top + m_cell.height() + kNoteGap));
        const bool last = row + 1 == m_rows;
        const double bottom = top + m_cell.height() + (notes > 0 ? kNoteGap + notes + (last ? 0 : kAfterNotes) : 0);
        m_y = std::max(bottom, placeLabel(row, top, bottom - top));
    }

    void placePicture(int row, int column, const QRectF& box)
    {
        const SheetCell* cell = cellAt(row, column);
        const auto& font = m_fonts.text;
        const QString shown = cell ? m_fonts.letter.elided(cell->letter, roomForLetter()) : QString();
        QSizeF letter(0, 0);
        if (!shown.isEmpty())
            letter = { m_fonts.letter.width(shown) + 2 * kPadding, m_fonts.letter.lineHeight() + kPadding / 2 };
        QRectF text = box.adjusted(kPadding, kPadding, -kPadding, -kPadding);
        if (!letter.isEmpty())
            text.setTop(text.top() + kLetterInset + letter.height());
        const int most = std::max(0, static_cast<int>(text.height() / font.lineHeight()));
        add(Role::Picture, row, column, box, cell ? brokenLines(cell->error, font, text.width(), most) : QStringList());
        m_layout.items.back().textBox = text;
        if (!letter.isEmpty())
            add(Role::Letter, row, column, QRectF(box.topLeft() + QPointF(kLetterInset, kLetterInset), letter),
                { shown });
    }

    /// Their height.
    double placeNotes(int row, int column, double top)
    {
        const SheetCell* cell = cellAt(row, column);
        QStringList lines;
        for (const auto& note : cell ? cell->notes : QStringList())
            lines += brokenLines(note, m_fonts.text, m_cell.width(), kNoteLines);
        const double height = heightOf(lines, m_fonts.text);
        if (!lines.isEmpty())
            add(Role::Notes, row, column, QRectF(leftOf(column), top, m_cell.width(), height), lines);
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
        const auto classNeeds = brokenLines(label.subtitle, m_fonts.classes, m_labelWidth, most).size();
        const int reserved = std::min(static_cast<int>(classNeeds), std::max(1, most / 2));
        const auto title = brokenLines(label.title, m_fonts.text, m_labelWidth, most - (classNeeds ? reserved : 0));
        const auto subtitle = brokenLines(
            label.subtitle, m_fonts.classes, m_labelWidth, std::max(1, most - static_cast<int>(title.size())));
        const double titleHeight = heightOf(title, m_fonts.text);
        const double classHeight = heightOf(subtitle, m_fonts.classes);
        const double all = titleHeight + classHeight;
        const double begin = top + std::max(0.0, (m_cell.height() - all) / 2);
        if (!title.isEmpty())
            add(Role::RowTitle, row, -1, QRectF(m_style.marginMm, begin, m_labelWidth, titleHeight), title);
        if (!subtitle.isEmpty())
            add(Role::RowClass, row, -1, QRectF(m_style.marginMm, begin + titleHeight, m_labelWidth, classHeight),
                subtitle);
        return begin + all;
    }

    /// Side by side while they fit below the pictures, each line of them in the middle.
    void placeScales()
    {
        const double width = m_right - m_left;
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
        QPointF at(m_left + (m_right - m_left - used) / 2, m_y);
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
    FigureFonts m_fonts;
    int m_rows;
    int m_columns;
    double m_y;
    double m_labelWidth = 0;
    double m_left = 0;
    double m_right = 0;
    QSizeF m_cell = { 0, 0 };
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
