// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/plots/PlotTypes.h"
#include "widgets/plots/TrainingPlots.h"

#include <QString>

#include <vector>

namespace lookaway {

/// A line of another run that is laid over a chart.
struct OverlayLine {
    TrainingPlots::Chart chart = TrainingPlots::Loss;
    /// "run · validation"
    QString title = {};
    /// Index of seriesColor(): that of the run's own line of the kind.
    int color = 0;
    PlotSymbol symbol = PlotSymbol::None;
    /// In epochs.
    std::vector<double> xs = {};
    std::vector<double> ys = {};
};

/// One value per epoch where there is one, so that a comparison stays readable; lines without values are left out.
std::vector<OverlayLine> overlayLines(const RunCurves& run);

} // namespace lookaway
