// SPDX-License-Identifier: MIT
#include "window/StatusLine.h"

#include "style/Icons.h"

#include <QFile>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

#include <cmath>

#ifdef __linux__
#include <unistd.h>
#endif

namespace lookaway {

QString durationText(double seconds)
{
    const auto whole = static_cast<long long>(std::llround(std::max(0.0, seconds)));
    if (whole >= 3600)
        return StatusLine::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60, 2, 10, QLatin1Char('0'));
    if (whole >= 60)
        return StatusLine::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
    return StatusLine::tr("%1 s").arg(whole);
}

std::int64_t residentMemory()
{
#ifdef __linux__
    QFile file(QStringLiteral("/proc/self/statm"));
    if (file.open(QIODevice::ReadOnly))
        if (const auto fields = file.readAll().split(' '); fields.size() > 1)
            return fields[1].toLongLong() * ::sysconf(_SC_PAGESIZE);
#endif
    return 0;
}

StatusLine::StatusLine(RunController& controller, QWidget* parent)
    : QStatusBar(parent)
    , m_controller(controller)
    , m_stage(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_left(new QLabel(this))
    , m_speed(new QLabel(this))
    , m_device(new QLabel(this))
    , m_memory(new QLabel(this))
    , m_cancel(new QToolButton(this))
{
    m_bar->setFixedWidth(180);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    m_stage->setMinimumWidth(120);
    m_cancel->setObjectName(QStringLiteral("cancel"));
    m_cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_cancel->setAutoRaise(true);
    m_stage->setContentsMargins(8, 0, 8, 0);
    addWidget(m_stage);
    addWidget(m_bar);
    addWidget(m_cancel);
    for (auto* label : { m_left, m_speed, m_device, m_memory }) {
        label->setContentsMargins(8, 0, 8, 0);
        addPermanentWidget(label);
    }
    m_memory->setToolTip(tr("Memory of this program"));
    connect(m_cancel, &QToolButton::clicked, this, &StatusLine::cancelRequested);
    connect(&controller, &RunController::stateChanged, this, &StatusLine::showState);
    auto& bridge = controller.bridge();
    connect(&bridge, &SessionBridge::runStarted, this, [this](const RunStarted& run) {
        m_epochs = run.epochs;
        m_device->setText(QString::fromStdString(run.device + " · " + run.precision));
        m_device->setToolTip(
            tr("Device and precision; %1 arithmetic and %2 loader threads").arg(run.threads).arg(run.loaderThreads));
    });
    connect(&bridge, &SessionBridge::progress, this, [this](const Progress& p) {
        showProgress(QString::fromStdString(p.stage), p.done, p.total);
        m_left->clear();
    });
    connect(&bridge, &SessionBridge::stepDone, this, [this](const StepDone& step) {
        showProgress(
            tr("Epoch %1 of %2").arg(step.epoch + 1).arg(m_epochs), step.globalStep, step.stepsPerEpoch * m_epochs);
        m_left->setText(tr("%1 left").arg(durationText(step.secondsLeft)));
        m_speed->setText(tr("%1 images/s").arg(QLocale().toString(step.imagesPerSecond, 'f', 0)));
    });
    connect(&m_everyTwoSeconds, &QTimer::timeout, this, &StatusLine::showMemory);
    m_everyTwoSeconds.start(2000);
    showMemory();
    showState();
}

void StatusLine::setTask(const QString& task)
{
    m_task = task;
    if (m_controller.state() == RunController::State::Idle)
        showState();
}

void StatusLine::showState()
{
    const auto state = m_controller.state();
    const bool busy = state != RunController::State::Idle;
    m_bar->setVisible(busy);
    m_cancel->setVisible(busy);
    m_cancel->setEnabled(state != RunController::State::Stopping);
    // In the words of the menu, and only where something can be gone on with.
    const bool later = m_controller.trains();
    m_cancel->setIcon(icon(later ? QStringLiteral("resume") : QStringLiteral("close")));
    m_cancel->setText(later ? tr("Stop for Later") : tr("Cancel"));
    m_cancel->setToolTip(
        later ? tr("Write a checkpoint and stop; the run can be resumed") : tr("Stop; nothing is kept"));
    if (!busy) {
        m_stage->setText(m_task.isEmpty() ? tr("Ready") : m_task);
        m_left->clear();
        m_speed->clear();
        m_bar->setRange(0, 1);
        m_bar->setValue(0);
    } else if (state == RunController::State::Paused) {
        m_stage->setText(tr("Paused"));
    } else if (state == RunController::State::Stopping) {
        m_stage->setText(tr("Stopping…"));
    } else if (!later) {
        m_stage->setText(tr("Starting…"));
    }
}

void StatusLine::showProgress(const QString& stage, std::int64_t done, std::int64_t total)
{
    if (m_controller.state() == RunController::State::Working)
        m_stage->setText(stage);
    m_bar->setRange(0, total > 0 ? 1000 : 0);
    if (total > 0)
        m_bar->setValue(static_cast<int>(1000.0 * static_cast<double>(done) / static_cast<double>(total)));
}

void StatusLine::showMemory()
{
    const auto bytes = residentMemory();
    m_memory->setText(
        bytes > 0 ? QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat) : QString());
}

} // namespace lookaway
