// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "session/Session.h"

#include <c10/util/Exception.h>

#include <QTest>

#include <condition_variable>
#include <future>
#include <mutex>
#include <new>
#include <stdexcept>
#include <thread>

using namespace lookaway;

namespace {

/// Keeps what a session tells; the sink is called on its thread.
class Heard {
public:
    EventSink sink()
    {
        return [this](const Event& event) {
            const std::lock_guard lock(m_mutex);
            m_events.push_back(event);
        };
    }
    std::vector<Event> events()
    {
        const std::lock_guard lock(m_mutex);
        return m_events;
    }
    RunFinished last()
    {
        const auto all = events();
        return all.empty() ? RunFinished{} : std::get<RunFinished>(all.back());
    }

private:
    std::mutex m_mutex;
    std::vector<Event> m_events;
};

/// Works until it is cancelled, as training does.
Result<std::string> workForever(JobContext& context)
{
    while (!context.token.cancelled())
        std::this_thread::yield();
    return cancelled();
}

} // namespace

class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void completesWithReport()
    {
        Heard heard;
        Session session(heard.sink());
        QVERIFY(!session.running());
        QVERIFY(session
                    .start([](JobContext& context) {
                        context.emit(Progress{ "counting", 1, 2 });
                        return Result<std::string>("report.json");
                    })
                    .ok());
        session.wait();
        QVERIFY(!session.running());
        QCOMPARE(heard.events().size(), std::size_t(2));
        QVERIFY(heard.last().outcome == RunFinished::Outcome::Completed);
        QCOMPARE(heard.last().report, std::string("report.json"));
    }

    void failureIsASentence_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("result") << 0 << "The file is missing.";
        QTest::newRow("std::exception") << 1 << "Something unexpected happened: broken";
        QTest::newRow("bad_alloc") << 2 << "The memory of the machine or the device does not suffice.";
        QTest::newRow("c10::Error") << 3 << "LibTorch failed: shapes differ";
        QTest::newRow("device memory") << 4 << "The memory of the machine or the device does not suffice.";
        QTest::newRow("anything") << 5 << "Something unexpected happened.";
    }
    void failureIsASentence()
    {
        QFETCH(int, kind);
        QFETCH(QString, sentence);
        Heard heard;
        Session session(heard.sink());
        std::string trace;
        const auto job = [&](JobContext& context) -> Result<std::string> {
            context.atEnd = [&](const RunFinished&, const std::string& text) { trace = text; };
            switch (kind) {
            case 0:
                return fail("The file is missing.", "Look for it.");
            case 1:
                throw std::runtime_error("broken");
            case 2:
                throw std::bad_alloc();
            case 3:
                TORCH_CHECK(false, "shapes differ");
            case 4:
                TORCH_CHECK(false, "CUDA out of memory. Tried to allocate 2 GiB");
            default:
                throw 3;
            }
        };
        QVERIFY(session.start(job).ok());
        session.wait();
        QVERIFY(heard.last().outcome == RunFinished::Outcome::Failed);
        QCOMPARE(heard.last().error.what, sentence.toStdString());
        QCOMPARE(trace.empty(), kind == 0);
        QVERIFY(!QString::fromStdString(heard.last().error.what).contains(".cpp"));
        QVERIFY(session.start([](JobContext&) { return Result<std::string>(std::string()); }).ok()); // lives on
        session.wait();
        QVERIFY(heard.last().outcome == RunFinished::Outcome::Completed);
    }

    void cancelledIsNotFailed()
    {
        Heard heard;
        Session session(heard.sink());
        QVERIFY(session.start(workForever).ok());
        session.requestStop();
        session.wait();
        QVERIFY(heard.last().outcome == RunFinished::Outcome::Cancelled);
        // A fresh source per run: the old request does not reach the next one.
        QVERIFY(session
                    .start([](JobContext& context) {
                        return Result<std::string>(context.token.cancelled() ? "cancelled" : "free");
                    })
                    .ok());
        session.wait();
        QCOMPARE(heard.last().report, std::string("free"));
    }

    void secondRunIsRefused()
    {
        Heard heard;
        Session session(heard.sink());
        QVERIFY(session.start(workForever).ok());
        const auto second = session.start(workForever);
        QVERIFY(!second.ok());
        QCOMPARE(second.error().what, std::string("A run is going on already."));
        session.requestStop();
        session.wait();
    }

    void changesReachTheMailboxOnce()
    {
        Heard heard;
        Session session(heard.sink());
        QVERIFY(!session.change({ 0.5 }).ok()); // nothing to change
        std::promise<SettingsChange> seen;
        std::promise<void> changed;
        QVERIFY(session
                    .start([&](JobContext& context) {
                        changed.get_future().wait();
                        seen.set_value(context.control.takeChange());
                        return workForever(context);
                    })
                    .ok());
        QVERIFY(!session.change({ 0.75 }).ok()); // p out of range
        SettingsChange wrong;
        wrong.threshold = 1;
        QVERIFY(!session.change(wrong).ok());
        wrong = {};
        wrong.learningRate = 0;
        QVERIFY(!session.change(wrong).ok());
        SettingsChange good;
        good.p = 0.5;
        good.fill = FillKind::Blur;
        QVERIFY(session.change(good).ok());
        changed.set_value();
        const auto change = seen.get_future().get();
        QCOMPARE(*change.p, 0.5);
        QVERIFY(change.fill == FillKind::Blur && !change.threshold && !change.learningRate);
        session.requestStop();
        session.wait();
        QVERIFY(!session.change(good).ok());
    }

    void pauseResumeStopAndKeep()
    {
        Heard heard;
        Session session(heard.sink());
        session.pause(); // without a run: nothing happens
        std::promise<void> paused;
        QVERIFY(session
                    .start([&](JobContext& context) {
                        while (!context.control.paused())
                            std::this_thread::yield();
                        paused.set_value();
                        context.control.waitWhilePaused(context.token);
                        while (!context.control.stopRequested())
                            std::this_thread::yield();
                        return Result<std::string>("kept");
                    })
                    .ok());
        session.pause();
        paused.get_future().wait();
        session.resume();
        session.stopAndKeep();
        session.wait();
        QCOMPARE(heard.last().report, std::string("kept"));
    }

    void watchingIsAsked()
    {
        Heard heard;
        Session session(heard.sink());
        session.watchBatches(true);
        QVERIFY(session.start([](JobContext& c) { return Result<std::string>(c.watched() ? "yes" : "no"); }).ok());
        session.wait();
        QCOMPARE(heard.last().report, std::string("yes"));
    }

    void resourcesAreFreeWhenTheEndIsTold()
    {
        auto held = std::make_shared<int>(1);
        std::weak_ptr<int> watch = held;
        bool free = false;
        Session session([&](const Event& event) {
            if (std::holds_alternative<RunFinished>(event))
                free = watch.expired();
        });
        QVERIFY(session
                    .start([held = std::move(held)](JobContext& context) {
                        context.atEnd = [held](const RunFinished&, const std::string&) {};
                        return Result<std::string>(std::string());
                    })
                    .ok());
        session.wait();
        QVERIFY(free);
    }

    void canBeDestroyedAtAnyMoment()
    {
        for (int round = 0; round < 200; ++round) {
            Heard heard;
            {
                Session session(heard.sink());
                QVERIFY(session
                            .start([round](JobContext& context) {
                                for (int i = 0; i < round; ++i)
                                    context.emit(Progress{ "round", i, round });
                                return round % 3 ? workForever(context) : Result<std::string>(std::string());
                            })
                            .ok());
                if (round % 2)
                    session.pause();
            }
            QVERIFY(std::holds_alternative<RunFinished>(heard.events().back()));
        }
    }

    void manyHandsOnOneSession()
    {
        Heard heard;
        Session session(heard.sink());
        std::vector<std::thread> hands;
        hands.reserve(4);
        for (int hand = 0; hand < 4; ++hand)
            hands.emplace_back([&] {
                for (int i = 0; i < 100; ++i) {
                    (void)session.start(workForever);
                    (void)session.change({ 0.5 });
                    session.pause();
                    session.resume();
                    session.requestStop();
                    session.wait();
                }
            });
        for (auto& hand : hands)
            hand.join();
        session.requestStop();
        session.wait();
        QVERIFY(!session.running());
        QVERIFY(heard.last().outcome == RunFinished::Outcome::Cancelled);
    }
};

LOOKAWAY_TEST(tst_session, TestSession)
#include "tst_session.moc"
