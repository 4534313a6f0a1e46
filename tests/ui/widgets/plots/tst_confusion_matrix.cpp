// SPDX-License-Identifier: MIT
#include "widgets/plots/ConfusionMatrixView.h"

#include "TestMain.h"
#include "style/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QHelpEvent>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>
#include <QXmlStreamReader>

#include <memory>

using namespace lookaway;

namespace {

/// cat: 3 cat, 1 dog; dog: 2 dog; emu: nothing.
ConfusionMatrix animals()
{
    ConfusionMatrix matrix(3);
    for (int i = 0; i < 3; ++i)
        matrix.add(0, 0);
    matrix.add(0, 1);
    matrix.add(1, 1);
    matrix.add(1, 1);
    return matrix;
}

const QStringList kNames{ QStringLiteral("cat"), QStringLiteral("dog, wet"), QStringLiteral("emu") };

ConfusionMatrix large()
{
    ConfusionMatrix matrix(200);
    for (std::size_t i = 0; i < 200; ++i)
        for (std::size_t k = 0; k < 3; ++k)
            matrix.add(i, (i * (k + 1)) % 200);
    return matrix;
}

void show(ConfusionMatrixView& view, QSize size = { 420, 400 })
{
    view.resize(size);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class ConfusionMatrixTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { applyTheme(*qApp, ThemeKind::Light); }

    void writesSharesOrCounts()
    {
        MatrixPainter painter(animals(), kNames);
        painter.setTheme(QApplication::palette(), QApplication::font());
        QCOMPARE(painter.cellText(0, 0, 20), QStringLiteral("75"));
        QCOMPARE(painter.cellText(0, 1, 60), QLocale().toString(25.0, 'f', 1));
        QCOMPARE(painter.cellText(2, 2, 60), QString());
        QVERIFY(painter.describe(0, 1).contains(QStringLiteral("1 of 4")));
        QVERIFY(painter.describe(0, 1).contains(QStringLiteral("dog, wet")));
        QVERIFY(painter.describe(2, 0).contains(QStringLiteral("0 of 0")));
        painter.setNormalised(false);
        QCOMPARE(painter.cellText(0, 0, 20), QStringLiteral("3"));
        // The largest count is the full colour, nothing is the ground.
        QCOMPARE(painter.cellColor(0, 0).name(), accentColor(QApplication::palette()).name());
        QCOMPARE(painter.cellColor(2, 0).name(), QApplication::palette().color(QPalette::Base).name());
    }

    void clickActivatesTheCell()
    {
        ConfusionMatrixView view;
        view.setMatrix(animals(), kNames);
        show(view);
        QSignalSpy activated(&view, &ConfusionMatrixView::cellActivated);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.cellRect(0, 1).center());
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.at(0).at(0).toInt(), 0);
        QCOMPARE(activated.at(0).at(1).toInt(), 1);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(3, 3)); // beside the cells
        QCOMPARE(activated.count(), 1);
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, view.cellRect(0, 0).center());
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, view.cellRect(2, 2).center());
        QCOMPARE(activated.count(), 1); // thought better of it
    }

    void keysMoveAndActivate()
    {
        ConfusionMatrixView view;
        view.setMatrix(animals(), kNames);
        show(view);
        view.clearFocus();
        view.setFocus(Qt::TabFocusReason); // who comes by keyboard sees where she is
        QTRY_COMPARE(view.currentTruth(), 0);
        QCOMPARE(view.currentPredicted(), 0);
        QTest::keyClick(&view, Qt::Key_Right);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.currentTruth(), 1);
        QCOMPARE(view.currentPredicted(), 1);
        QVERIFY(view.accessibleDescription().contains(QStringLiteral("2 of 2")));
        QTest::keyClick(&view, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(view.currentTruth(), 2);
        QTest::keyClick(&view, Qt::Key_Right); // there is nothing further
        QCOMPARE(view.currentPredicted(), 2);
        QSignalSpy activated(&view, &ConfusionMatrixView::cellActivated);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.at(0).at(1).toInt(), 2);
    }

    void tellsACellInATip()
    {
        ConfusionMatrixView view;
        view.setMatrix(animals(), kNames);
        show(view);
        const QPoint at = view.cellRect(0, 1).center();
        QHelpEvent help(QEvent::ToolTip, at, view.viewport()->mapToGlobal(at));
        QApplication::sendEvent(view.viewport(), &help);
        QVERIFY2(QToolTip::text().contains(QStringLiteral("1 of 4")), qPrintable(QToolTip::text()));
    }

    void manyClassesScrollAndZoom()
    {
        ConfusionMatrixView view;
        QStringList names;
        for (int i = 0; i < 200; ++i)
            names << QStringLiteral("class number %1").arg(i);
        view.setMatrix(large(), names);
        show(view);
        QVERIFY(view.horizontalScrollBar()->maximum() > 0);
        QVERIFY(view.cellSize() >= 8);
        view.setCurrentCell(199, 199);
        QVERIFY(view.viewport()->rect().contains(view.cellRect(199, 199)));
        const int before = view.cellSize();
        const QPointF at = view.viewport()->rect().center();
        QWheelEvent wheel(at, view.viewport()->mapToGlobal(at), {}, { 0, 240 }, Qt::NoButton, Qt::ControlModifier,
            Qt::NoScrollPhase, false);
        QApplication::sendEvent(view.viewport(), &wheel);
        QVERIFY(view.cellSize() > before);
        QTest::keyClick(&view, Qt::Key_0);
        QCOMPARE(view.cellSize(), before);
        QTest::keyClick(&view, Qt::Key_Plus);
        QVERIFY(view.cellSize() > before);
        QElapsedTimer clock;
        clock.start();
        view.grab();
        QVERIFY2(clock.elapsed() < 300, qPrintable(QString::number(clock.elapsed())));
    }

    void exports()
    {
        QTemporaryDir folder;
        ConfusionMatrixView view;
        view.setMatrix(animals(), kNames);
        const auto path = [&](const char* name) { return folder.filePath(QString::fromLatin1(name)); };
        for (const char* name : { "m.pdf", "m.svg", "m.png", "m.csv" })
            QVERIFY(view.exportTo(path(name)).ok());
        QVERIFY(contentOf(path("m.pdf")).startsWith("%PDF-"));
        QXmlStreamReader svg(contentOf(path("m.svg")));
        QString texts;
        while (!svg.atEnd())
            if (svg.readNext() == QXmlStreamReader::Characters)
                texts += svg.text();
        QVERIFY(!svg.hasError());
        QVERIFY(texts.contains(QStringLiteral("dog, wet")) && texts.contains(QLocale().toString(75.0, 'f', 1)));
        QVERIFY(!QImage(path("m.png")).isNull());
        QCOMPARE(contentOf(path("m.csv")),
            QByteArray("true class,cat,\"dog, wet\",emu\ncat,3,1,0\n\"dog, wet\",0,2,0\nemu,0,0,0\n"));
    }

    void menuSwitchesToCounts()
    {
        ConfusionMatrixView view;
        view.setMatrix(animals(), kNames);
        QSignalSpy changed(&view, &ConfusionMatrixView::normalisedChanged);
        const std::unique_ptr<QMenu> menu(view.createMenu(nullptr));
        for (QAction* action : menu->actions())
            if (action->isCheckable() || action->text().startsWith(QStringLiteral("Copy Counts")))
                action->trigger();
        QCOMPARE(changed.count(), 1);
        QVERIFY(!view.isNormalised());
        QCOMPARE(QGuiApplication::clipboard()->text(), view.csv());
    }

    void nothingToShowIsSaid()
    {
        ConfusionMatrixView view;
        show(view);
        QTest::keyClick(&view, Qt::Key_Right);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.viewport()->rect().center());
        QCOMPARE(view.currentTruth(), -1);
        QVERIFY(!view.grab().isNull());
    }
};

LOOKAWAY_TEST(tst_confusion_matrix, ConfusionMatrixTest)
#include "tst_confusion_matrix.moc"
