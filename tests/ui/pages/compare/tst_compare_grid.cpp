// SPDX-License-Identifier: MIT
// The rows and columns of a comparison with mouse and keys.
#include "CompareFixture.h"

#include "pages/compare/CompareHeader.h"

#include "TestMain.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QGuiApplication>
#include <QInputDialog>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>

#include <algorithm>

using namespace lookaway;
using namespace lookaway::test;

class CompareGridTest : public QObject, protected CompareFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(train()); }
    void init() { open(); }
    void cleanup() { close(); }

    void fillsTheTable()
    {
        fill();
        QCOMPARE(titles(), (std::vector<std::string>{ "Input", "baseline", "baseline (2)" }));
        const QAbstractItemModelTester tester(grid().model());
        QCOMPARE(model().notes(0, 0).size(), std::size_t(0));
        const auto notes = model().notes(0, 2);
        QCOMPARE(notes.size(), std::size_t(3));
        QVERIFY(notes[0].mark != CompareModel::Note::Mark::None); // the folder's name is a class
        QTRY_VERIFY_WITH_TIMEOUT(model().notes(0, 2)[2].text.contains(QStringLiteral("overlap"))
                || model().notes(0, 2)[2].text.contains(QStringLiteral("no heat")),
            patience);
        // What is painted is said, too.
        QAccessibleInterface* table = QAccessible::queryAccessibleInterface(&grid());
        QVERIFY(table && table->tableInterface());
        QAccessibleInterface* cell = table->tableInterface()->cellAt(0, 1);
        QVERIFY(cell);
        QVERIFY2(cell->text(QAccessible::Name).contains(QStringLiteral("baseline")),
            qPrintable(cell->text(QAccessible::Name)));
        // Each map has its picture, and the input's is another one.
        const QImage map = grid().picture(0, 1);
        QCOMPARE(map.size(), QSize(32, 32));
        QVERIFY(map != grid().picture(0, 0));
    }

    void tellsWhichMapIsEmpty()
    {
        const auto said = [](std::vector<float> values, ComparedColumn::Kind kind) {
            HeatMap pair(int(values.size()), 1);
            pair.values = std::move(values);
            return whichIsEmpty(pair, kind);
        };
        using Kind = ComparedColumn::Kind;
        QCOMPARE(said({ 0, -0.5F }, Kind::Difference), QStringLiteral("no heat in this model"));
        QCOMPARE(said({ 0, 0.5F }, Kind::Difference), QStringLiteral("no heat in the reference"));
        QCOMPARE(said({ 0, 1 }, Kind::HotRegions), QStringLiteral("no heat in this model"));
        QCOMPARE(said({ 0, 2 }, Kind::HotRegions), QStringLiteral("no heat in the reference"));
        QCOMPARE(said({ 0, 0 }, Kind::Difference), QStringLiteral("no heat in both"));
        QCOMPARE(said({ 0, 0 }, Kind::HotRegions), QStringLiteral("no heat in both"));
    }

    void sizeAndZoomAreLinked()
    {
        fill();
        const int side = grid().side();
        wheel(*grid().viewport(), grid().pictureRect(0, 1).center(), 1, Qt::ControlModifier);
        QVERIFY(grid().side() > side);
        QTest::keyClick(&grid(), Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(grid().side(), side);
        for (int i = 0; i < 40; ++i)
            QTest::keyClick(&grid(), Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(grid().side(), CompareGrid::mostSide);
        for (int i = 0; i < 60; ++i)
            QTest::mouseClick(find<QToolButton>("smaller"), Qt::LeftButton);
        QCOMPARE(grid().side(), CompareGrid::leastSide);
        grid().setSide(200);
        // Into the pictures: the place below the mouse stays.
        const QRect shown = grid().pictureRect(0, 1);
        const QPoint place = shown.topLeft() + QPoint(50, 150);
        wheel(*grid().viewport(), place, 3, Qt::ControlModifier | Qt::ShiftModifier);
        const QRectF part = grid().sight().part();
        QVERIFY(part.width() < 0.6);
        QVERIFY(qAbs(part.x() + 0.25 * part.width() - 0.25) < 0.02);
        QVERIFY(qAbs(part.y() + 0.75 * part.height() - 0.75) < 0.02);
        // Dragging moves all.
        drag(*grid().viewport(), shown.center(), shown.center() - QPoint(20, 0));
        QVERIFY(grid().sight().part().x() > part.x());
        QTest::keyClick(&grid(), Qt::Key_0);
        QCOMPARE(grid().sight().part(), QRectF(0, 0, 1, 1));
    }

    void theRowIsReadOut()
    {
        fill();
        const QRect shown = grid().pictureRect(1, 1);
        mouse(*grid().viewport(), QEvent::MouseMove, shown.center(), Qt::NoButton, Qt::NoButton);
        QCOMPARE(grid().sight().hoveredRow, 1);
        QVERIFY(qAbs(grid().sight().hovered.x() - 0.5) < 0.02);
        QCOMPARE(model().valueAt(1, 0, { 0.5, 0.5 }), QStringLiteral("x 16, y 16"));
        const HeatMap& map = comparer().cell(1, 1)->map;
        const QString value = model().valueAt(1, 1, { (10 + 0.5) / map.width, (20 + 0.5) / map.height });
        QVERIFY2(qAbs(value.toDouble() - double(map.at(10, 20))) <= 0.01 * qAbs(double(map.at(10, 20))) + 1e-9,
            qPrintable(value));
        QVERIFY(!model().valueAt(1, 2, { 0.5, 0.5 }).isEmpty());
        mouse(*grid().viewport(), QEvent::MouseMove, grid().rect().bottomRight() - QPoint(40, 40), Qt::NoButton,
            Qt::NoButton);
        QCOMPARE(grid().sight().hoveredRow, -1);
    }

    void keysWalkAndMove()
    {
        fill();
        grid().setFocus();
        QTest::mouseClick(grid().viewport(), Qt::LeftButton, Qt::NoModifier, grid().pictureRect(0, 1).center());
        QCOMPARE(grid().currentIndex(), grid().model()->index(0, 1));
        QTest::keyClick(&grid(), Qt::Key_Right);
        QCOMPARE(grid().currentIndex().column(), 2);
        QTest::keyClick(&grid(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(titles(), (std::vector<std::string>{ "Input", "baseline (2)", "baseline" }));
        QCOMPARE(grid().currentIndex(), grid().model()->index(0, 1)); // it went along
        QCOMPARE(comparer().done(), comparer().total());
        QTest::keyClick(&grid(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(draft().spec.pictures[1].title, std::string("0"));
        QCOMPARE(grid().currentIndex().row(), 1);
        QTest::keyClick(&grid(), Qt::Key_Delete);
        QCOMPARE(comparer().rows(), 1);
        QTest::keyClick(&grid(), Qt::Key_Delete, Qt::ShiftModifier);
        QCOMPARE(titles(), (std::vector<std::string>{ "Input", "baseline" }));
        QCOMPARE(draft().spec.models.size(), std::size_t(1));
    }

    void titlesAreDragged()
    {
        fill();
        auto* columns = qobject_cast<CompareHeader*>(grid().horizontalHeader());
        const auto middle = [&](int column) {
            return QPoint(columns->sectionViewportPosition(column) + columns->sectionSize(column) / 2, 10);
        };
        drag(*columns->viewport(), middle(2), middle(0) - QPoint(60, 0));
        QCOMPARE(titles().front(), std::string("baseline (2)"));
        auto* rows = qobject_cast<CompareHeader*>(grid().verticalHeader());
        const auto height = [&](int row) {
            return QPoint(20, rows->sectionViewportPosition(row) + rows->sectionSize(row) / 2);
        };
        drag(*rows->viewport(), height(0), height(1) + QPoint(0, 60));
        QCOMPARE(draft().spec.pictures[0].title, std::string("1"));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(columns->visualIndex(i), i);
    }

    void commandsOfCells()
    {
        fill();
        QVERIFY(choose(0, 1, "copyPicture"));
        QCOMPARE(QGuiApplication::clipboard()->image().size(), QSize(32, 32));
        QVERIFY(choose(0, 1, "savePicture"));
        auto* dialog = find<QFileDialog>();
        QVERIFY(dialog);
        dialog->reject();
        QSignalSpy inspect(m_page.get(), &ComparePage::inspectWanted);
        QVERIFY(choose(0, 2, "inspect"));
        QCOMPARE(inspect.size(), 1);
        QCOMPARE(inspect[0][0].toString(), checkpoint());
        QCOMPARE(inspect[0][1].toString(), picture("red/0.png"));
        QTest::mouseDClick(grid().viewport(), Qt::LeftButton, Qt::NoModifier, grid().pictureRect(1, 1).center());
        QCOMPARE(inspect.size(), 2);
        QVERIFY(choose(-1, 2, "renameColumn"));
        auto* title = find<QInputDialog>();
        QVERIFY(title);
        title->setTextValue(QStringLiteral("after one epoch"));
        title->accept();
        QCOMPARE(titles()[2], std::string("after one epoch"));
        // A title that was only looked at goes on with its method.
        QVERIFY(choose(-1, 1, "renameColumn"));
        title = m_page->findChildren<QInputDialog*>().back();
        title->accept();
        QVERIFY(draft().spec.columns[1].title.empty());
        QVERIFY(choose(0, -1, "rowDown"));
        QCOMPARE(draft().spec.pictures[1].title, std::string("0"));
        QVERIFY(!choose(0, -1, "rowUp"));
        QVERIFY(choose(0, -1, "removeRow"));
        QCOMPARE(comparer().rows(), 1);
        QVERIFY(choose(-1, 2, "removeColumn"));
        QCOMPARE(draft().spec.models.size(), std::size_t(1));
    }

    void scrollsSmoothly()
    {
        fill();
        // 96 rows of two pictures and five columns.
        std::vector<ComparedPicture> pictures;
        for (const char* color : { "red", "green", "blue" })
            for (int i = 0; i < 24; ++i)
                pictures.push_back(
                    { picture(qPrintable(QStringLiteral("%1/%2.png").arg(QLatin1String(color)).arg(i))).toStdString(),
                        "", {}, {} });
        m_page->addPictures(pictures);
        // The first one that is new; those that were there before are above it.
        QCOMPARE(grid().rowAt(0), 2);
        QCOMPARE(model().rowHead(2).title, QStringLiteral("1")); // as the dropped ones, without ".png"
        await();
        auto* bar = grid().verticalScrollBar();
        QVERIFY(bar->maximum() > 10000);
        bar->setValue(0);
        std::vector<double> frames;
        for (int i = 0; i < 200; ++i) {
            QElapsedTimer clock;
            clock.start();
            bar->setValue(bar->value() + 37);
            grid().viewport()->repaint();
            QApplication::processEvents();
            frames.push_back(double(clock.nsecsElapsed()) / 1e6);
        }
        std::sort(frames.begin(), frames.end());
        QVERIFY2(frames[100] < 16, qPrintable(QString::number(frames[100])));
    }
};

LOOKAWAY_TEST(tst_compare_grid, CompareGridTest)
#include "tst_compare_grid.moc"
