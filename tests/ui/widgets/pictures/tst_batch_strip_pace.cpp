// SPDX-License-Identifier: MIT
// How often the batch strip draws, and how long it keeps the window from anything else.
#include "StripFixture.h"

#include "TestMain.h"

#include <QElapsedTimer>

#include <chrono>

using namespace lookaway;
using namespace lookaway::test;

class BatchStripPaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void latestWins()
    {
        BatchStrip strip;
        open(strip);
        QSignalSpy displayed(&viewOf(strip), &CardView::displayed);
        for (int i = 0; i < 40; ++i)
            strip.show(sampleBatch(4, 32, i));
        QTRY_VERIFY(displayed.count() > 0);
        QTRY_VERIFY(
            viewOf(strip).count() > 0 && viewOf(strip).card(0).origin.contains(QStringLiteral("mini-batch 40")));
        QVERIFY(displayed.count() <= 2);
        QCOMPARE(strip.history().size(), 40);
    }

    void drawingTakesAFiftiethOfTheTime()
    {
        BatchStrip strip;
        open(strip);
        CardView& view = viewOf(strip);
        QElapsedTimer timer;
        timer.start();
        std::vector<qint64> times;
        std::vector<qint64> pauses;
        connect(&view, &CardView::displayed, &view, [&] {
            times.push_back(timer.elapsed());
            pauses.push_back(std::min<qint64>(2000, view.displayCost().count() * 50 / 1000));
        });
        for (int i = 0; times.size() < 4 && timer.elapsed() < 10000; ++i) {
            strip.show(sampleBatch(8, 32, i));
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        }
        QVERIFY(times.size() >= 3);
        for (std::size_t i = 1; i < times.size(); ++i)
            QVERIFY2(
                times[i] - times[i - 1] >= pauses[i - 1] - 5, qPrintable(QString::number(times[i] - times[i - 1])));
    }

    void composesNothingWhileHidden()
    {
        BatchStrip strip;
        strip.resize(600, 400);
        strip.show(sampleBatch(4));
        QSignalSpy displayed(&viewOf(strip), &CardView::displayed);
        QCoreApplication::processEvents();
        QVERIFY(!displayed.wait(100));
        strip.show();
        QTRY_COMPARE(displayed.count(), 1);
    }

    void aLargeBatchHoldsNothingUp()
    {
        BatchStrip strip;
        open(strip);
        QSignalSpy displayed(&viewOf(strip), &CardView::displayed);
        strip.show(sampleBatch(64, 224));
        QElapsedTimer timer;
        qint64 longest = 0;
        while (displayed.isEmpty() && longest < 5000) {
            timer.start();
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
            longest = std::max(longest, timer.elapsed());
        }
        qInfo("longest turn of the event loop: %lld ms", static_cast<long long>(longest));
        // A frame and a generous margin for a loaded machine; composing all in view at once takes longer.
        QVERIFY2(longest < 100, qPrintable(QString::number(longest)));
    }
};

LOOKAWAY_TEST(tst_batch_strip_pace, BatchStripPaceTest)
#include "tst_batch_strip_pace.moc"
