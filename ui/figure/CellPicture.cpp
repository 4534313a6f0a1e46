// SPDX-License-Identifier: MIT
#include "figure/ComparisonSheet.h"
#include "figure/MapContour.h"
#include "figure/RegionColors.h"
#include "figure/SheetImage.h"
#include "session/inspect/MapScale.h"
#include "session/inspect/PictureFiles.h"

#include <algorithm>
#include <cmath>

namespace lookaway {

namespace {

using Kind = ComparedColumn::Kind;

/// The pixels of a crop: at least one.
QRect pixelsOf(const CropBox& crop, QSize size)
{
    const auto span = [](double from, double length, int pixels) {
        const int first = std::clamp(qRound(from * pixels), 0, pixels - 1);
        const int end = std::clamp(qRound((from + length) * pixels), first + 1, pixels);
        return std::pair(first, end - first);
    };
    const auto [x, width] = span(crop.x, crop.width, size.width());
    const auto [y, height] = span(crop.y, crop.height, size.height());
    return { x, y, width, height };
}

HeatMap cropped(const HeatMap& map, const QRect& box)
{
    HeatMap part(box.width(), box.height());
    auto* out = part.values.data();
    for (int y = box.top(); y <= box.bottom(); ++y)
        for (int x = box.left(); x <= box.right(); ++x)
            *out++ = map.at(x, y);
    return part;
}

/// What is drawn over it is the only colour then.
Image inGrey(const Image& picture)
{
    Image grey = picture;
    for (std::size_t i = 0; i + 2 < grey.pixels.size(); i += 3) {
        auto* pixel = grey.pixels.data() + i;
        const double light = 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
        std::fill(pixel, pixel + 3, static_cast<std::uint8_t>(std::lround(light)));
    }
    return grey;
}

Image withRegions(const Image& picture, const HeatMap& regions, double opacity)
{
    Image shown = inGrey(picture);
    const double share = (1 + opacity) / 2;
    for (int y = 0; y < shown.height; ++y)
        for (int x = 0; x < shown.width; ++x) {
            const auto region = static_cast<std::size_t>(
                regions.at(x * regions.width / shown.width, y * regions.height / shown.height));
            if (region == 0 || region > regionColors.size())
                continue;
            const Rgb color = regionColors[region - 1];
            const std::array<double, 3> towards{ double(color.red), double(color.green), double(color.blue) };
            auto* pixel = shown.at(x, y);
            const double grey = pixel[0];
            for (std::size_t c = 0; c < 3; ++c)
                pixel[c] = static_cast<std::uint8_t>(std::lround(grey + share * (towards[c] - grey)));
        }
    return shown;
}

Image withMap(const ComparedCell& cell, const ComparedColumn& column, const FigureStyle& style,
    const std::optional<MapScale>& scale)
{
    const Image& picture = *cell.picture;
    if (column.kind == Kind::Input || cell.map.empty())
        return picture;
    if (column.kind == Kind::HotRegions)
        return withRegions(picture, cell.map, style.opacity);
    if (column.kind == Kind::Difference) {
        const auto heat = displayHeat(cell.map, picture.width, picture.height, cell.isSigned, MapScale{ -1, 1 });
        return overlaySigned(inGrey(picture), heat, style.opacity);
    }
    const auto heat = displayHeat(cell.map, picture.width, picture.height, cell.isSigned, scale);
    return cell.isSigned ? overlaySigned(picture, heat, style.opacity)
                         : overlay(picture, heat, style.colors, style.opacity);
}

} // namespace

QImage cellPicture(const ComparedCell& cell, const ComparedColumn& column, const FigureStyle& style,
    const std::optional<MapScale>& scale, const CropBox& crop)
{
    if (!cell.picture || cell.picture->empty())
        return {};
    const QImage whole = sheetImage(withMap(cell, column, style, scale));
    return crop.whole() ? whole : whole.copy(pixelsOf(crop, whole.size()));
}

QPainterPath cellContour(
    const ComparedCell& cell, const ComparedColumn& column, const FigureStyle& style, const CropBox& crop)
{
    if (style.contour <= 0 || column.kind != Kind::Map || cell.map.empty() || !cell.picture)
        return {};
    const HeatMap map = resizedMap(cell.map, cell.picture->width, cell.picture->height);
    const float highest = scaleOf(map, false).high;
    if (!(highest > cell.noHeat))
        return {};
    const QRect box = pixelsOf(crop, QSize(map.width, map.height));
    return mapContour(cropped(map, box), cell.noHeat + style.contour * double(highest - cell.noHeat));
}

} // namespace lookaway
