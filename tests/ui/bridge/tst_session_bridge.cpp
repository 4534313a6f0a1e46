// SPDX-License-Identifier: MIT
#include "bridge/EventMailbox.h"
#include "bridge/SessionBridge.h"

#include "TestMain.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <atomic>
#include <condition_variable>
#include <mutex>

using namespace lookaway;

namespace {

/// Lets a job wait for the test without sleeping.
class Gate {
public:
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
    }
    void pass()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_open; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_open = false;
};

Job emitting(int steps, int batches)
{
    return [=](JobContext& context) -> Result<std::string> {
        context.emit(RunStarted{});
        for (int i = 0; i < steps; ++i) {
            StepDone step;
            step.globalStep = i;
            context.emit(step);
        }
        for (int i = 0; i < batches; ++i) {
            BatchOccluded batch;
            batch.globalStep = i;
            context.emit(batch);
            context.emit(Progress{ "Testing", i, batches });
        }
        return std::string("report.json");
    };
}

} // namespace

class SessionBridgeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mailboxKeepsTheLatestPictureAndOrder()
    {
        int woken = 0;
        EventMailbox box([&] { ++woken; });
        for (int i = 0; i < 3; ++i) {
            BatchOccluded batch;
            batch.globalStep = i;
            box.put(batch);
            box.put(Progress{ "Reading", i, 3 });
            StepDone step;
            step.globalStep = i;
            box.put(step);
        }
        QCOMPARE(woken, 1);
        const auto entries = box.take();
        QCOMPARE(entries.size(), std::size_t(5)); // three steps, the last batch, the last progress
        std::vector<std::int64_t> steps;
        for (const auto& entry : entries) {
            if (const auto* batch = std::get_if<std::shared_ptr<const BatchOccluded>>(&entry))
                QCOMPARE((*batch)->globalStep, std::int64_t(2));
            else if (const auto* progress = std::get_if<Progress>(&std::get<Event>(entry)))
                QCOMPARE(progress->done, std::int64_t(2));
            else
                steps.push_back(std::get<StepDone>(std::get<Event>(entry)).globalStep);
        }
        QCOMPARE(steps, (std::vector<std::int64_t>{ 0, 1, 2 }));
        QVERIFY(box.take().empty());
    }

    void mailboxIsBounded()
    {
        EventMailbox box([] {});
        box.put(TrainingNote{ "kept" });
        for (std::size_t i = 0; i < EventMailbox::kMost + 100; ++i) {
            StepDone step;
            step.globalStep = static_cast<std::int64_t>(i);
            box.put(step);
        }
        const auto entries = box.take();
        QCOMPARE(entries.size(), EventMailbox::kMost);
        QVERIFY(std::holds_alternative<TrainingNote>(std::get<Event>(entries.front())));
        QCOMPARE(std::get<StepDone>(std::get<Event>(entries.back())).globalStep,
            static_cast<std::int64_t>(EventMailbox::kMost + 99));
        box.close();
        box.put(TrainingNote{ "late" });
        QVERIFY(box.take().empty());
    }

    void tellsOnTheGuiThread()
    {
        SessionBridge bridge;
        QThread* where = nullptr;
        connect(&bridge, &SessionBridge::runStarted, this, [&] { where = QThread::currentThread(); });
        QSignalSpy steps(&bridge, &SessionBridge::stepDone);
        QSignalSpy batches(&bridge, &SessionBridge::batchOccluded);
        QSignalSpy finished(&bridge, &SessionBridge::finished);
        QVERIFY(bridge.start(emitting(10, 5)).ok());
        QVERIFY(bridge.running());
        QVERIFY(!bridge.start(emitting(1, 1)).ok());
        QVERIFY(finished.wait());
        QCOMPARE(where, QThread::currentThread());
        QCOMPARE(steps.size(), 10);
        QVERIFY(!batches.empty() && batches.size() <= 5);
        QVERIFY(!bridge.running());
    }

    void anotherRunMayStartFromTheLastSignal()
    {
        SessionBridge bridge;
        int runs = 0;
        connect(&bridge, &SessionBridge::finished, this, [&] {
            if (++runs < 5)
                QVERIFY(bridge.start(emitting(3, 0)).ok());
        });
        QVERIFY(bridge.start(emitting(3, 0)).ok());
        QTRY_COMPARE(runs, 5);
    }

    void pausesOnlyWhatRuns()
    {
        SessionBridge bridge;
        QSignalSpy paused(&bridge, &SessionBridge::pausedChanged);
        bridge.setPaused(true);
        QVERIFY(!bridge.paused());
        QSignalSpy finished(&bridge, &SessionBridge::finished);
        Gate gate;
        QVERIFY(bridge
                    .start([&](JobContext&) -> Result<std::string> {
                        gate.pass();
                        return std::string();
                    })
                    .ok());
        bridge.setPaused(true);
        QCOMPARE(paused.size(), 1);
        gate.open();
        QVERIFY(finished.wait());
        QVERIFY(!bridge.paused()); // the next run does not begin paused
        QCOMPARE(paused.size(), 2);
    }

    void closesAtAnyMoment()
    {
        for (int i = 0; i < 50; ++i) {
            std::atomic<bool> posted{ false };
            {
                SessionBridge bridge;
                auto post = bridge.poster();
                QVERIFY(bridge
                            .start([post, &posted](JobContext& context) -> Result<std::string> {
                                for (int n = 0; n < 1000 && !context.token.cancelled(); ++n) {
                                    context.emit(StepDone{});
                                    post([&posted] { posted = true; });
                                }
                                return std::string();
                            })
                            .ok());
                if (i % 2)
                    QCoreApplication::processEvents();
            }
            const bool before = posted;
            QCoreApplication::processEvents();
            QCOMPARE(posted.load(), before); // nothing arrives after the bridge is gone
        }
    }
};

LOOKAWAY_TEST(tst_session_bridge, SessionBridgeTest)
#include "tst_session_bridge.moc"
