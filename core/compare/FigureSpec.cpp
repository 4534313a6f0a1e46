// SPDX-License-Identifier: MIT
#include "compare/FigureSpec.h"

#include "compare/FigureSize.h"
#include "compare/StyleSettings.h"

#include <algorithm>

namespace lookaway {

namespace {

constexpr Range gap{ 0, 50 };
constexpr Range points{ 7, 24 };

/// Empty, or the sentence for a number out of its range.
struct RangeCheck {
    const FigureStyle& style;
    const StyleSetting& setting;

    Result<void> number(double value) const
    {
        if (setting.range.contains(value))
            return {};
        return fail("Setting style." + std::string(setting.key) + " is " + text(value) + "; it must be a number, "
            + setting.range.text() + ".");
    }
    Result<void> operator()(double FigureStyle::*field) const { return number(style.*field); }
    Result<void> operator()(int FigureStyle::*field) const { return number(style.*field); }
    Result<void> operator()(bool FigureStyle::*) const { return {}; }
    Result<void> operator()(std::string FigureStyle::*field) const
    {
        if ((style.*field).empty())
            return fail("Setting style." + std::string(setting.key) + " is empty.");
        return {};
    }
};

ComparedColumn inputColumn()
{
    ComparedColumn column;
    column.kind = ComparedColumn::Kind::Input;
    return column;
}

ComparedColumn mapColumn(std::size_t model)
{
    ComparedColumn column;
    column.model = model;
    return column;
}

template <class Item> std::vector<Item> firstOf(const std::vector<Item>& items, std::size_t count)
{
    return { items.begin(), items.begin() + static_cast<std::ptrdiff_t>(std::min(count, items.size())) };
}

} // namespace

const std::vector<FigureWidth>& figureWidths()
{
    static const std::vector<FigureWidth> widths = { { "single", 85 }, { "onehalf", 114 }, { "double", 174 } };
    return widths;
}

double widthFor(std::size_t columns)
{
    const auto& widths = figureWidths();
    return columns <= 3 ? widths.front().mm : widths.back().mm;
}

const std::vector<StyleSetting>& styleSettings()
{
    using S = FigureStyle;
    static const std::vector<StyleSetting> rows = {
        { "width_mm", &S::widthMm, "Width of the whole figure, mm; a journal's columns are about 85 or 174",
            { 20, 1000 } },
        { "column_gap_mm", &S::columnGapMm, "Between columns, mm", gap },
        { "row_gap_mm", &S::rowGapMm, "Between rows, mm", gap },
        { "margin_mm", &S::marginMm, "Around everything, mm", gap },
        { "font_family", &S::fontFamily, "Name of an installed font" },
        { "font_pt", &S::fontPt, "Size of all text but titles and letters, pt", points },
        { "title_pt", &S::titlePt, "Size of column titles, pt", points },
        { "column_titles", &S::columnTitles, "Titles above the columns" },
        { "row_titles", &S::rowTitles, "Titles of the pictures, at the left" },
        { "class_names", &S::classNames, "The class that a row explains, at the left" },
        { "panel_letters", &S::panelLetters, "(a), (b), ... in the cells" },
        { "scores", &S::scores, "The class's probability, and another prediction, under each map" },
        { "spread", &S::spread, "Share of hot pixels under each map; overlap under what is made of two" },
        { "color_bar", &S::colorBar, "Colour bar below the figure" },
        { "opacity", &S::opacity, "Of the map over the picture; 1 is the map alone", { 0, 1 } },
        { "contour", &S::contour, "Line at this share of the map's maximum; 0 is none", { 0, 1, false, true } },
        { "dpi", &S::dpi, "Pixels an inch of pictures in it, and of PNG and TIFF", { 72, 1200 } }
    };
    return rows;
}

Result<void> validate(const FigureStyle& style)
{
    for (const auto& setting : styleSettings())
        if (const auto valid = std::visit(RangeCheck{ style, setting }, setting.field); !valid)
            return valid;
    return {};
}

Result<void> validate(const FigureSpec& spec)
{
    if (const auto comparison = validate(spec.comparison); !comparison)
        return comparison;
    if (spec.comparison.pictures.empty())
        return fail("The figure has no picture.", "Add at least one: each is a row.");
    if (spec.comparison.columns.empty())
        return fail("The figure has no column.", "Add at least one, for example a model's heat map.");
    return validate(spec.style);
}

FigureSpec sideBySide(const std::vector<ComparedModel>& models, const std::vector<ComparedPicture>& pictures)
{
    FigureSpec spec;
    auto& comparison = spec.comparison;
    comparison.models = models;
    comparison.pictures = pictures;
    comparison.columns.push_back(inputColumn());
    for (std::size_t i = 0; i < models.size(); ++i)
        comparison.columns.push_back(mapColumn(i));
    spec.style.widthMm = widthFor(comparison.columns.size());
    return spec;
}

FigureSpec figureTwo(const std::vector<ComparedModel>& models, const std::vector<ComparedPicture>& pictures)
{
    FigureSpec spec = sideBySide(models, firstOf(pictures, 1));
    spec.style.rowTitles = false; // there is but one row
    spec.style.panelLetters = true;
    return spec;
}

FigureSpec figureThree(const std::vector<ComparedModel>& models, const std::vector<ComparedPicture>& pictures)
{
    return sideBySide(models, pictures);
}

} // namespace lookaway
