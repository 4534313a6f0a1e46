// SPDX-License-Identifier: MIT
#include "bridge/RunController.h"

#include "session/DemoJob.h"
#include "session/TrainJob.h"
#include "session/inspect/ModelCatalogue.h"
#include "session/runs/RunReader.h"
#include "session/settings/SettingNames.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace lookaway {

static QString activeRunKey()
{
    return QStringLiteral("activeRun");
}

RunController::RunController(QObject* parent)
    : QObject(parent)
{
    connect(&m_bridge, &SessionBridge::finished, this, &RunController::finish);
    connect(&m_bridge, &SessionBridge::runStarted, this, [this](const RunStarted& run) {
        m_folder = QString::fromStdString(run.folder);
        QSettings().setValue(activeRunKey(), m_folder);
        m_trains = true;
        Q_EMIT stateChanged();
    });
    connect(&m_bridge, &SessionBridge::pausedChanged, this, [this](bool paused) {
        if (m_state == State::Working || m_state == State::Paused)
            setState(paused ? State::Paused : State::Working);
    });
}

QString newRunFolder(const QString& root, const Config& config)
{
    const QString name =
        QStringLiteral("%1_%2_%3_seed%4")
            .arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd_HHmm")),
                QString::fromStdString(networkName(config.model)),
                config.distraction.fill == FillKind::None ? QStringLiteral("baseline")
                                                          : QLatin1String(nameOf(config.distraction.fill)),
                QString::number(config.training.seed));
    const QDir folder(root);
    QString free = name;
    for (int i = 2; folder.exists(free); ++i)
        free = name + QLatin1Char('_') + QString::number(i);
    return folder.filePath(free);
}

QString demoFolder(const QString& root)
{
    return QDir(root).filePath(QStringLiteral("demo pictures"));
}

bool RunController::refuseWhileBusy()
{
    if (!idle())
        Q_EMIT failed(
            fail(tr("Another job is going on.").toStdString(), tr("Stop it or wait for its end.").toStdString()));
    return !idle();
}

void RunController::start(Config config, const QString& root)
{
    if (refuseWhileBusy())
        return;
    if (config.run.folder.empty())
        config.run.folder = newRunFolder(root, config).toStdString();
    const QString folder = QString::fromStdString(config.run.folder);
    Q_EMIT configured(config, folder);
    // A folder that holds something already is never ours to delete.
    const bool fresh = !QFileInfo::exists(folder);
    begin(Task::Training, trainJob(config), folder);
    m_mine = fresh;
}

void RunController::startDemo(const QString& root, FillKind fill)
{
    if (refuseWhileBusy())
        return;
    const QString pictures = demoFolder(root);
    Config config = demoConfig(pictures.toStdString(), {}, fill, 1);
    config.run.probePictures = 8;
    config.run.folder = newRunFolder(root, config).toStdString();
    const QString folder = QString::fromStdString(config.run.folder);
    Q_EMIT configured(config, folder);
    begin(Task::Training, demoDataJob(pictures.toStdString(), demoPictures(), trainJob(config)), folder);
    m_mine = true;
}

void RunController::resume(const QString& folder)
{
    if (refuseWhileBusy())
        return;
    const auto facts = readRunFacts(folder.toStdString());
    if (!facts) {
        Q_EMIT failed(facts.error());
        return;
    }
    Config config = facts->config;
    config.run.folder = folder.toStdString(); // it may have been moved
    Q_EMIT configured(config, folder);
    begin(Task::Training, resumeJob(folder.toStdString()), folder);
    m_mine = false;
}

void RunController::evaluate(EvaluationRequest request)
{
    if (refuseWhileBusy())
        return;
    const QString folder = QString::fromStdString(request.run.string());
    auto deliver = [post = m_bridge.poster(), this](EvaluationOutcome outcome) {
        auto shared = std::make_shared<const EvaluationOutcome>(std::move(outcome));
        // The bridge is this object's member: what it drops when it goes away cannot reach us.
        post([this, shared] { Q_EMIT evaluationReady(shared); });
    };
    begin(Task::Evaluation, evaluateJob(std::move(request), std::move(deliver)), folder);
}

void RunController::begin(Task task, Job job, const QString& folder)
{
    if (auto begun = m_bridge.start(std::move(job)); !begun) {
        Q_EMIT failed(begun.error());
        return;
    }
    m_task = task;
    m_folder = folder;
    m_mine = false;
    m_trains = false;
    m_discard = false;
    m_goesOnNextTime = false;
    setState(State::Working);
}

void RunController::setPaused(bool paused)
{
    if (m_task == Task::Training)
        m_bridge.setPaused(paused);
}

void RunController::stopAndKeep()
{
    if (idle())
        return;
    if (m_task != Task::Training) {
        stopForLater();
        return;
    }
    m_bridge.stopAndKeep();
    setState(State::Stopping);
}

void RunController::stopForLater()
{
    if (idle())
        return;
    m_bridge.requestStop();
    setState(State::Stopping);
}

void RunController::stopForNextStart()
{
    m_goesOnNextTime = true;
    stopForLater();
}

void RunController::discard()
{
    if (!canDiscard())
        return;
    m_discard = true;
    stopForLater();
}

void RunController::finish(const RunFinished& finished)
{
    const bool discarded = m_discard && isRun(m_folder.toStdString());
    const Task task = std::exchange(m_task, Task::None);
    const bool goesOn = m_goesOnNextTime && !discarded && finished.outcome == RunFinished::Outcome::Cancelled;
    if (task == Task::Training && !goesOn)
        forgetInterruptedRun();
    if (discarded)
        QDir(m_folder).removeRecursively();
    setState(State::Idle);
    switch (finished.outcome) {
    case RunFinished::Outcome::Completed:
        if (task == Task::Training && !discarded)
            Q_EMIT completed(m_folder);
        else if (discarded)
            Q_EMIT stopped(m_folder, true);
        break;
    case RunFinished::Outcome::Cancelled:
        Q_EMIT stopped(m_folder, discarded);
        break;
    case RunFinished::Outcome::Failed:
        Q_EMIT failed(finished.error);
        break;
    }
}

void RunController::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

QString RunController::interruptedRun()
{
    const QString folder = QSettings().value(activeRunKey()).toString();
    if (folder.isEmpty())
        return {};
    const auto run = readRun(folder.toStdString());
    return run && run->status == RunRecord::Status::Interrupted ? folder : QString();
}

void RunController::forgetInterruptedRun()
{
    QSettings().remove(activeRunKey());
}

} // namespace lookaway
