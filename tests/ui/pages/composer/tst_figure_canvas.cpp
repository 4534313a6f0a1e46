// SPDX-License-Identifier: MIT
// The figure's canvas: what it shows, how large, and what is selected on it.
#include "CanvasFixture.h"
#include "TestMain.h"

#include <QLineEdit>
#include <QScreen>
#include <QScrollBar>
#include <QSignalSpy>
#include <QWheelEvent>

#include <cmath>

using namespace lookaway;
using namespace lookaway::test;

class FigureCanvasTest : public QObject, private CanvasFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { openCanvas(); }
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
