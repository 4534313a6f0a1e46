// SPDX-License-Identifier: MIT
// The figure's canvas with real mouse and keys: what it says the person wants.
#include "pages/composer/FigureCanvas.h"

#include "figure/ComparisonSheet.h"
#include "figure/FigurePainter.h"

#include "SampleFigure.h"
#include "TestMain.h"

#include <QApplication>
#include <QLineEdit>
#include <QScreen>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace lookaway;
using namespace lookaway::test;

Q_DECLARE_METATYPE(lookaway::FigureAxis)

class FigureCanvasTest : public QObject {
    Q_OBJECT

    std::unique_ptr<FigureCanvas> m_canvas;

    static std::shared_ptr<const RenderedFigure> render(const FigureSpec& spec, double dpi)
    {
        auto made = std::make_shared<RenderedFigure>();
        made->sheet = sheetOf(spec, sampleContent(spec.comparison));
        made->layout = layOut(made->sheet);
        made->dpi = dpi;
        made->image = renderFigure(made->sheet, dpi);
        return made;
    }
    QPoint middle(FigureLayout::Role role, int row, int column) const
    {
        for (const auto& item : m_canvas->figure()->layout.items)
            if (item.role == role && item.row == row && item.column == column)
                return m_canvas->onScreen(item.box).center().toPoint();
        return { -1, -1 };
    }
    QPoint title(int column) const { return middle(FigureLayout::Role::ColumnTitle, -1, column); }
    QPoint rowTitle(int row) const { return middle(FigureLayout::Role::RowTitle, row, -1); }
    QPoint picture(int row, int column) const { return middle(FigureLayout::Role::Picture, row, column); }
    QWidget* paper() const { return m_canvas->viewport(); }
    void click(const QPoint& place) const { QTest::mouseClick(paper(), Qt::LeftButton, {}, place); }
    void drag(const QPoint& from, const QPoint& to) const
    {
        QTest::mousePress(paper(), Qt::LeftButton, {}, from);
        QTest::mouseMove(paper(), from + (to - from) / 2);
        QTest::mouseMove(paper(), to);
        QTest::mouseRelease(paper(), Qt::LeftButton, {}, to);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(m_canvas.get(), key, modifiers);
    }

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<FigureSelection>();
        qRegisterMetaType<FigureAxis>();
    }
    void init()
    {
        m_canvas = std::make_unique<FigureCanvas>();
        m_canvas->resize(900, 700);
        m_canvas->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_canvas.get()));
        m_canvas->setFigure(render(sampleFigure(3, 3), 96));
        m_canvas->fitPage();
        m_canvas->setFocus();
    }
    void cleanup() { m_canvas.reset(); }

    void showsThePixelsOfTheExport()
    {
        m_canvas->setZoom(1);
        const auto figure = render(sampleFigure(3, 3), m_canvas->dpi());
        m_canvas->setFigure(figure);
        const QImage shown = paper()->grab().toImage().convertToFormat(QImage::Format_RGB32);
        const QImage paperImage = figure->image.convertToFormat(QImage::Format_RGB32);
        const double ratio = m_canvas->devicePixelRatioF();
        const QPoint corner = (m_canvas->onScreen({ 0, 0, 1, 1 }).topLeft() * ratio).toPoint();
        int compared = 0;
        for (int y = 2; y < paperImage.height() - 2; y += 3)
            for (int x = 2; x < paperImage.width() - 2; x += 3) {
                if (!shown.rect().contains(corner + QPoint(x, y)))
                    continue;
                ++compared;
                QCOMPARE(shown.pixelColor(corner + QPoint(x, y)), paperImage.pixelColor(x, y));
            }
        QVERIFY(compared > 5000);
    }

    void printedSizeIsMeasuredInMillimetres()
    {
        m_canvas->setZoom(1);
        const double perInch = m_canvas->screen()->physicalDotsPerInch();
        const double dots = perInch > 40 && perInch < 400 ? perInch : m_canvas->logicalDpiX();
        QVERIFY(std::abs(m_canvas->onScreen({ 0, 0, 25.4, 25.4 }).width() - dots) < 0.01);
        QVERIFY(std::abs(m_canvas->dpi() - dots * m_canvas->devicePixelRatioF()) < 0.01);
    }

    void zooms()
    {
        m_canvas->fitWidth();
        const QRectF wide = m_canvas->onScreen(QRectF(QPointF(), m_canvas->figure()->layout.size));
        QVERIFY(wide.width() > 900 - 120 && wide.width() < 900);
        m_canvas->resize(600, 700);
        QVERIFY(m_canvas->onScreen(QRectF(QPointF(), m_canvas->figure()->layout.size)).width() < 600);
        // The place below the mouse stays where it is.
        QSignalSpy zoomed(m_canvas.get(), &FigureCanvas::zoomChanged);
        const QPointF place(400, 300);
        m_canvas->setZoom(3);
        const QPointF before = m_canvas->onPaper(place);
        QWheelEvent wheel(place, paper()->mapToGlobal(place), {}, { 0, 120 }, Qt::NoButton, Qt::ControlModifier,
            Qt::NoScrollPhase, false);
        QApplication::sendEvent(paper(), &wheel);
        QVERIFY(zoomed.count() > 0);
        QVERIFY(std::abs(m_canvas->zoom() - 3 * 1.15) < 0.01);
        const QPointF after = m_canvas->onPaper(place);
        QVERIFY(std::abs(before.x() - after.x()) < 0.3 && std::abs(before.y() - after.y()) < 0.3);
        m_canvas->fitPage();
        const QRectF all = m_canvas->onScreen(QRectF(QPointF(), m_canvas->figure()->layout.size));
        QVERIFY(QRectF(paper()->rect()).contains(all));
    }

    void selectsWhatIsClicked()
    {
        click(title(2));
        QVERIFY((m_canvas->selection() == FigureSelection{ -1, 2 }));
        QCOMPARE(m_canvas->accessibleDescription(), QStringLiteral("Column 3"));
        click(rowTitle(1));
        QVERIFY((m_canvas->selection() == FigureSelection{ 1, -1 }));
        click(picture(2, 1));
        QVERIFY((m_canvas->selection() == FigureSelection{ 2, 1 }));
        key(Qt::Key_Space, Qt::ControlModifier);
        QVERIFY((m_canvas->selection() == FigureSelection{ -1, 1 }));
        click(picture(2, 1));
        key(Qt::Key_Space, Qt::ShiftModifier);
        QVERIFY((m_canvas->selection() == FigureSelection{ 2, -1 }));
        key(Qt::Key_Escape);
        QVERIFY(m_canvas->selection().empty());
    }

    void labelsNeedNotBeHitExactly()
    {
        const auto px = [this](double x, double y) { return m_canvas->onScreen({ x, y, 0, 0 }).topLeft().toPoint(); };
        const QRectF row = m_canvas->boxOf(FigureAxis::Row, 1);
        click(px(1, row.top() + 1)); // beside the label's text
        QVERIFY((m_canvas->selection() == FigureSelection{ 1, -1 }));
        FigureSpec bare = sampleFigure(2, 2);
        bare.style.columnTitles = bare.style.rowTitles = bare.style.classNames = false;
        bare.style.marginMm = 4;
        m_canvas->setFigure(render(bare, 96));
        m_canvas->fitPage();
        const QRectF column = m_canvas->boxOf(FigureAxis::Column, 2);
        click(px(column.center().x(), 2)); // in the margin above
        QVERIFY((m_canvas->selection() == FigureSelection{ -1, 2 }));
        click(px(2, m_canvas->boxOf(FigureAxis::Row, 0).center().y()));
        QVERIFY((m_canvas->selection() == FigureSelection{ 0, -1 }));
        m_canvas->editTitle(FigureAxis::Row, 0, {});
        const auto* edit = m_canvas->findChild<QLineEdit*>(QStringLiteral("titleInPlace"));
        QVERIFY(edit->geometry().center().x() < paper()->width() / 2);
    }

    void selectsByKey()
    {
        key(Qt::Key_Right);
        QVERIFY((m_canvas->selection() == FigureSelection{ -1, 0 }));
        key(Qt::Key_Right);
        key(Qt::Key_Right);
        QVERIFY((m_canvas->selection() == FigureSelection{ -1, 2 }));
        key(Qt::Key_Down); // from the title into the column
        QVERIFY((m_canvas->selection() == FigureSelection{ 0, 2 }));
        key(Qt::Key_Down);
        key(Qt::Key_Down);
        key(Qt::Key_Down); // there are three rows
        QVERIFY((m_canvas->selection() == FigureSelection{ 2, 2 }));
        for (int i = 0; i < 3; ++i)
            key(Qt::Key_Left);
        QVERIFY((m_canvas->selection() == FigureSelection{ 2, -1 })); // out to the row's label
    }

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

    void saysWhatTheMouseIsOver()
    {
        QSignalSpy hinted(m_canvas.get(), &FigureCanvas::hinted);
        QTest::mouseMove(paper(), title(1));
        QTRY_VERIFY(hinted.count() > 0 && hinted.last()[0].toString().startsWith(QStringLiteral("Column 2")));
        QTest::mouseMove(paper(), picture(2, 0));
        QTRY_VERIFY(hinted.last()[0].toString().startsWith(QStringLiteral("Row 3, column 1")));
    }

    void lettersAndNotesBelongToTheirCells()
    {
        FigureSpec spec = sampleFigure(2, 2);
        spec.style.panelLetters = true;
        m_canvas->setFigure(render(spec, 96));
        const QPoint letter = middle(FigureLayout::Role::Letter, 1, 2);
        QVERIFY(letter.x() > 0);
        click(letter);
        QVERIFY((m_canvas->selection() == FigureSelection{ 1, 2 }));
        // The selection never names what is not there any more.
        m_canvas->setFigure(render(sampleFigure(1, 1), 96));
        QVERIFY((m_canvas->selection() == FigureSelection{ 0, 1 }));
    }
};

LOOKAWAY_TEST(tst_figure_canvas, FigureCanvasTest)
#include "tst_figure_canvas.moc"
