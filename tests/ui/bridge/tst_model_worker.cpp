// SPDX-License-Identifier: MIT
#include "bridge/ModelWorker.h"

#include "TestMain.h"

#include <QTest>

#include <atomic>
#include <future>

using namespace lookaway;

using Model = ModelWorker::Model;
using Task = ModelWorker::Task;
using Pace = ModelWorker::Pace;

class ModelWorkerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void worksElsewhereAndAnswersHere()
    {
        QObject view;
        ModelWorker worker;
        const auto here = std::this_thread::get_id();
        std::thread::id there;
        QStringList heard;
        worker.ask(&view, Pace::Quick, [&](Model&, const Task& task) {
            there = std::this_thread::get_id();
            task.post([&] {
                QCOMPARE(std::this_thread::get_id(), here);
                heard << QStringLiteral("first");
            });
            task.post([&] { heard << QStringLiteral("second"); });
        });
        QTRY_COMPARE(heard, (QStringList{ "first", "second" }));
        QVERIFY(there != here);
    }

    void theLatestCounts()
    {
        QObject view;
        ModelWorker worker;
        std::promise<void> begun;
        bool early = false;
        bool late = false;
        std::atomic<bool> told{ false };
        worker.ask(&view, Pace::Slow, [&](Model&, const Task& task) {
            begun.set_value();
            while (!task.cancel.cancelled())
                std::this_thread::yield();
            told = true;
            task.post([&] { early = true; });
        });
        begun.get_future().wait();
        for (int i = 0; i < 100; ++i) // as a slider asks: only the last of these is done
            worker.ask(&view, Pace::Quick, [&, i](Model&, const Task& task) {
                QCOMPARE(i, 99);
                task.post([&] { late = true; });
            });
        QTRY_VERIFY(late);
        QVERIFY(told);
        QVERIFY(!early);
    }

    void whatWasSaidByAReplacedWorkIsNotDelivered()
    {
        QObject view;
        ModelWorker worker;
        std::promise<void> said;
        bool stale = false;
        bool fresh = false;
        worker.ask(&view, Pace::Quick, [&](Model&, const Task& task) {
            task.post([&] { stale = true; }); // waits in the event queue: this thread is the GUI thread
            said.set_value();
        });
        said.get_future().wait();
        worker.ask(&view, Pace::Quick, [&](Model&, const Task& task) { task.post([&] { fresh = true; }); });
        QTRY_VERIFY(fresh);
        QVERIFY(!stale);
    }

    void quickWorksOvertakeSlowOnes()
    {
        QObject first;
        QObject slow;
        QObject quick;
        ModelWorker worker;
        std::promise<void> gate;
        QStringList order;
        worker.ask(&first, Pace::Slow, [&](Model&, const Task&) { gate.get_future().wait(); });
        worker.ask(
            &slow, Pace::Slow, [&](Model&, const Task& task) { task.post([&] { order << QStringLiteral("slow"); }); });
        worker.ask(&quick, Pace::Quick,
            [&](Model&, const Task& task) { task.post([&] { order << QStringLiteral("quick"); }); });
        gate.set_value();
        QTRY_COMPARE(order, (QStringList{ "quick", "slow" }));
    }

    void aSlowWorkGivesWayToQuickOnes()
    {
        QObject first;
        QObject second;
        QObject third;
        ModelWorker worker;
        std::promise<void> begun;
        std::atomic<bool> quickDone{ false };
        QStringList order;
        worker.ask(&first, Pace::Slow, [&](Model&, const Task& task) {
            begun.set_value();
            while (!quickDone && !task.cancel.cancelled()) {
                task.giveWay();
                std::this_thread::yield();
            }
            task.post([&] { order << QStringLiteral("slow"); });
        });
        begun.get_future().wait();
        // Another slow one has to wait, and so has what is slow behind it.
        worker.ask(&second, Pace::Slow,
            [&](Model&, const Task& task) { task.post([&] { order << QStringLiteral("next slow"); }); });
        worker.ask(&third, Pace::Quick, [&](Model&, const Task& task) {
            task.giveWay(); // of no use to a quick one
            task.post([&] { order << QStringLiteral("quick"); });
            quickDone = true;
        });
        QTRY_COMPARE(order, (QStringList{ "quick", "slow", "next slow" }));
    }

    void nothingChangesTheModelInTheMidstOfAWork()
    {
        QObject slow;
        QObject change;
        QObject quick;
        ModelWorker worker;
        std::promise<void> begun;
        std::promise<void> asked;
        QStringList order;
        worker.ask(&slow, Pace::Slow, [&](Model&, const Task& task) {
            begun.set_value();
            asked.get_future().wait();
            task.giveWay(); // a change waits, and the quick one behind it is for the changed model
            task.post([&] { order << QStringLiteral("slow"); });
        });
        begun.get_future().wait();
        worker.ask(&quick, Pace::Quick,
            [&](Model&, const Task& task) { task.post([&] { order << QStringLiteral("quick"); }); });
        worker.ask(&change, Pace::Change,
            [&](Model&, const Task& task) { task.post([&] { order << QStringLiteral("change"); }); });
        asked.set_value();
        QTRY_COMPARE(order, (QStringList{ "slow", "change", "quick" }));
    }

    void aViewMayAskForSomethingQuickInsteadOfItsSlowWork()
    {
        QObject view;
        ModelWorker worker;
        std::promise<void> begun;
        bool slowSaid = false;
        bool quickSaid = false;
        worker.ask(&view, Pace::Slow, [&](Model&, const Task& task) {
            begun.set_value();
            while (!task.cancel.cancelled())
                task.giveWay();
            task.giveWay();
            task.post([&] { slowSaid = true; });
        });
        begun.get_future().wait();
        worker.ask(&view, Pace::Quick, [&](Model&, const Task& task) { task.post([&] { quickSaid = true; }); });
        QTRY_VERIFY(quickSaid);
        QVERIFY(!slowSaid);
    }

    void aViewThatGoesStopsItsWork()
    {
        auto view = std::make_unique<QObject>();
        QObject other;
        ModelWorker worker;
        std::promise<void> begun;
        bool heard = false;
        worker.ask(view.get(), Pace::Slow, [&](Model&, const Task& task) {
            begun.set_value();
            while (!task.cancel.cancelled()) // ends because the view is gone
                std::this_thread::yield();
            task.post([&] { heard = true; });
        });
        begun.get_future().wait();
        view.reset();
        bool next = false;
        worker.ask(&other, Pace::Slow, [&](Model&, const Task& task) { task.post([&] { next = true; }); });
        QTRY_VERIFY(next);
        QVERIFY(!heard);
    }

    void mayEndAtAnyMoment()
    {
        QObject view;
        QObject other;
        bool heard = false;
        for (int round = 0; round < 50; ++round) {
            ModelWorker worker;
            worker.ask(&view, Pace::Slow, [&](Model&, const Task& task) {
                task.post([&] { heard = true; });
                while (!task.cancel.cancelled())
                    std::this_thread::yield();
            });
            worker.ask(&other, Pace::Quick, [&](Model&, const Task& task) { task.post([&] { heard = true; }); });
        }
        QCoreApplication::processEvents();
        QVERIFY(!heard);
    }

    void cancelDropsWhatWaits()
    {
        QObject first;
        QObject second;
        ModelWorker worker;
        std::promise<void> gate;
        bool ran = false;
        bool over = false;
        worker.ask(&first, Pace::Quick, [&](Model&, const Task& task) {
            gate.get_future().wait();
            task.post([&] { over = true; });
        });
        worker.ask(&second, Pace::Quick, [&](Model&, const Task&) { ran = true; });
        worker.cancel(&second);
        gate.set_value();
        QTRY_VERIFY(over);
        QVERIFY(!ran);
    }

    void throttlesProgress()
    {
        Throttle throttle;
        QVERIFY(throttle.passes());
        QVERIFY(!throttle.passes());
        QVERIFY(QTest::qWaitFor([&] { return throttle.passes(); }));
    }
};

LOOKAWAY_TEST(tst_model_worker, ModelWorkerTest)
#include "tst_model_worker.moc"
