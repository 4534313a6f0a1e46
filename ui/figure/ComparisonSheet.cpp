// SPDX-License-Identifier: MIT
#include "figure/ComparisonSheet.h"

#include "figure/SheetScales.h"
#include "figure/SheetTexts.h"

#include <algorithm>

namespace lookaway {

namespace {

using Kind = ComparedColumn::Kind;

const ComparedCell* cellOf(const FigureContent& content, std::size_t row, std::size_t column)
{
    return row < content.cells.size() && column < content.cells[row].size() ? &content.cells[row][column] : nullptr;
}

/// Its answer is written under it.
bool hasScore(const ComparedCell& cell, const ComparedColumn& column)
{
    return column.kind == Kind::Map && cell.classIndex >= 0 && cell.predicted >= 0;
}

int digitsOf(const FigureSpec& spec, const FigureContent& content)
{
    std::vector<double> shown;
    for (const auto& row : content.cells)
        for (std::size_t i = 0; i < std::min(row.size(), spec.comparison.columns.size()); ++i)
            if (!row[i].error && hasScore(row[i], spec.comparison.columns[i]))
                shown.push_back(row[i].probability);
    return probabilityDigits(shown);
}

QStringList notesOf(const ComparedCell& cell, const ComparedColumn& column, const FigureStyle& style, int digits)
{
    QStringList notes;
    if (style.scores && hasScore(cell, column)) {
        notes << probabilityText(cell.probability, digits);
        if (cell.predicted != cell.classIndex)
            notes << QStringLiteral("says ") + classText(cell.predictedName);
    }
    if (cell.spread && cell.spread->empty)
        notes << QStringLiteral("no heat");
    else if (style.spread && cell.spread)
        notes << QStringLiteral("spread ") + percentText(cell.spread->shareAboveLevel);
    if (style.spread && cell.overlap) {
        notes << QStringLiteral("IoU\u00a0%1").arg(cell.overlap->iou, 0, 'f', 2);
        notes << QStringLiteral("kept ") + percentText(cell.overlap->kept);
    }
    return notes;
}

SheetCell sheetCell(const FigureSpec& spec, const FigureContent& content, std::size_t row, std::size_t column,
    const std::optional<MapScale>& scale, int digits)
{
    SheetCell made;
    const ComparedCell* cell = cellOf(content, row, column);
    const bool rowFailed = row < content.rows.size() && content.rows[row].error;
    if (!cell) {
        if (rowFailed)
            made.error = QString::fromStdString(content.rows[row].error->what);
        return made;
    }
    if (cell->error) {
        made.error = QString::fromStdString(cell->error->what);
        return made;
    }
    const auto& shown = spec.comparison.columns[column];
    const auto& crop = spec.comparison.pictures[row].crop;
    made.picture = cellPicture(*cell, shown, spec.style, scale, crop);
    made.contour = cellContour(*cell, shown, spec.style, crop);
    made.notes = notesOf(*cell, shown, spec.style, digits);
    return made;
}

SheetRow sheetRow(const FigureSpec& spec, const FigureContent& content, std::size_t row)
{
    SheetRow made;
    if (spec.style.rowTitles)
        made.title = QString::fromStdString(spec.comparison.pictures[row].title);
    if (spec.style.classNames && row < content.rows.size())
        made.subtitle = classText(content.rows[row].className);
    return made;
}

/// Of the first picture that is known; networks see squares.
double aspectOf(const FigureSpec& spec, const FigureSheet& sheet)
{
    for (const auto& row : sheet.cells)
        for (const auto& cell : row)
            if (!cell.picture.isNull())
                return double(cell.picture.width()) / cell.picture.height();
    const auto& pictures = spec.comparison.pictures;
    return pictures.empty() || pictures[0].crop.height <= 0 ? 1 : pictures[0].crop.width / pictures[0].crop.height;
}

} // namespace

FigureSheet sheetOf(const FigureSpec& spec, const FigureContent& content)
{
    const auto& comparison = spec.comparison;
    FigureSheet sheet;
    sheet.style = spec.style;
    if (spec.style.columnTitles)
        for (const auto& column : comparison.columns)
            sheet.columnTitles << QString::fromStdString(titleOf(column, comparison));
    const SharedScales scales(spec, content);
    const int digits = digitsOf(spec, content);
    int letter = 0;
    for (std::size_t row = 0; row < comparison.pictures.size(); ++row) {
        sheet.rows.push_back(sheetRow(spec, content, row));
        sheet.cells.emplace_back();
        for (std::size_t column = 0; column < comparison.columns.size(); ++column) {
            auto cell = sheetCell(spec, content, row, column, scales.of(row, column), digits);
            if (spec.style.panelLetters)
                cell.letter = letterText(letter++);
            sheet.cells.back().push_back(std::move(cell));
        }
    }
    sheet.aspect = aspectOf(spec, sheet);
    if (spec.style.colorBar)
        sheet.scales = scales.legends();
    return sheet;
}

} // namespace lookaway
