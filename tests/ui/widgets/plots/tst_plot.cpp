// SPDX-License-Identifier: MIT
#include "SamplePlot.h"

#include "TestMain.h"

#include <QElapsedTimer>
#include <QHelpEvent>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QToolTip>

using namespace lookaway;
using namespace lookaway::test;

class PlotTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { applyTheme(*qApp, ThemeKind::Light); }

    void showsAllThatThereIs()
    {
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        show(plot);
        QCOMPARE(plot.xRange().low, 0.0);
        QVERIFY(isNear(plot.xRange().high, 10.15, 1e-9)); // 1.5 % room
        QVERIFY(isNear(plot.yRange().low, -60, 1e-9));    // 6 % of 0..1000 on both sides
        QVERIFY(isNear(plot.yRange().high, 1060, 1e-9));
    }

    void robustRangeLeavesOutliersOut()
    {
        Plot plot(QStringLiteral("Loss"));
        plot.addSeries(QStringLiteral("a"), QStringLiteral("Training"), { 0 });
        for (int x = 0; x <= 100; ++x)
            plot.append(QStringLiteral("a"), x, x == 50 ? 1e6 : x);
        plot.setRobust(true);
        show(plot);
        // Sorted: 0..49, 51..100, 1e6; percentile 2 is the third value, 98 the 99th: 2 and 99; 6 % of 97 beside them.
        QVERIFY(isNear(plot.yRange().low, 2 - 5.82, 1e-9));
        QVERIFY(isNear(plot.yRange().high, 99 + 5.82, 1e-9));
    }

    void logarithmicRangeStaysPositive()
    {
        Plot plot(QStringLiteral("Loss"));
        plot.addSeries(QStringLiteral("a"), QStringLiteral("Training"), { 0 });
        plot.setData(QStringLiteral("a"), { 0, 1, 2, 3 }, { 0, 0.01, 1, 100 });
        plot.setLogarithmic(true);
        show(plot);
        const double factor = std::pow(10.0, 4 * 0.06);
        QVERIFY(isNear(plot.yRange().low, 0.01 / factor, 1e-12));
        QVERIFY(isNear(plot.yRange().high, 100 * factor, 1e-9));
        plot.setLogarithmic(false);
        plot.flush();
        QVERIFY(plot.yRange().low < 0);
    }

    void markersTellWhatHappened()
    {
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        plot.setMarkers({ { 5, QStringLiteral("p: 0.5 → 0.8") } });
        plot.setBest(3);
        show(plot);
        const auto at = [&](double x) {
            const ValueRange range = plot.xRange();
            return pixelOf(plot, (x - range.low) / range.size(), 0.5);
        };
        QHelpEvent here(QEvent::ToolTip, at(5), plot.mapToGlobal(at(5)));
        QApplication::sendEvent(&plot, &here);
        QCOMPARE(QToolTip::text(), QStringLiteral("p: 0.5 → 0.8"));
        QHelpEvent elsewhere(QEvent::ToolTip, at(7), plot.mapToGlobal(at(7)));
        QApplication::sendEvent(&plot, &elsewhere);
        QTRY_VERIFY(QToolTip::text().isEmpty() || !QToolTip::isVisible());
    }

    void aRunThatWentBackLosesWhatCameAfter()
    {
        Plot plot(QStringLiteral("Loss"));
        plot.setAxisTitles(QStringLiteral("epoch"), QString());
        plot.addSeries(QStringLiteral("a"), QStringLiteral("Training"), { 0 });
        for (const double x : { 0.0, 1.0, 2.0, 3.0 })
            plot.append(QStringLiteral("a"), x, x);
        plot.append(QStringLiteral("a"), 2, 7);
        QCOMPARE(plot.csv(), QStringLiteral("line,epoch,value\nTraining,0,0\nTraining,1,1\nTraining,2,7\n"));
    }

    void drawsRarelyAndNotWhileHidden()
    {
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        QObject* canvas = plot.findChild<QObject*>(QStringLiteral("canvas"));
        QVERIFY(canvas);
        QCoreApplication::processEvents(); // QCustomPlot draws itself once when it is made
        QSignalSpy drawn(canvas, SIGNAL(afterReplot()));
        double x = 10;
        const auto growFor = [&](int milliseconds) {
            QElapsedTimer clock;
            clock.start();
            while (clock.elapsed() < milliseconds) {
                plot.append(QStringLiteral("a"), ++x, 1);
                QCoreApplication::processEvents();
            }
        };
        growFor(200);
        QCOMPARE(drawn.count(), 0);
        show(plot);
        QTRY_VERIFY(drawn.count() >= 1);
        growFor(150); // what showing the window still had to draw
        drawn.clear();
        growFor(1200);
        QVERIFY2(drawn.count() >= 1 && drawn.count() <= 20, qPrintable(QString::number(drawn.count())));
    }

    void aMillionPointsAreQuick()
    {
        Plot plot(QStringLiteral("Loss"));
        plot.addSeries(QStringLiteral("a"), QStringLiteral("Training"), { 0 });
        std::vector<double> xs(1000000);
        std::vector<double> ys(xs.size());
        for (std::size_t i = 0; i < xs.size(); ++i) {
            xs[i] = double(i);
            ys[i] = std::sin(double(i) * 1e-5) + std::sin(double(i));
        }
        plot.setData(QStringLiteral("a"), xs, ys);
        plot.setRobust(true);
        plot.setSmoothing(0.9);
        show(plot);
        plot.append(QStringLiteral("a"), 1e6, 0);
        QElapsedTimer clock;
        clock.start();
        plot.flush();
        QVERIFY2(clock.elapsed() < 500, qPrintable(QString::number(clock.elapsed()))); // 30 ms on a free core
    }

    void followsTheTheme()
    {
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        show(plot);
        const auto ground = [&] { return plot.grab().toImage().pixelColor(3, plot.height() - 4); };
        QCOMPARE(ground().name(), cardColor(plot.palette()).name());
        applyTheme(*qApp, ThemeKind::Dark);
        plot.flush();
        QCOMPARE(ground().name(), cardColor(plot.palette()).name());
        QVERIFY(ground().lightness() < 80);
    }

    void paintsNothingWithoutRoom()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("QPainter")));
        QWidget window;
        window.resize(400, 300);
        Plot plot(QStringLiteral("Loss"), &window);
        plot.addSeries(QStringLiteral("a"), QStringLiteral("training"), { 0 });
        plot.setData(QStringLiteral("a"), { 0, 1 }, { 1, 0.5 });
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        for (const QSize& size : { QSize(0, 0), QSize(0, 200), QSize(300, 0), QSize(300, 200) }) {
            plot.resize(size);
            plot.setSmoothing(0.5);
            plot.picture(); // what waits is drawn
            QCoreApplication::processEvents();
        }
        QVERIFY(plot.plotArea().width() > 100); // it has come back
    }
};

LOOKAWAY_TEST(tst_plot, PlotTest)
#include "tst_plot.moc"
