// SPDX-License-Identifier: MIT
#include "widgets/pictures/ColorScale.h"
#include "widgets/pictures/HeatColors.h"
#include "widgets/pictures/HiddenPicture.h"
#include "widgets/pictures/InspectView.h"

#include "TestMain.h"

#include <QSignalSpy>
#include <QTest>

#include <limits>

using namespace lookaway;

namespace {

Image grey(int side, std::uint8_t value)
{
    Image image(side, side);
    std::fill(image.pixels.begin(), image.pixels.end(), value);
    return image;
}

HeatMap filled(int side, float value)
{
    HeatMap map(side, side);
    std::fill(map.values.begin(), map.values.end(), value);
    return map;
}

} // namespace

class InspectViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signedColoursFadeTowardsZero()
    {
        const HeatColors colors = HeatColors::forAndAgainst();
        const QRgb below = qRgb(100, 100, 100);
        QCOMPARE(colors.over(below, 0.5F, 0.5), below);
        const QRgb speaksFor = colors.over(below, 1, 0.5);
        const QRgb against = colors.over(below, 0, 0.5);
        QVERIFY(qRed(speaksFor) > qBlue(speaksFor));
        QVERIFY(qBlue(against) > qRed(against));
        QCOMPARE(colors.over(below, std::numeric_limits<float>::quiet_NaN(), 0.5), against);
        // Other maps are as strong everywhere.
        const HeatColors plain = HeatColors::of(ColorMap::Grey);
        QCOMPARE(plain.over(below, 0, 1), qRgb(0, 0, 0));
        QCOMPARE(plain.over(below, 1, 0), below);
    }

    void theScalePrintsItsNumbers()
    {
        QCOMPARE(ColorScale::numberText(-0.0321), QStringLiteral("−0.0321"));
        QCOMPARE(ColorScale::numberText(3.2e-7), QStringLiteral("3.2e-07"));
        ColorScale scale;
        scale.setLegend({ HeatColors::forAndAgainst(), -2, 2, true });
        QVERIFY(scale.accessibleName().contains(QStringLiteral("against −2")));
        QVERIFY(scale.accessibleName().contains(QStringLiteral("2 for")));
        scale.resize(300, 20);
        const QImage drawn = scale.grab().toImage();
        scale.clear();
        QVERIFY(scale.grab().toImage() != drawn);
    }

    void hidesWhatTheMaskSays()
    {
        const Image picture = grey(8, 120);
        HeatMap mask(8, 8);
        mask.values[0] = 1;
        mask.values[9] = 0.5F; // not above it
        HidingFill fill;
        fill.kind = FillKind::One;
        const Image shown = hidden(picture, replacement(picture, fill), mask);
        QCOMPARE(int(shown.at(0, 0)[1]), 255);
        QCOMPARE(int(shown.at(1, 1)[1]), 120);
        QCOMPARE(hiddenShare(mask), 1.0 / 64);
        fill.kind = FillKind::Mean;
        fill.mean = { 0, 0.5F, 1 };
        QCOMPARE(int(replacement(picture, fill).at(3, 3)[1]), 128);
        fill.kind = FillKind::Random;
        QVERIFY(replacement(picture, fill).pixels == replacement(picture, fill).pixels);
        fill.seed = 2;
        QVERIFY(replacement(picture, fill).pixels != replacement(picture, {}).pixels);
    }

    void blurringKeepsAFlatPicture()
    {
        QVERIFY(blurred(grey(32, 90)).pixels == grey(32, 90).pixels);
        // And spreads a dot without losing it at the border.
        Image dot = grey(32, 0);
        std::fill_n(dot.at(0, 0), 3, std::uint8_t(255));
        const Image spread = blurred(dot);
        QVERIFY(spread.at(0, 0)[0] > spread.at(3, 3)[0]);
        QVERIFY(spread.at(1, 0)[0] > 0);
    }

    void theDividerIsDraggedAndMovedByKeys()
    {
        InspectView view;
        view.resize(200, 200);
        QImage picture(50, 50, QImage::Format_RGB32);
        picture.fill(Qt::white);
        QImage before(50, 50, QImage::Format_RGB32);
        before.fill(Qt::black);
        view.setPicture(picture);
        view.setBefore(before);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QCOMPARE(view.grab().toImage().pixelColor(20, 100), QColor(Qt::white));
        view.setDivider(0.5);
        const QImage divided = view.grab().toImage();
        QCOMPARE(divided.pixelColor(20, 100), QColor(Qt::black));
        QCOMPARE(divided.pixelColor(180, 100), QColor(Qt::white));
        QSignalSpy moved(&view, &InspectView::dividerMoved);
        QTest::mousePress(&view, Qt::LeftButton, {}, QPoint(100, 50));
        QTest::mouseMove(&view, QPoint(150, 50));
        QTest::mouseRelease(&view, Qt::LeftButton, {}, QPoint(150, 50));
        QVERIFY(!moved.empty());
        QCOMPARE(*view.divider(), 0.75);
        QVERIFY(view.sight().fitted); // the picture was not moved
        QTest::keyClick(&view, Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(*view.divider(), 0.73);
        for (int i = 0; i < 60; ++i)
            QTest::keyClick(&view, Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(*view.divider(), 0.0);
    }

    void theBrushPaintsInsteadOfMoving()
    {
        InspectView view;
        view.resize(200, 200);
        view.setPicture(QImage(100, 100, QImage::Format_RGB32));
        view.setBrush(10);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy brushed(&view, &InspectView::brushed);
        QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(50, 120));
        QCOMPARE(brushed.size(), 1);
        QCOMPARE(brushed[0][0].toPointF(), QPointF(25, 60));
        QCOMPARE(brushed[0][1].toBool(), false);
        QTest::mouseClick(&view, Qt::LeftButton, Qt::ShiftModifier, QPoint(50, 120));
        QTest::mouseClick(&view, Qt::RightButton, {}, QPoint(50, 120));
        QVERIFY(brushed[1][1].toBool() && brushed[2][1].toBool());
        QVERIFY(view.sight().fitted);
    }

    void theReadOutTellsTheRawValue()
    {
        InspectView view;
        view.resize(200, 200);
        view.setPicture(QImage(100, 100, QImage::Format_RGB32));
        view.setHeat(std::make_shared<const HeatMap>(filled(100, -0.00012F)));
        view.setPointer(QPoint(3, 4));
        QVERIFY2(view.readout().endsWith(QStringLiteral("value −0.00012")), qPrintable(view.readout()));
    }
};

LOOKAWAY_TEST(tst_inspect_view, InspectViewTest)
#include "tst_inspect_view.moc"
