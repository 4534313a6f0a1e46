// SPDX-License-Identifier: MIT
#include "SamplePlot.h"

#include "TestMain.h"

#include <QSignalSpy>

using namespace lookaway;
using namespace lookaway::test;

class PlotPointingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { applyTheme(*qApp, ThemeKind::Light); }

    void legendClickHidesAndShows()
    {
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        show(plot);
        const QPoint entry = plot.legendRect(QStringLiteral("a")).center();
        QVERIFY(!entry.isNull());
        const QImage before = plot.grab(plot.legendRect(QStringLiteral("a"))).toImage();
        QTest::mouseClick(&plot, Qt::LeftButton, {}, entry);
        plot.flush();
        QVERIFY(!plot.isSeriesShown(QStringLiteral("a")));
        QVERIFY(plot.isSeriesShown(QStringLiteral("b")));
        QVERIFY(isNear(plot.yRange().high, 22, 1e-9)); // only the 20s are left: 10 % room
        QVERIFY(plot.grab(plot.legendRect(QStringLiteral("a"))).toImage() != before);
        QTest::mouseClick(&plot, Qt::LeftButton, {}, entry);
        QVERIFY(plot.isSeriesShown(QStringLiteral("a")));
        plot.setFocus();
        QTest::keyClick(&plot, Qt::Key_2);
        QVERIFY(!plot.isSeriesShown(QStringLiteral("b")));
    }

    void rubberBandZoomsAndDoubleClickResets()
    {
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        show(plot);
        const ValueRange xs = plot.xRange();
        const ValueRange ys = plot.yRange();
        drag(plot, pixelOf(plot, 0.25, 0.25), pixelOf(plot, 0.5, 0.75));
        QVERIFY(!plot.showsEverything());
        const double pixel = xs.size() / plot.plotArea().width();
        QVERIFY(isNear(plot.xRange().low, xs.low + 0.25 * xs.size(), 2 * pixel));
        QVERIFY(isNear(plot.xRange().high, xs.low + 0.5 * xs.size(), 2 * pixel));
        QVERIFY(isNear(plot.yRange().low, ys.low + 0.25 * ys.size(), 0.02 * ys.size()));
        QVERIFY(isNear(plot.yRange().high, ys.low + 0.75 * ys.size(), 0.02 * ys.size()));
        // Values that come do not move what somebody looks at.
        const ValueRange zoomed = plot.xRange();
        plot.append(QStringLiteral("a"), 11, 3);
        plot.flush();
        QCOMPARE(plot.xRange().high, zoomed.high);
        QTest::mouseDClick(&plot, Qt::LeftButton, {}, pixelOf(plot, 0.5, 0.5));
        plot.flush();
        QVERIFY(plot.showsEverything());
        QVERIFY(plot.xRange().high > 11);
    }

    void aClickIsNoZoom()
    {
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        show(plot);
        drag(plot, pixelOf(plot, 0.5, 0.5), pixelOf(plot, 0.5, 0.5) + QPoint(2, 2));
        QVERIFY(plot.showsEverything());
    }

    void flatDragZoomsAlongXAndYFollowsWhatIsVisible()
    {
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        show(plot);
        drag(plot, pixelOf(plot, 0.7, 0.5), pixelOf(plot, 0.98, 0.5) + QPoint(0, 1));
        QVERIFY(plot.xRange().low > 6.9);
        QVERIFY(plot.yRange().high < 25); // the outlier at x = 5 is out of sight
    }

    void wheelAndPan()
    {
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        show(plot);
        const ValueRange xs = plot.xRange();
        wheel(plot, pixelOf(plot, 0.5, 0.5), 2);
        QVERIFY(isNear(plot.xRange().size(), xs.size() * 0.85 * 0.85, 1e-6));
        QVERIFY(isNear(plot.xRange().low + plot.xRange().high, xs.low + xs.high, 0.1));
        const ValueRange ys = plot.yRange();
        wheel(plot, pixelOf(plot, 0.5, 0.5), -1, Qt::ControlModifier);
        QVERIFY(isNear(plot.yRange().size(), ys.size() / 0.85, 1e-3));
        const ValueRange zoomed = plot.xRange();
        const double perPixel = zoomed.size() / plot.plotArea().width();
        drag(plot, pixelOf(plot, 0.5, 0.5), pixelOf(plot, 0.5, 0.5) + QPoint(-40, 0), Qt::MiddleButton);
        QVERIFY(isNear(plot.xRange().low, zoomed.low + 40 * perPixel, 1e-6));
        drag(plot, pixelOf(plot, 0.5, 0.5), pixelOf(plot, 0.5, 0.5) + QPoint(40, 0), Qt::LeftButton, Qt::ShiftModifier);
        QVERIFY(isNear(plot.xRange().low, zoomed.low, 1e-6));
    }

    void keysZoomPanAndReset()
    {
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        show(plot);
        plot.setFocus();
        const ValueRange all = plot.xRange();
        QTest::keyClick(&plot, Qt::Key_Plus);
        QVERIFY(isNear(plot.xRange().size(), all.size() / 1.25, 1e-6));
        const ValueRange nearer = plot.xRange();
        QTest::keyClick(&plot, Qt::Key_Right);
        QVERIFY(isNear(plot.xRange().low, nearer.low + nearer.size() / 10, 1e-6));
        QTest::keyClick(&plot, Qt::Key_Minus);
        QVERIFY(isNear(plot.xRange().size(), all.size(), 1e-6));
        QTest::keyClick(&plot, Qt::Key_Home);
        plot.flush();
        QCOMPARE(plot.xRange().low, all.low);
        QCOMPARE(plot.xRange().high, all.high);
    }

    void readoutSaysTheValuesAndStaysInside()
    {
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        plot.setSmoothing(0.5);
        show(plot);
        QSignalSpy moved(&plot, &Plot::cursorMoved);
        for (const double share : { 0.0, 0.2, 0.5, 0.97 }) {
            QTest::mouseMove(&plot, pixelOf(plot, share, 0.9));
            QVERIFY(QRect(QPoint(), plot.size()).contains(plot.readoutRect()));
        }
        QCOMPARE(moved.count(), 4);
        plot.setCursorAt(2.1);
        const QStringList lines = plot.readout();
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines.at(0).contains(QLocale().toString(2.1, 'f', 2)));
        // x = 0, 1, 2 with weight 0.5: (0 * 0.25 + 1 * 0.5 + 2) / 1.75
        QVERIFY2(lines.at(1).contains(QLocale().toString(2.5 / 1.75, 'g', 4)), qPrintable(lines.at(1)));
        QVERIFY(lines.at(2).startsWith(QStringLiteral("Validation")));
        QVERIFY(lines.at(2).contains(QStringLiteral("20")));
        QVERIFY(plot.readoutRect().isEmpty()); // set from outside: no box
        plot.resize(200, 140);
        plot.flush();
        QTest::mouseMove(&plot, pixelOf(plot, 0.5, 0.5));
        QVERIFY(!plot.readoutRect().isEmpty());
        QVERIFY(QRect(QPoint(), plot.size()).contains(plot.readoutRect()));
    }
};

LOOKAWAY_TEST(tst_plot_pointing, PlotPointingTest)
#include "tst_plot_pointing.moc"
