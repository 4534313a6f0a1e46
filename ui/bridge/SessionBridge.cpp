// SPDX-License-Identifier: MIT
#include "bridge/SessionBridge.h"

#include <QMetaObject>

#include <algorithm>
#include <chrono>

namespace lookaway {

constexpr int kMillisecondsBetweenDeliveries = 50;

namespace {

template <class... F> struct Overloaded : F... {
    using F::operator()...;
};
template <class... F> Overloaded(F...) -> Overloaded<F...>;

} // namespace

SessionBridge::SessionBridge(QObject* parent)
    : QObject(parent)
{
    m_pace.setSingleShot(true);
    connect(&m_pace, &QTimer::timeout, this, &SessionBridge::deliver);
    // Queued to this object: dropped when it is gone.
    m_mailbox = std::make_shared<EventMailbox>(
        [this] { QMetaObject::invokeMethod(this, &SessionBridge::deliver, Qt::QueuedConnection); });
    m_session = std::make_unique<Session>([mailbox = m_mailbox](const Event& event) { mailbox->put(event); });
}

SessionBridge::~SessionBridge()
{
    m_mailbox->close();
}

Result<void> SessionBridge::start(Job job)
{
    if (m_running)
        return fail(tr("Another job is going on.").toStdString(), tr("Stop it or wait for its end.").toStdString());
    if (auto begun = m_session->start(std::move(job)); !begun)
        return begun;
    m_running = true;
    return {};
}

std::function<void(std::function<void()>)> SessionBridge::poster()
{
    return [mailbox = m_mailbox](std::function<void()> action) { mailbox->put(std::move(action)); };
}

void SessionBridge::setPaused(bool paused)
{
    if (!m_running || paused == m_paused)
        return;
    paused ? m_session->pause() : m_session->resume();
    m_paused = paused;
    Q_EMIT pausedChanged(paused);
}

void SessionBridge::deliver()
{
    const qint64 since = m_sinceDelivery.isValid() ? m_sinceDelivery.elapsed() : kMillisecondsBetweenDeliveries;
    if (since < kMillisecondsBetweenDeliveries) {
        if (!m_pace.isActive())
            m_pace.start(static_cast<int>(kMillisecondsBetweenDeliveries - since));
        return;
    }
    m_sinceDelivery.start();
    for (auto& entry : m_mailbox->take())
        std::visit(Overloaded{ [this](const Event& event) { tell(event); },
                       [this](const std::shared_ptr<const BatchOccluded>& batch) { Q_EMIT batchOccluded(batch); },
                       [](const EventMailbox::Action& action) { action(); } },
            entry);
}

void SessionBridge::tell(const Event& event)
{
    std::visit(
        Overloaded{ [this](const RunStarted& e) { Q_EMIT runStarted(e); },
            [this](const Progress& e) { Q_EMIT progress(e); }, [this](const StepDone& e) { Q_EMIT stepDone(e); },
            [this](const EpochDone& e) { Q_EMIT epochDone(e); }, [](const BatchOccluded&) {},
            [this](const ProbesExplained& e) { Q_EMIT probesExplained(std::make_shared<const ProbesExplained>(e)); },
            [this](const SettingChanged& e) { Q_EMIT settingChanged(e); },
            [this](const CheckpointWritten& e) { Q_EMIT checkpointWritten(e); },
            [this](const TrainingWarning& e) { Q_EMIT warned(QString::fromStdString(e.text)); },
            [this](const TrainingNote& e) { Q_EMIT noted(QString::fromStdString(e.text)); },
            [this](const Evaluated& e) { Q_EMIT evaluated(e); },
            [this](const RunFinished& e) {
                m_running = false;
                if (std::exchange(m_paused, false))
                    Q_EMIT pausedChanged(false);
                Q_EMIT finished(e);
            } },
        event);
}

} // namespace lookaway
