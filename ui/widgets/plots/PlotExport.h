// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <QImage>
#include <QString>

namespace lookaway {

class PlotCanvas;

/// The plot as it stands, black on white and at its size on the screen (at least 480 x 300): pdf, svg, png by the
/// suffix; any other suffix gives the values as csv.
Result<void> exportPlot(PlotCanvas& canvas, const QString& path);

/// As exportPlot() into a PNG.
QImage plotPicture(PlotCanvas& canvas);

/// A line per point of every line that is shown: "line,epoch,value", and "smoothed" where the plot smooths; the name of
/// the second column is the x axis's title.
QString plotCsv(const PlotCanvas& canvas);

} // namespace lookaway
