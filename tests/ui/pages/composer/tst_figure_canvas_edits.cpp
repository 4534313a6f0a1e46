// SPDX-License-Identifier: MIT
// What the figure's canvas says the person wants done, with real mouse and keys.
#include "CanvasFixture.h"
#include "TestMain.h"

#include <QLineEdit>
#include <QSignalSpy>

#include <cmath>

using namespace lookaway;
using namespace lookaway::test;

class FigureCanvasEditsTest : public QObject, private CanvasFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { openCanvas(); }
    void cleanup() { m_canvas.reset(); }

    void dragsColumns_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("over");
        QTest::addColumn<double>("side"); // of the column's middle that the mouse is let go at
        QTest::addColumn<int>("to");      // -1 = nothing happens
        QTest::newRow("right") << 1 << 3 << 0.3 << 3;
        QTest::newRow("right, before") << 1 << 3 << -0.3 << 2;
        QTest::newRow("left") << 2 << 0 << -0.3 << 0;
        QTest::newRow("left, after") << 2 << 0 << 0.3 << 1;
        QTest::newRow("onto itself") << 1 << 1 << 0.4 << -1;
    }
    void dragsColumns()
    {
        QFETCH(int, from);
        QFETCH(int, over);
        QFETCH(double, side);
        QFETCH(int, to);
        QSignalSpy moved(m_canvas.get(), &FigureCanvas::moved);
        const double width = m_canvas->onScreen(m_canvas->boxOf(FigureAxis::Column, over)).width();
        drag(title(from), title(over) + QPoint(qRound(side * width), 0));
        QCOMPARE(moved.count(), to < 0 ? 0 : 1);
        if (to < 0)
            return;
        QCOMPARE(moved[0][0].value<FigureAxis>(), FigureAxis::Column);
        QCOMPARE(moved[0][1].toInt(), from);
        QCOMPARE(moved[0][2].toInt(), to);
        QVERIFY((m_canvas->selection() == FigureSelection{ -1, to }));
    }

    void dragsRowsByTheirPictures()
    {
        QSignalSpy moved(m_canvas.get(), &FigureCanvas::moved);
        const auto below = [this](
                               int row) { return m_canvas->onScreen(m_canvas->boxOf(FigureAxis::Row, row)).bottom(); };
        drag(picture(0, 1), { picture(2, 1).x() + 5, qRound(below(2)) - 3 });
        QCOMPARE(moved.count(), 1);
        QCOMPARE(moved[0][0].value<FigureAxis>(), FigureAxis::Row);
        QCOMPARE(moved[0][1].toInt(), 0);
        QCOMPARE(moved[0][2].toInt(), 2);
        drag(picture(1, 3), picture(1, 0)); // sideways: the column
        QCOMPARE(moved[1][0].value<FigureAxis>(), FigureAxis::Column);
        drag(rowTitle(2), rowTitle(0) - QPoint(0, 10));
        QCOMPARE(moved[2][0].value<FigureAxis>(), FigureAxis::Row);
        QCOMPARE(moved[2][2].toInt(), 0);
    }

    void aDragCanBeCalledOff()
    {
        QSignalSpy moved(m_canvas.get(), &FigureCanvas::moved);
        QTest::mousePress(paper(), Qt::LeftButton, {}, title(0));
        QTest::mouseMove(paper(), title(2));
        const QImage dragging = paper()->grab().toImage();
        key(Qt::Key_Escape);
        QVERIFY(paper()->grab().toImage() != dragging); // the mark where it would go is gone
        QTest::mouseRelease(paper(), Qt::LeftButton, {}, title(2));
        QCOMPARE(moved.count(), 0);
    }

    void movesByKey()
    {
        QSignalSpy moved(m_canvas.get(), &FigureCanvas::moved);
        click(title(1));
        key(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(moved.count(), 1);
        QCOMPARE(moved[0][1].toInt(), 1);
        QCOMPARE(moved[0][2].toInt(), 0);
        key(Qt::Key_Left, Qt::AltModifier); // it is the first one
        QCOMPARE(moved.count(), 1);
        QVERIFY((m_canvas->selection() == FigureSelection{ -1, 0 }));
        click(rowTitle(0));
        key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(moved.count(), 2);
        QCOMPARE(moved[1][0].value<FigureAxis>(), FigureAxis::Row);
        QSignalSpy removed(m_canvas.get(), &FigureCanvas::removeRequested);
        key(Qt::Key_Delete);
        QCOMPARE(removed.count(), 1);
    }

    void editsTitlesInPlace()
    {
        QSignalSpy wanted(m_canvas.get(), &FigureCanvas::renameRequested);
        QSignalSpy edited(m_canvas.get(), &FigureCanvas::titleEdited);
        QTest::mouseDClick(paper(), Qt::LeftButton, {}, title(1));
        QCOMPARE(wanted.count(), 1);
        m_canvas->editTitle(FigureAxis::Column, 1, QStringLiteral("baseline"));
        auto* edit = m_canvas->findChild<QLineEdit*>(QStringLiteral("titleInPlace"));
        QVERIFY(edit && edit->isVisible());
        QVERIFY(edit->geometry().intersects(QRect(title(1), QSize(1, 1))));
        QVERIFY(paper()->rect().contains(edit->geometry()));
        QCOMPARE(edit->selectedText(), QStringLiteral("baseline"));
        QTest::keyClicks(edit, QStringLiteral("Baseline (ours)"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(edited.count(), 1);
        QCOMPARE(edited[0][1].toInt(), 1);
        QCOMPARE(edited[0][2].toString(), QStringLiteral("Baseline (ours)"));
        QVERIFY(m_canvas->hasFocus());
        // F2 asks for it, too; Esc keeps the old one; so does Enter with nothing typed.
        click(rowTitle(1));
        key(Qt::Key_F2);
        QCOMPARE(wanted.count(), 2);
        QCOMPARE(wanted[1][0].value<FigureAxis>(), FigureAxis::Row);
        for (const auto last : { Qt::Key_Escape, Qt::Key_Return }) {
            m_canvas->editTitle(FigureAxis::Row, 1, QStringLiteral("x"));
            edit = m_canvas->findChild<QLineEdit*>(QStringLiteral("titleInPlace"));
            if (last == Qt::Key_Escape)
                QTest::keyClicks(edit, QStringLiteral("yz"));
            QTest::keyClick(edit, last);
            QVERIFY(!m_canvas->findChild<QLineEdit*>(QStringLiteral("titleInPlace")));
        }
        QCOMPARE(edited.count(), 1);
        // A click elsewhere takes what was typed.
        m_canvas->editTitle(FigureAxis::Row, 0, QStringLiteral("x"));
        QTest::keyClicks(m_canvas->findChild<QLineEdit*>(QStringLiteral("titleInPlace")), QStringLiteral("dog"));
        click(title(0));
        QCOMPARE(edited.count(), 2);
        QCOMPARE(edited[1][2].toString(), QStringLiteral("dog"));
    }

    void cropsByABox()
    {
        QSignalSpy cropped(m_canvas.get(), &FigureCanvas::cropped);
        QSignalSpy hinted(m_canvas.get(), &FigureCanvas::hinted);
        m_canvas->setCropping(true);
        QVERIFY(hinted.last()[0].toString().contains(QStringLiteral("Esc")));
        QRectF box;
        for (const auto& item : m_canvas->figure()->layout.items)
            if (item.role == FigureLayout::Role::Picture && item.row == 1 && item.column == 2)
                box = m_canvas->onScreen(item.box);
        const QPoint from = (box.topLeft() + QPointF(box.width() * 0.25, box.height() * 0.5)).toPoint();
        drag(from, box.bottomRight().toPoint() + QPoint(40, 40)); // beyond the picture's corner
        QCOMPARE(cropped.count(), 1);
        QCOMPARE(cropped[0][0].toInt(), 1);
        const QRectF part = cropped[0][1].toRectF();
        QVERIFY(std::abs(part.x() - 0.25) < 0.02 && std::abs(part.y() - 0.5) < 0.02);
        QVERIFY(std::abs(part.right() - 1) < 1e-6 && std::abs(part.bottom() - 1) < 1e-6);
        click(from); // a click is no box
        QCOMPARE(cropped.count(), 1);
        QSignalSpy left(m_canvas.get(), &FigureCanvas::croppingChanged);
        key(Qt::Key_Escape);
        QCOMPARE(left.count(), 1);
        QVERIFY(!m_canvas->cropping());
    }
};

LOOKAWAY_TEST(tst_figure_canvas_edits, FigureCanvasEditsTest)
#include "tst_figure_canvas_edits.moc"
