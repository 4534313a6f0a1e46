// SPDX-License-Identifier: MIT
#include "window/ComparisonDesk.h"

#include "bridge/RunController.h"
#include "bridge/RunPartner.h"
#include "pages/runs/RunsModel.h"
#include "pages/runs/RunsPanel.h"
#include "pages/training/ComparisonBar.h"
#include "pages/training/EvaluationView.h"
#include "pages/training/TrainPage.h"
#include "window/TrainingDesk.h"

#include <QLocale>

namespace lookaway {

namespace {

/// "+3.1", "−0.4": by how many points of accuracy the first is better.
QString points(double difference)
{
    const QString sign = difference < 0 ? QStringLiteral("−") : QStringLiteral("+");
    return sign + QLocale().toString(qAbs(difference) * 100, 'f', 1);
}

QString percent(double share)
{
    return QLocale().toString(share * 100, 'f', 1) + QStringLiteral("\u202f%");
}

} // namespace

ComparisonDesk::ComparisonDesk(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
    auto* evaluation = parts.page->evaluation();
    connect(&parts.training, &TrainingDesk::shownChanged, this, &ComparisonDesk::update);
    connect(&parts.controller, &RunController::stateChanged, this, &ComparisonDesk::update);
    connect(parts.runs, &RunsPanel::listed, this, &ComparisonDesk::update);
    connect(evaluation, &EvaluationView::testChanged, this, &ComparisonDesk::update);
    connect(evaluation->comparison(), &ComparisonBar::clicked, this, [this] { accept(m_parts.training.shown()); });
}

QString ComparisonDesk::offer(const QString& folder) const
{
    const auto facts = readRunFacts(folder.toStdString());
    if (!facts)
        return {};
    if (partnerOf(facts->config, m_parts.runs->model()->runs()))
        return tr("Compare Side by Side");
    return facts->config.distraction.fill == FillKind::None ? QString() : tr("Train the Baseline for Comparison");
}

void ComparisonDesk::accept(const QString& folder)
{
    const auto facts = readRunFacts(folder.toStdString());
    if (!facts)
        return;
    if (const RunSummary* partner = partnerOf(facts->config, m_parts.runs->model()->runs())) {
        const QString other = RunsModel::folderOf(*partner);
        m_parts.runs->compare({ folder, other });
        m_parts.runs->model()->setOverlaid({ other });
        m_parts.page->showCurves();
        Q_EMIT sideBySideRequested();
    } else if (m_parts.controller.idle()) {
        m_parts.runs->model()->setOverlaid({ folder }); // to see the baseline beside it while it learns
        Q_EMIT baselineRequested(baselineOf(facts->config));
    }
}

void ComparisonDesk::update()
{
    auto* bar = m_parts.page->evaluation()->comparison();
    const auto* outcome = m_parts.page->evaluation()->outcome();
    const int test = m_parts.page->evaluation()->test();
    const QString folder = m_parts.training.shown();
    const QString button = outcome && test >= 0 ? offer(folder) : QString();
    if (button.isEmpty()) {
        bar->say({}, {});
        return;
    }
    const auto facts = readRunFacts(folder.toStdString());
    const auto* partner = facts ? partnerOf(facts->config, m_parts.runs->model()->runs()) : nullptr;
    bar->setButtonEnabled(partner || m_parts.controller.idle());
    if (!partner) {
        bar->say(tr("What has the occlusion changed? The same training without it, the baseline, tells."), button);
        return;
    }
    const TestResult& result = outcome->tests[static_cast<std::size_t>(test)];
    const auto other = partner->results.find(result.name + ".accuracy");
    const QString arm = armName(partner->facts.config.distraction.fill);
    bar->say(other == partner->results.end()
            ? tr("There is a run to compare this one with: %1.").arg(arm)
            : tr("On these pictures the %1 has an accuracy of %2; this run has %3 (%4 points).")
                  .arg(arm, percent(other->second), percent(result.report.accuracy),
                      points(result.report.accuracy - other->second)),
        button);
}

} // namespace lookaway
