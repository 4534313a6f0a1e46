// SPDX-License-Identifier: MIT
#pragma once

#include "base/ColorMap.h"
#include "compare/ComparisonSpec.h"

#include <filesystem>
#include <string>
#include <vector>

namespace lookaway {

/// How a figure is laid out and drawn. Lengths are millimetres on paper, text is in points; nothing is printed smaller
/// than 7 pt.
struct FigureStyle {
    double widthMm = 85; ///< of the whole figure; heights follow. [20, 1000]
    double columnGapMm = 1.0;
    double rowGapMm = 1.0;
    double marginMm = 0.5;
    std::string fontFamily = "DejaVu Sans";
    double fontPt = 7.5; ///< of all text but titles and letters. [7, 24]
    double titlePt = 8;  ///< of column titles. [7, 24]

    bool columnTitles = true;
    bool rowTitles = true;     ///< picture's title, at the left
    bool classNames = true;    ///< the class that the row explains, under its title
    bool panelLetters = false; ///< (a), (b), ... in the cells, row by row
    bool scores = true;        ///< p(class) and prediction under each cell of a model
    bool spread = false;       ///< share of hot pixels under each map; overlap under HotRegions and Difference
    bool colorBar = true;

    enum class Scale { PerMap, Row, Figure };
    Scale scale = Scale::PerMap; ///< which maps share a scale; written beside the colour bar
    ColorMap colors = ColorMap::Viridis;
    double opacity = 0.5; ///< of the map over the picture; 1 = the map alone. [0, 1]
    /// A line around the pixels above this share of the map's maximum; 0 = none. [0, 1)
    double contour = 0;
    int dpi = 300; ///< of pictures inside, and of PNG and TIFF. [72, 1200]
};

/// A figure for a paper: what is compared, how it looks and what is said about it. A value; what the studio's composer
/// edits and keeps for undo, what a project file holds and `lookaway-cli figure` renders.
struct FigureSpec {
    ComparisonSpec comparison = {};
    FigureStyle style = {};
    std::string caption = {};           ///< for the .tex file; empty = made of what is shown
    std::string label = "fig:lookaway"; ///< for the .tex file
};

/// Widths of a figure in common layouts, mm.
struct FigureWidth {
    const char* id;
    double mm;
};
/// "single" (85), "onehalf" (114), "double" (174).
const std::vector<FigureWidth>& figureWidths();

/// What is wrong with it, in a sentence that names the setting, its range and the value. A figure needs at least a
/// picture and a column.
Result<void> validate(const FigureStyle& style);
Result<void> validate(const FigureSpec& spec);

/// The picture and the heat maps of all models, a row per picture; as wide as so many columns want.
FigureSpec sideBySide(const std::vector<ComparedModel>& models, const std::vector<ComparedPicture>& pictures);
/// The paper's Figure 2: one picture, and the heat maps of all models (baseline, 0-, R-, 1-occlusion), one row.
FigureSpec figureTwo(const std::vector<ComparedModel>& models, const std::vector<ComparedPicture>& pictures);
/// The paper's Figure 3: a row per picture, a map per model (there: two of them).
FigureSpec figureThree(const std::vector<ComparedModel>& models, const std::vector<ComparedPicture>& pictures);

} // namespace lookaway
