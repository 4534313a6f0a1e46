// SPDX-License-Identifier: MIT
#include "window/TrainingDesk.h"

#include "pages/training/EvaluationView.h"
#include "pages/training/ProbePanel.h"
#include "pages/training/SetupPanel.h"
#include "pages/training/TrainPage.h"
#include "widgets/forms/LiveControls.h"
#include "widgets/forms/SettingsForm.h"
#include "widgets/pictures/BatchStrip.h"
#include "widgets/plots/TrainingPlots.h"

#include <QFileInfo>

namespace lookaway {

static QStringList namesOf(const std::vector<std::string>& classes)
{
    QStringList names;
    for (const auto& name : classes)
        names << QString::fromStdString(name);
    return names;
}

static RunCurves curvesOf(const LoadedRun& run)
{
    RunCurves curves;
    curves.title = QFileInfo(QString::fromStdString(run.record.folder.string())).fileName();
    curves.steps = run.steps;
    curves.epochs = run.epochs;
    curves.changes = run.changes;
    for (const auto& probes : run.probes)
        curves.spreads.push_back({ probes->epoch, probes->meanSpread });
    return curves;
}

TrainingDesk::TrainingDesk(RunController& controller, const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
    , m_parts(parts)
{
    listen();
    connect(&controller, &RunController::configured, this, &TrainingDesk::begin);
    connect(&controller, &RunController::stateChanged, this, &TrainingDesk::showState);
    connect(
        &controller, &RunController::evaluationReady, this, [this](std::shared_ptr<const EvaluationOutcome> outcome) {
            m_parts.page->evaluation()->setOutcome(std::move(outcome));
            m_parts.page->showEvaluation();
        });
    connect(parts.live, &LiveControls::changeRequested, this, [this](const SettingsChange& change) {
        if (const auto changed = m_controller.bridge().change(change); !changed)
            m_parts.live->refused(QString::fromStdString(changed.error().message()));
    });
    connect(parts.page, &TrainPage::liveShown, this, [this](bool shown) { m_controller.bridge().watchBatches(shown); });
    connect(
        &m_loader, &RunLoader::loaded, this, [this](const std::shared_ptr<const LoadedRun>& run) { showLoaded(*run); });
    connect(
        &m_loader, &RunLoader::failed, this, [this](const QString&, const Error& error) { Q_EMIT openFailed(error); });
    connect(
        &m_loader, &RunLoader::curvesLoaded, this, [this](const std::vector<std::shared_ptr<const LoadedRun>>& runs) {
            std::vector<RunCurves> curves;
            curves.reserve(runs.size());
            for (const auto& run : runs)
                curves.push_back(curvesOf(*run));
            m_parts.page->plots()->setOverlays(curves);
        });
    showState();
}

void TrainingDesk::listen()
{
    auto& bridge = m_controller.bridge();
    connect(&bridge, &SessionBridge::runStarted, this, [this](const RunStarted& run) {
        m_parts.page->strip()->setClasses(run.classes);
        m_parts.probes->setClasses(namesOf(run.classes));
        m_shown = QString::fromStdString(run.folder);
        Q_EMIT shownChanged(m_shown);
    });
    connect(&bridge, &SessionBridge::stepDone, m_parts.page->plots(),
        [plots = m_parts.page->plots()](const StepDone& step) { plots->add(step); });
    connect(&bridge, &SessionBridge::epochDone, m_parts.page->plots(),
        [plots = m_parts.page->plots()](const EpochDone& epoch) { plots->add(epoch); });
    connect(&bridge, &SessionBridge::batchOccluded, m_parts.page->strip(),
        [strip = m_parts.page->strip()](std::shared_ptr<const BatchOccluded> batch) { strip->show(std::move(batch)); });
    connect(&bridge, &SessionBridge::probesExplained, this, [this](std::shared_ptr<const ProbesExplained> probes) {
        m_parts.page->plots()->addSpread(probes->epoch, probes->meanSpread);
        m_parts.probes->add(std::move(probes));
    });
    connect(&bridge, &SessionBridge::settingChanged, this, [this](const SettingChanged& change) {
        m_parts.page->plots()->add(change);
        m_parts.live->applied(change);
    });
}

void TrainingDesk::begin(const Config& config, const QString& folder)
{
    m_loader.forget();
    m_shown.clear();
    Config next = config;
    next.run.folder.clear(); // the next training gets a folder of its own
    m_parts.setup->setConfig(next);
    m_parts.live->setConfig(config);
    Q_EMIT configShown(next);
    m_parts.page->strip()->clear();
    m_parts.page->strip()->setDistraction(config.distraction);
    m_parts.page->plots()->clear();
    m_parts.page->plots()->setRun(QFileInfo(folder).fileName());
    m_parts.probes->clear();
    m_parts.page->evaluation()->setOutcome(nullptr);
    m_parts.page->showLive();
    // A run that is resumed has a past.
    if (isRun(folder.toStdString()))
        m_loader.load(folder);
}

void TrainingDesk::showLoaded(const LoadedRun& run)
{
    m_shown = QString::fromStdString(run.record.folder.string());
    m_parts.page->strip()->setClasses(run.record.facts.classes);
    m_parts.probes->setClasses(namesOf(run.record.facts.classes));
    m_parts.page->plots()->loadRun(curvesOf(run));
    m_parts.probes->clear();
    for (const auto& probes : run.probes)
        m_parts.probes->add(probes);
    Q_EMIT shownChanged(m_shown);
}

void TrainingDesk::open(const QString& folder)
{
    if (m_controller.task() == RunController::Task::Training) {
        Q_EMIT openFailed(fail(tr("A training is going on; the window shows that one.").toStdString(),
            tr("Wait for its end, or lay the other run over its curves in the Runs panel.").toStdString()));
        return;
    }
    const auto facts = readRunFacts(folder.toStdString());
    if (!facts) {
        Q_EMIT openFailed(facts.error());
        return;
    }
    Config config = facts->config;
    config.run.folder = folder.toStdString();
    begin(config, folder);
    m_parts.page->strip()->setDistraction(std::nullopt); // nothing will be occluded by looking at a run
}

void TrainingDesk::overlay(const QStringList& folders)
{
    m_loader.loadCurves(folders);
}

void TrainingDesk::evaluate(const QString& folder)
{
    EvaluationRequest request;
    request.run = folder.toStdString();
    request.erasing.wanted = true;
    m_controller.evaluate(std::move(request));
}

void TrainingDesk::showState()
{
    const bool training = m_controller.task() == RunController::Task::Training && !m_controller.idle();
    m_parts.setup->setRunning(
        training, tr("A training is going on. What may change meanwhile is in the panel Live Settings."));
    m_parts.live->setRunning(training && m_controller.state() != RunController::State::Stopping);
}

} // namespace lookaway
