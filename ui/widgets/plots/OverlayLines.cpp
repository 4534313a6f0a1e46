// SPDX-License-Identifier: MIT
#include "widgets/plots/OverlayLines.h"

#include <QCoreApplication>

namespace lookaway {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(OverlayLines)
};

} // namespace

std::vector<OverlayLine> overlayLines(const RunCurves& run)
{
    const double perEpoch = stepsPerEpochOf(run);
    const auto named = [&](const QString& kind) { return run.title + QStringLiteral(" · ") + kind; };
    OverlayLine loss{ TrainingPlots::Loss, named(Texts::tr("training")), 0 };
    OverlayLine validationLoss{ TrainingPlots::Loss, named(Texts::tr("validation")), 1, PlotSymbol::Square };
    OverlayLine accuracy{ TrainingPlots::Accuracy, named(Texts::tr("training")), 0 };
    OverlayLine validationAccuracy{ TrainingPlots::Accuracy, named(Texts::tr("validation")), 1, PlotSymbol::Square };
    OverlayLine share{ TrainingPlots::Share, run.title, 2 };
    OverlayLine spread{ TrainingPlots::Spread, run.title, 3 };
    OverlayLine rate{ TrainingPlots::Rate, run.title, 4 };
    const auto add = [](OverlayLine& line, double x, double y) {
        line.xs.push_back(x);
        line.ys.push_back(y);
    };
    for (const EpochDone& epoch : run.epochs) {
        const double x = epoch.epoch + 1;
        add(loss, x, epoch.trainLoss);
        add(accuracy, x, epoch.trainAccuracy * 100);
        if (epoch.validated) {
            add(validationLoss, x, epoch.validationLoss);
            add(validationAccuracy, x, epoch.validationAccuracy * 100);
        }
        if (epoch.occludedBatches > 0)
            add(share, x, epoch.occludedShare * 100);
    }
    for (const auto& [epoch, value] : run.spreads)
        add(spread, epoch + 1, value * 100);
    for (const StepDone& step : run.steps)
        add(rate, double(step.globalStep) / perEpoch, step.learningRate);
    std::vector<OverlayLine> lines;
    for (OverlayLine* line : { &loss, &validationLoss, &accuracy, &validationAccuracy, &share, &spread, &rate })
        if (!line->xs.empty())
            lines.push_back(std::move(*line));
    return lines;
}

} // namespace lookaway
