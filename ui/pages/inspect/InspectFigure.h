// SPDX-License-Identifier: MIT
#pragma once

#include "pages/inspect/ExplainPane.h"

#include "compare/FigureSpec.h"

namespace lookaway {

class InspectPanes;

/// A figure is computed again from files: neither model nor picture may be mere pixels.
bool canBeFigure(const Inspector& inspector);

/// The panes as a figure for paper: the picture in a row for every class that a pane explains, a column for every
/// method and layer. Colours, opacity and scale are those of the panes.
FigureSpec figureOf(const InspectPanes& panes, const Inspector& inspector);

/// All panes beside each other as they are drawn, with titles and scales, black on white.
QImage panesPicture(const InspectPanes& panes, const Inspector& inspector);
/// Asks where to and saves it, or says why not.
void savePanes(const InspectPanes& panes, const Inspector& inspector, QWidget* parent);

} // namespace lookaway
