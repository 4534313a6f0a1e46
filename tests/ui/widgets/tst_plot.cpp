// SPDX-License-Identifier: MIT
#include "widgets/Plot.h"

#include "TestMain.h"
#include "style/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFile>
#include <QHelpEvent>
#include <QMenu>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>
#include <QXmlStreamReader>

#include <cmath>

using namespace lookaway;

namespace {

/// Two lines over x = 0..10; "a" holds an outlier of 1000 at x = 5.
void fill(Plot& plot)
{
    plot.setAxisTitles(QStringLiteral("epoch"), QString());
    plot.addSeries(QStringLiteral("a"), QStringLiteral("Training"), { 0 });
    plot.addSeries(QStringLiteral("b"), QStringLiteral("Validation"), { 1, Qt::DashLine, PlotSymbol::Square, false });
    for (int x = 0; x <= 10; ++x) {
        plot.append(QStringLiteral("a"), x, x == 5 ? 1000 : x);
        plot.append(QStringLiteral("b"), x, 20);
    }
}

void show(Plot& plot)
{
    plot.resize(600, 400);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    plot.flush();
}

QPoint pixelOf(const Plot& plot, double shareX, double shareY)
{
    const QRect area = plot.plotArea();
    return { area.left() + qRound(shareX * area.width()), area.top() + qRound(shareY * area.height()) };
}

void drag(Plot& plot, QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton, Qt::KeyboardModifiers keys = {})
{
    QTest::mousePress(&plot, button, keys, from);
    QTest::mouseMove(&plot, (from + to) / 2);
    // QTest::mouseMove() tells of no buttons; what a widget gets from a mouse does.
    QMouseEvent move(QEvent::MouseMove, to, plot.mapToGlobal(to), Qt::NoButton, button, keys);
    QApplication::sendEvent(&plot, &move);
    QTest::mouseRelease(&plot, button, keys, to);
    plot.flush();
}

void wheel(Plot& plot, QPoint at, int turns, Qt::KeyboardModifiers keys = {})
{
    QWheelEvent event(at, plot.mapToGlobal(at), {}, { 0, 120 * turns }, Qt::NoButton, keys, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&plot, &event);
    plot.flush();
}

bool isNear(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

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

    void exportsFiles()
    {
        QTemporaryDir folder;
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        show(plot);
        const QImage screen = plot.grab().toImage();
        const auto path = [&](const char* name) { return folder.filePath(QString::fromLatin1(name)); };
        for (const char* name : { "a.pdf", "a.svg", "a.png", "a.csv" })
            QVERIFY(plot.exportTo(path(name)).ok());
        const QByteArray pdf = contentOf(path("a.pdf"));
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.contains("/FontFile2")); // embedded
        QXmlStreamReader svg(contentOf(path("a.svg")));
        QString texts;
        while (!svg.atEnd())
            if (svg.readNext() == QXmlStreamReader::Characters)
                texts += svg.text();
        QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
        QVERIFY(texts.contains(QStringLiteral("Training")) && texts.contains(QStringLiteral("Validation")));
        QCOMPARE(QImage(path("a.png")).size(), plot.size() * 2);
        const QByteArray csv = contentOf(path("a.csv"));
        QVERIFY(csv.startsWith("line,epoch,value\nTraining,0,0\nTraining,1,1\n"));
        QVERIFY(csv.contains("Training,5,1000\n") && csv.endsWith("Validation,10,20\n"));
        QCOMPARE(plot.grab().toImage(), screen); // the colours of paper are gone again
    }

    void pdfTextIsText()
    {
        const QString tool = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
        if (tool.isEmpty())
            QSKIP("pdftotext is not installed");
        QTemporaryDir folder;
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        show(plot);
        QVERIFY(plot.exportTo(folder.filePath(QStringLiteral("a.pdf"))).ok());
        QProcess process;
        process.start(tool, { folder.filePath(QStringLiteral("a.pdf")), QStringLiteral("-") });
        QVERIFY(process.waitForFinished());
        const QByteArray text = process.readAllStandardOutput();
        QVERIFY(text.contains("Training") && text.contains("Validation") && text.contains("Loss"));
    }

    void saysWhyAFileCannotBeWritten()
    {
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        for (const char* name : { "a.pdf", "a.csv" }) {
            const auto saved = plot.exportTo(QStringLiteral("/nowhere/at/all/") + QString::fromLatin1(name));
            QVERIFY(!saved.ok());
            QVERIFY(saved.error().what.find("/nowhere/at/all/") != std::string::npos);
        }
    }

    void csvQuotesAndSmooths()
    {
        Plot plot(QStringLiteral("Loss"));
        plot.setAxisTitles(QStringLiteral("epoch"), QString());
        plot.addSeries(QStringLiteral("a"), QStringLiteral("run \"a\", first"), { 0 });
        plot.setData(QStringLiteral("a"), { 0.5, 1 }, { 4, 10 });
        plot.setSmoothing(0.5);
        plot.flush();
        QCOMPARE(plot.csv(),
            QStringLiteral(
                "line,epoch,value,smoothed\n\"run \"\"a\"\", first\",0.5,4,4\n\"run \"\"a\"\", first\",1,10,8\n"));
    }

    void menuOffersEverythingAndWorks()
    {
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        show(plot);
        const std::unique_ptr<QMenu> menu(plot.createMenu(nullptr));
        const auto action = [&](const QString& text) -> QAction* {
            for (QAction* one : menu->actions())
                if (one->text().startsWith(text))
                    return one;
            return nullptr;
        };
        for (const char* text : { "Save as PDF", "Save as SVG", "Save as PNG", "Save as CSV", "Lines" })
            QVERIFY2(action(QString::fromLatin1(text)), text);
        action(QStringLiteral("Copy Values"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), plot.csv());
        action(QStringLiteral("Copy Picture"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->image().size(), plot.size() * 2);
        action(QStringLiteral("Logarithmic"))->trigger();
        QVERIFY(plot.isLogarithmic());
        action(QStringLiteral("Ignore"))->trigger();
        QVERIFY(plot.isRobust());
        QAction* validation = action(QStringLiteral("Lines"))->menu()->actions().at(1);
        QVERIFY(validation->isChecked());
        validation->trigger();
        QVERIFY(!plot.isSeriesShown(QStringLiteral("b")));
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
};

LOOKAWAY_TEST(tst_plot, PlotTest)
#include "tst_plot.moc"
