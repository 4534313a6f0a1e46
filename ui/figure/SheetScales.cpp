// SPDX-License-Identifier: MIT
#include "figure/SheetScales.h"

#include "figure/RegionColors.h"
#include "figure/SheetTexts.h"

#include <algorithm>
#include <set>

namespace lookaway {

namespace {

using Kind = ComparedColumn::Kind;

void widen(std::optional<MapScale>& scale, const MapScale& by)
{
    scale = scale ? sharedScale({ *scale, by }) : by;
}

QColor colorOf(const Rgb& color)
{
    return { color.red, color.green, color.blue };
}

bool hasColumn(const ComparisonSpec& spec, Kind kind)
{
    return std::any_of(
        spec.columns.begin(), spec.columns.end(), [&](const ComparedColumn& column) { return column.kind == kind; });
}

/// The titles of model and reference where all columns of regions have the same two, otherwise what they are.
std::pair<QString, QString> namesOfPair(const ComparisonSpec& spec)
{
    std::set<std::pair<std::size_t, std::size_t>> pairs;
    for (const auto& column : spec.columns)
        if (column.kind == Kind::HotRegions)
            pairs.insert({ column.model, column.reference });
    const auto [model, reference] = *pairs.begin();
    if (pairs.size() > 1 || model >= spec.models.size() || reference >= spec.models.size())
        return { QStringLiteral("model"), QStringLiteral("reference") };
    return { QString::fromStdString(spec.models[model].title), QString::fromStdString(spec.models[reference].title) };
}

} // namespace

SharedScales::SharedScales(const FigureSpec& spec, const FigureContent& content)
    : m_spec(spec)
    , m_content(content)
    , m_rows(content.cells.size())
{
    for (std::size_t row = 0; row < content.cells.size(); ++row)
        for (std::size_t column = 0; column < content.cells[row].size(); ++column) {
            const auto& cell = content.cells[row][column];
            if (column >= spec.comparison.columns.size() || spec.comparison.columns[column].kind != Kind::Map
                || cell.error || cell.map.empty())
                continue;
            const MapScale own = scaleOf(cell.map, cell.isSigned);
            widen(m_rows[row][cell.isSigned ? 1 : 0], own);
            widen(m_figure[cell.isSigned ? 1 : 0], own);
        }
}

std::optional<MapScale> SharedScales::of(std::size_t row, std::size_t column) const
{
    if (m_spec.style.scale == FigureStyle::Scale::PerMap || row >= m_rows.size())
        return std::nullopt;
    const std::size_t sign = isSigned(column) ? 1 : 0;
    return m_spec.style.scale == FigureStyle::Scale::Row ? m_rows[row][sign] : m_figure[sign];
}

/// As its cells say, and as long as there is none, as its method does.
bool SharedScales::isSigned(std::size_t column) const
{
    for (const auto& row : m_content.cells)
        if (column < row.size() && !row[column].map.empty())
            return row[column].isSigned;
    const auto& methods = explanationMethods();
    const auto method = std::find_if(methods.begin(), methods.end(),
        [&](const MethodFact& fact) { return fact.id == m_spec.comparison.columns[column].method; });
    return method != methods.end() && method->isSigned;
}

bool SharedScales::hasMaps(bool wanted) const
{
    const auto& columns = m_spec.comparison.columns;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].kind == Kind::Map && isSigned(i) == wanted)
            return true;
    return false;
}

std::vector<SheetScale> SharedScales::legends() const
{
    std::vector<SheetScale> all;
    for (const bool sign : { false, true })
        if (hasMaps(sign))
            all.push_back(mapLegend(sign));
    if (hasColumn(m_spec.comparison, Kind::Difference))
        all.push_back(differenceLegend());
    if (hasColumn(m_spec.comparison, Kind::HotRegions))
        all.push_back(regionLegend());
    return all;
}

SheetScale SharedScales::mapLegend(bool sign) const
{
    SheetScale scale;
    scale.shown = true;
    scale.isSigned = sign;
    scale.low = sign ? QStringLiteral("against") : QStringLiteral("low");
    scale.high = sign ? QStringLiteral("for the class") : QStringLiteral("high");
    switch (m_spec.style.scale) {
    case FigureStyle::Scale::PerMap:
        scale.note = QStringLiteral("each map on its own scale");
        break;
    case FigureStyle::Scale::Row:
        scale.note = QStringLiteral("scale shared by each row");
        break;
    case FigureStyle::Scale::Figure:
        scale.note = QStringLiteral("scale shared by all maps");
        if (const auto& shared = m_figure[sign ? 1 : 0]) {
            scale.low = valueText(double(shared->low));
            scale.high = valueText(double(shared->high));
        }
        break;
    }
    if (m_spec.style.contour > 0)
        scale.note += QStringLiteral("; line at %1 of each map's maximum").arg(percentText(m_spec.style.contour));
    return scale;
}

SheetScale SharedScales::differenceLegend() const
{
    SheetScale scale;
    scale.shown = true;
    scale.isSigned = true;
    scale.low = valueText(-1);
    scale.high = QStringLiteral("+1");
    scale.note = QStringLiteral("difference of maps that reach from 0 to 1");
    return scale;
}

SheetScale SharedScales::regionLegend() const
{
    const auto [model, reference] = namesOfPair(m_spec.comparison);
    SheetScale scale;
    scale.shown = true;
    scale.patches = { { colorOf(regionColors[0]), reference + QStringLiteral(" only") },
        { colorOf(regionColors[1]), model + QStringLiteral(" only") },
        { colorOf(regionColors[2]), QStringLiteral("both") } };
    scale.note = QStringLiteral("above %1 of each map's maximum").arg(percentText(m_spec.comparison.hotLevel));
    return scale;
}

} // namespace lookaway
