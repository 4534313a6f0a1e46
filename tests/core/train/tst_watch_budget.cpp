// SPDX-License-Identifier: MIT
#include "train/WatchBudget.h"

#include "TestMain.h"

#include <QTest>

#include <chrono>

using namespace lookaway;
using Clock = WatchBudget::Clock;

class WatchBudgetTest : public QObject {
    Q_OBJECT

    /// Watches for `seconds` with a mini-batch every `interval`; gives the time spent and what was told.
    struct Told {
        double seconds = 0;
        int everything = 0;
        int pictures = 0;
    };
    static Told watch(double seconds, double interval, double costEverything, double costPictures)
    {
        WatchBudget budget;
        Told told;
        for (double t = 0; t < seconds; t += interval) {
            const Clock::time_point now(
                std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1000 + t)));
            const auto detail = budget.next(Watching::WithinBudget, now);
            const double cost = detail == WatchDetail::Everything ? costEverything
                : detail == WatchDetail::Pictures                 ? costPictures
                                                                  : 0;
            budget.spent(Watching::WithinBudget, detail, cost, now);
            told.seconds += cost;
            told.everything += detail == WatchDetail::Everything;
            told.pictures += detail == WatchDetail::Pictures;
        }
        return told;
    }

private Q_SLOTS:
    void whoKeepsEverythingGetsIt()
    {
        WatchBudget budget;
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(budget.next(Watching::Completely, Clock::time_point()), WatchDetail::Everything);
            budget.spent(Watching::Completely, WatchDetail::Everything, 10, Clock::time_point());
        }
        QCOMPARE(budget.next(Watching::Nobody, Clock::time_point()), WatchDetail::Nothing);
    }

    void aFastTrainingTellsAsOftenAsItMay()
    {
        // 50 mini-batches a second that cost 4 ms each to tell: 1 % of a second are 2.5 of them.
        const auto told = watch(100, 0.02, 0.004, 0.001);
        QVERIFY2(told.everything >= 240 && told.everything <= 252, qPrintable(QString::number(told.everything)));
        QVERIFY(told.seconds <= 0.0105 * 100);
        QCOMPARE(told.pictures, 0);
    }

    void aSlowTrainingStillShowsEveryMiniBatch()
    {
        // One a second; all of it costs 60 ms, the pictures alone 10 ms.
        const auto told = watch(1000, 1.05, 0.06, 0.01);
        QCOMPARE(told.everything + told.pictures, 953);
        QVERIFY(told.everything >= 5);
        QVERIFY2(told.seconds <= 0.0105 * 1000, qPrintable(QString::number(told.seconds)));
    }
};

LOOKAWAY_TEST(tst_watch_budget, WatchBudgetTest)
#include "tst_watch_budget.moc"
