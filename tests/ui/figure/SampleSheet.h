// SPDX-License-Identifier: MIT
#pragma once

#include "figure/FigureSheet.h"

namespace lookaway::test {

/// A picture whose colours say where they are.
inline QImage samplePicture(int width, int height)
{
    QImage picture(width, height, QImage::Format_RGB888);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            picture.setPixel(x, y, qRgb(255 * x / width, 255 * y / height, 128));
    return picture;
}

/// A sheet of pictures and nothing else.
inline FigureSheet bareSheet(int rows, int columns, double widthMm)
{
    FigureSheet sheet;
    sheet.style.widthMm = widthMm;
    SheetCell cell;
    cell.picture = samplePicture(24, 24);
    sheet.cells.assign(std::size_t(rows), std::vector<SheetCell>(std::size_t(columns), cell));
    return sheet;
}

/// A sheet with everything that a figure may have: titles and classes that are too long, notes of different length,
/// letters, contours, an error, a picture of another shape, all kinds of scales.
inline FigureSheet fullSheet(int rows, int columns, double widthMm)
{
    auto sheet = bareSheet(rows, columns, widthMm);
    const QStringList titles{ "Input", "Baseline", "0-occlusion", "R-occlusion, Grad-CAM++",
        "0-occlusion minus baseline, features.18.expanded" };
    for (int column = 0; column < columns; ++column)
        sheet.columnTitles << titles[column % titles.size()];
    const QStringList classes{ "cat", "Aston Martin V8 Vantage Convertible 2012",
        "unbrechbarerklassennamewiesievorkommen_mit_unterstrich" };
    QPainterPath contour;
    contour.addEllipse(QRectF(0.2, 0.3, 0.4, 0.5));
    for (int row = 0; row < rows; ++row) {
        sheet.rows.push_back({ row % 2 == 0 ? QString() : QStringLiteral("Picture %1").arg(row), classes[row % 3] });
        for (int column = 0; column < columns; ++column) {
            auto& cell = sheet.cells[std::size_t(row)][std::size_t(column)];
            cell.letter = QStringLiteral("(%1)").arg(QChar('a' + (row * columns + column) % 26));
            if (column > 0)
                cell.notes << QStringLiteral("p\u00a0=\u00a00.%1").arg(10 + row);
            if (column > 0 && row % 3 == 1)
                cell.notes << QStringLiteral("says ") + classes[1];
            if (column == 1)
                cell.contour = contour;
        }
    }
    auto& last = sheet.cells.back().back();
    last.picture = QImage();
    last.error = QStringLiteral("The file '/models/one/last.safetensors' does not exist.");
    sheet.cells.front().front().picture = samplePicture(30, 10);
    SheetScale bar;
    bar.shown = true;
    bar.low = QStringLiteral("low");
    bar.high = QStringLiteral("high");
    bar.note = QStringLiteral("each map on its own scale; line at 50 % of each map's maximum");
    SheetScale difference = bar;
    difference.isSigned = true;
    SheetScale regions;
    regions.shown = true;
    regions.patches = { { Qt::blue, "baseline only" }, { Qt::yellow, "0-occlusion only" }, { Qt::green, "both" } };
    SheetScale hidden = bar;
    hidden.shown = false;
    sheet.scales = { bar, hidden, difference, regions };
    return sheet;
}

} // namespace lookaway::test
