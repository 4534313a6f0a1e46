// SPDX-License-Identifier: MIT
#include "base/Text.h"
#include "compare/FigureRecord.h"
#include "compare/SpecNames.h"
#include "compare/TexText.h"

#include <algorithm>
#include <cmath>

// What is written about a figure: its caption, and the LaTeX around it.

namespace lookaway {

namespace {

using Kind = ComparedColumn::Kind;

/// A figure that is wider than a column of a paper in two columns spans both of them.
constexpr double widestColumnMm = 120;

/// "a, b and c"
std::string listed(const std::vector<std::string>& words)
{
    std::string all;
    for (std::size_t i = 0; i < words.size(); ++i)
        all += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return all;
}

/// "50 %"
std::string percent(double share)
{
    return text(std::round(share * 1000) / 10) + " %";
}

std::vector<std::string> distinct(const std::vector<std::string>& values)
{
    std::vector<std::string> kept;
    for (const auto& value : values)
        if (!value.empty() && std::find(kept.begin(), kept.end(), value) == kept.end())
            kept.push_back(value);
    return kept;
}

std::string modelTitle(const ComparisonSpec& spec, std::size_t model)
{
    return model < spec.models.size() ? spec.models[model].title : std::string();
}

/// A model as the figure calls it: by the title that its only map was given, else its own.
std::string nameInFigure(const ComparisonSpec& spec, std::size_t model)
{
    std::vector<std::string> titles;
    for (const auto& column : spec.columns)
        if (column.kind == Kind::Map && column.model == model)
            titles.push_back(column.title);
    return titles.size() == 1 && !titles.front().empty() ? titles.front() : modelTitle(spec, model);
}

std::vector<std::string> mapMethods(const ComparisonSpec& spec)
{
    std::vector<std::string> methods;
    for (const auto& column : spec.columns)
        if (column.kind == Kind::Map)
            methods.push_back(methodTitle(column.method));
    return distinct(methods);
}

/// "Grad-CAM heat maps of baseline and 0-occlusion (layer features.18)"
std::string whatMapsShow(const ComparisonSpec& spec, const FigureContent& content)
{
    const auto methods = mapMethods(spec);
    std::vector<std::string> models;
    std::vector<std::string> layers;
    for (std::size_t c = 0; c < spec.columns.size(); ++c) {
        const auto& column = spec.columns[c];
        if (column.kind != Kind::Map)
            continue;
        models.push_back(nameInFigure(spec, column.model));
        for (const auto& row : content.cells)
            if (c < row.size())
                layers.push_back(row[c].layer);
    }
    if (methods.empty())
        return {};
    std::string text = listed(methods) + " heat maps of " + listed(distinct(models));
    if (const auto names = distinct(layers); !names.empty())
        text += std::string(" (") + (names.size() == 1 ? "layer " : "layers ") + listed(names) + ")";
    return text;
}

std::string whatPairsShow(const ComparisonSpec& spec)
{
    std::string text;
    for (const auto& column : spec.columns) {
        const auto model = nameInFigure(spec, column.model);
        const auto reference = nameInFigure(spec, column.reference);
        // Said where it does not go without saying: other maps are by other methods, or there are none.
        const auto method = methodTitle(column.method);
        const auto by = mapMethods(spec) == std::vector<std::string>{ method } ? "" : " (" + method + ")";
        if (column.kind == Kind::Difference)
            text += " The difference" + by + " is " + model + " minus " + reference
                + ", each map on its own scale from 0 to 1.";
        if (column.kind == Kind::HotRegions)
            text += " Hot regions of " + model + " and " + reference + by + " are the pixels above "
                + percent(spec.hotLevel) + " of each map's maximum.";
    }
    return text;
}

std::string whichClass(const FigureSpec& figure, const FigureContent& content)
{
    const auto& spec = figure.comparison;
    std::vector<std::string> names;
    for (const auto& row : content.rows)
        names.push_back(row.className);
    names = distinct(names);
    if (names.size() == 1)
        return " for the class " + names.front();
    const bool ownClasses = std::any_of(spec.pictures.begin(), spec.pictures.end(),
        [](const ComparedPicture& picture) { return !picture.className.empty(); });
    if (ownClasses || spec.rowClass.by == RowClass::By::Given)
        return figure.style.classNames ? " for the class that is written beside each row"
                                       : " for the classes " + listed(names);
    if (spec.rowClass.by == RowClass::By::True)
        return " for each picture's true class";
    return " for the class that " + nameInFigure(spec, spec.rowClass.model) + " predicts";
}

std::string whichScale(const FigureStyle& style)
{
    switch (style.scale) {
    case FigureStyle::Scale::PerMap:
        return " Each map has a scale of its own.";
    case FigureStyle::Scale::Row:
        return " The maps of a row share a scale.";
    case FigureStyle::Scale::Figure:
        break;
    }
    return " All maps share a scale.";
}

} // namespace

std::string figureCaption(const FigureSpec& spec, const FigureContent& content)
{
    const auto& comparison = spec.comparison;
    const auto maps = whatMapsShow(comparison, content);
    std::string caption;
    if (!maps.empty())
        caption = maps + whichClass(spec, content) + "." + whichScale(spec.style);
    caption += whatPairsShow(comparison);
    if (caption.empty())
        return "Pictures as the networks see them.";
    return caption.front() == ' ' ? caption.substr(1) : caption;
}

std::string figureTex(const FigureSpec& spec, const FigureContent& content, const std::string& graphic)
{
    const std::string environment = spec.style.widthMm > widestColumnMm ? "figure*" : "figure";
    const auto caption = spec.caption.empty() ? figureCaption(spec, content) : spec.caption;
    return "% Needs \\usepackage{graphicx}.\n\\begin{" + environment + "}[t]\n  \\centering\n  \\includegraphics[width="
        + text(spec.style.widthMm) + "mm]{" + texPath(graphic) + "}\n  \\caption{" + texText(caption) + "}\n  \\label{"
        + texLabel(spec.label) + "}\n\\end{" + environment + "}\n";
}

} // namespace lookaway
