// SPDX-License-Identifier: MIT
#include "figure/BatchFigure.h"

#include "base/Text.h"
#include "figure/SheetImage.h"
#include "figure/SheetTexts.h"
#include "session/inspect/MapScale.h"
#include "session/inspect/PictureFiles.h"
#include "session/settings/SettingNames.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lookaway {

namespace {

QString classAt(const std::vector<std::string>& classes, std::int64_t index)
{
    const bool named = index >= 0 && static_cast<std::size_t>(index) < classes.size();
    return classText(named ? classes[static_cast<std::size_t>(index)] : std::to_string(index));
}

QImage maskImage(const HeatMap& mask)
{
    QImage image(mask.width, mask.height, QImage::Format_Grayscale8);
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x)
            image.scanLine(y)[x] = mask.at(x, y) > 0.5F ? 255 : 0;
    return image;
}

/// What nobody measured is not a number, and no line.
QStringList answerNotes(double probability, double loss, int digits)
{
    QStringList notes;
    if (!std::isnan(probability))
        notes << probabilityText(probability, digits);
    if (!std::isnan(loss))
        notes << QStringLiteral("loss\u00a0%1").arg(loss, 0, 'f', 3);
    return notes;
}

SheetCell cellOf(const QImage& picture, const QStringList& notes)
{
    SheetCell cell;
    cell.picture = picture;
    cell.notes = notes;
    cell.framed = true;
    return cell;
}

std::vector<SheetCell> cellsOf(const OccludedPicture& picture, const FigureStyle& style, int digits)
{
    const Image& original = picture.original;
    const auto heat = resizedMap(picture.heat, original.width, original.height);
    const auto hottest =
        std::any_of(picture.heat.values.begin(), picture.heat.values.end(), [](float value) { return value > 0; });
    QStringList before;
    QStringList hidden;
    QStringList after;
    if (style.scores) {
        before = answerNotes(picture.probabilityBefore, picture.lossBefore, digits);
        hidden << (hottest ? percentText(picture.share) + QStringLiteral(" hidden") : QStringLiteral("nothing hidden"));
        after = answerNotes(picture.probabilityAfter, picture.lossAfter, digits);
    }
    return { cellOf(sheetImage(original), before),
        cellOf(sheetImage(overlay(original, heat, style.colors, style.opacity)),
            hottest ? QStringList() : QStringList(QStringLiteral("no heat"))),
        cellOf(maskImage(picture.mask), hidden), cellOf(sheetImage(picture.occluded), after) };
}

SheetRow rowOf(const OccludedPicture& picture, const std::vector<std::string>& classes, const FigureStyle& style)
{
    SheetRow row;
    if (style.classNames)
        row.title = classAt(classes, picture.label);
    if (style.scores && picture.predicted != picture.label)
        row.subtitle = QStringLiteral("says ") + classAt(classes, picture.predicted);
    return row;
}

/// Where in the run it is, and how it was occluded.
QString noteOf(const BatchOccluded& batch)
{
    const auto& settings = batch.settings;
    const std::array places{ "hottest places", "random places", "coldest places" };
    return QStringLiteral("each map on its own scale; epoch %1, mini-batch %2: %3 at layer %4, fill %5, threshold %6")
        .arg(batch.epoch + 1)
        .arg(batch.step + 1)
        .arg(QLatin1String(places.at(static_cast<std::size_t>(settings.where))), QString::fromStdString(settings.layer),
            QString::fromStdString(nameOf(settings.fill)), QString::fromStdString(text(settings.threshold)));
}

} // namespace

FigureSheet sheetOf(const BatchOccluded& batch, const std::vector<std::string>& classes, const FigureStyle& style)
{
    FigureSheet sheet;
    sheet.style = style;
    if (style.columnTitles)
        sheet.columnTitles = { QStringLiteral("Original"), QStringLiteral("Heat map"), QStringLiteral("Mask"),
            QStringLiteral("Occluded") };
    std::vector<double> probabilities;
    for (const auto& picture : batch.pictures)
        probabilities.insert(probabilities.end(), { picture.probabilityBefore, picture.probabilityAfter });
    const int digits = probabilityDigits(probabilities);
    int letter = 0;
    for (const auto& picture : batch.pictures) {
        sheet.rows.push_back(rowOf(picture, classes, style));
        sheet.cells.push_back(cellsOf(picture, style, digits));
        if (style.panelLetters)
            for (auto& cell : sheet.cells.back())
                cell.letter = letterText(letter++);
    }
    if (!batch.pictures.empty() && batch.pictures[0].original.height > 0)
        sheet.aspect = double(batch.pictures[0].original.width) / batch.pictures[0].original.height;
    SheetScale scale;
    scale.shown = style.colorBar;
    scale.low = QStringLiteral("0");
    scale.high = QStringLiteral("1");
    scale.note = noteOf(batch);
    sheet.scales = { scale };
    return sheet;
}

} // namespace lookaway
