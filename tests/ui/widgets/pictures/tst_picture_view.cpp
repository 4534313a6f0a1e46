// SPDX-License-Identifier: MIT
#include "SampleBatch.h"
#include "widgets/pictures/HeatMapImage.h"
#include "widgets/pictures/PictureView.h"

#include "TestMain.h"

#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace lookaway;

class PictureViewTest : public QObject {
    Q_OBJECT

    static void turnWheel(QWidget& widget, QPoint at, int delta)
    {
        QWheelEvent event(
            at, widget.mapToGlobal(at), {}, { 0, delta }, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&widget, &event);
    }

    /// From elsewhere: a mouse that is there already does not move.
    static void point(PictureView& view, QPoint at)
    {
        QTest::mouseMove(&view, at + QPoint(1, 1));
        QTest::mouseMove(&view, at);
    }

    /// Shows a 32 x 32 picture in a view of 320 x 320: one pixel is 10 x 10.
    static void fill(PictureView& view)
    {
        view.resize(320, 320);
        view.setPicture(toImage(test::samplePicture(32, 1).original));
        view.setHeat(std::make_shared<const HeatMap>(test::samplePicture(32, 1).heat));
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
    }

private Q_SLOTS:
    void fitsAtFirstAndWhenResized()
    {
        PictureView view;
        fill(view);
        QCOMPARE(view.sight().scale, 10.0);
        view.resize(160, 320);
        QTRY_COMPARE(view.sight().scale, 5.0);
    }

    void readsOutThePixelBelowTheMouse()
    {
        PictureView view;
        fill(view);
        QSignalSpy pointed(&view, &PictureView::pointed);
        point(view, { 45, 125 });
        QTRY_VERIFY(pointed.count() > 1);
        const Image picture = test::samplePicture(32, 1).original;
        const std::uint8_t* pixel = picture.at(4, 12);
        QCOMPARE(view.readout(),
            QStringLiteral("x 4, y 12: RGB %1 %2 %3, heat %4")
                .arg(pixel[0])
                .arg(pixel[1])
                .arg(pixel[2])
                .arg(double(test::samplePicture(32, 1).heat.at(4, 12)), 0, 'f', 2));
        view.setPointer(QPoint(40, 3)); // outside
        QVERIFY(view.readout().isEmpty());
    }

    void theWheelZoomsAroundTheMouse()
    {
        PictureView view;
        fill(view);
        point(view, { 45, 125 });
        QTRY_VERIFY(!view.readout().isEmpty());
        const QString before = view.readout();
        for (int i = 0; i < 4; ++i)
            turnWheel(view, { 45, 125 }, 120);
        QVERIFY(view.sight().scale > 20);
        point(view, { 45, 125 });
        QCOMPARE(view.readout(), before);
        for (int i = 0; i < 100; ++i)
            turnWheel(view, { 45, 125 }, 120);
        QVERIFY(view.sight().scale <= 64);
    }

    void dragsAndFits()
    {
        PictureView view;
        fill(view);
        QTest::mousePress(&view, Qt::LeftButton, {}, { 160, 160 });
        QTest::mouseMove(&view, { 110, 180 });
        QTest::mouseRelease(&view, Qt::LeftButton, {}, { 110, 180 });
        QCOMPARE(view.sight().centre, QPointF(16 + 5, 16 - 2));
        QVERIFY(!view.sight().fitted);
        QTest::mouseDClick(&view, Qt::LeftButton, {}, { 50, 50 });
        QVERIFY(view.sight().fitted);
        QCOMPARE(view.sight().centre, QPointF(16, 16));
    }

    void keysZoomMoveAndFit()
    {
        PictureView view;
        fill(view);
        QTest::keyClick(&view, Qt::Key_Plus);
        QCOMPARE(view.sight().scale, 12.5);
        QTest::keyClick(&view, Qt::Key_Minus);
        QCOMPARE(view.sight().scale, 10.0);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.sight().centre.x(), 20.0);
        QTest::keyClick(&view, Qt::Key_1);
        QCOMPARE(view.sight().scale, 1 / view.devicePixelRatioF());
        QTest::keyClick(&view, Qt::Key_0);
        QCOMPARE(view.sight().scale, 10.0);
    }

    void pixelsAreSharpWhenLarge()
    {
        PictureView view;
        QImage picture(2, 1, QImage::Format_RGB32);
        picture.setPixelColor(0, 0, Qt::black);
        picture.setPixelColor(1, 0, Qt::white);
        view.resize(96, 96);
        view.setPicture(picture);
        const QImage shown = view.grab().toImage();
        const int middle = shown.height() / 2;
        const int step = shown.width() / 96;
        QCOMPARE(shown.pixelColor(44 * step, middle), QColor(Qt::black));
        QCOMPARE(shown.pixelColor(52 * step, middle), QColor(Qt::white));
    }

    void linkedViewsMoveTogether()
    {
        PictureView first;
        PictureView second;
        fill(first);
        fill(second);
        PictureView::link(&first, &second);
        QTest::keyClick(&first, Qt::Key_Plus);
        QCOMPARE(second.sight().scale, first.sight().scale);
        QTest::keyClick(&second, Qt::Key_Down);
        QCOMPARE(first.sight().centre, second.sight().centre);
        const QPointF at(100, 100);
        QMouseEvent move(QEvent::MouseMove, at, first.mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&first, &move);
        QVERIFY(!first.readout().isEmpty());
        QCOMPARE(second.readout(), first.readout());
    }

    void anotherPictureOfTheSameSizeKeepsTheSight()
    {
        PictureView view;
        fill(view);
        QTest::keyClick(&view, Qt::Key_Plus);
        view.setPicture(toImage(test::samplePicture(32, 2).original));
        QCOMPARE(view.sight().scale, 12.5);
        view.setPicture(toImage(test::samplePicture(64, 2).original));
        QCOMPARE(view.sight().scale, 5.0);
    }
};

LOOKAWAY_TEST(tst_picture_view, PictureViewTest)
#include "tst_picture_view.moc"
