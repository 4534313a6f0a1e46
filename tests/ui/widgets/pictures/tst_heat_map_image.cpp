// SPDX-License-Identifier: MIT
#include "widgets/pictures/ColorMapBox.h"
#include "widgets/pictures/HeatMapImage.h"

#include "TestMain.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

using namespace lookaway;

static QColor colorOf(ColorMap map, int entry)
{
    const Rgb rgb = colorTable(map)[static_cast<std::size_t>(entry)];
    return { rgb.red, rgb.green, rgb.blue };
}

class HeatMapImageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void imagesKeepTheirPixels()
    {
        // A width whose lines are not aligned to four bytes.
        Image picture(3, 2);
        for (std::size_t i = 0; i < picture.pixels.size(); ++i)
            picture.pixels[i] = static_cast<std::uint8_t>(10 * i);
        const auto shared = std::make_shared<const Image>(picture);
        Image moved = picture;
        for (const QImage& image : { toImage(picture), toImage(shared), toImage(std::move(moved)) }) {
            QCOMPARE(image.size(), QSize(3, 2));
            QCOMPARE(image.pixelColor(0, 0), QColor(0, 10, 20));
            QCOMPARE(image.pixelColor(2, 0), QColor(60, 70, 80));
            QCOMPARE(image.pixelColor(1, 1), QColor(120, 130, 140));
        }
        QVERIFY(toImage(Image()).isNull());
        QVERIFY(toImage(std::shared_ptr<const Image>()).isNull());
    }

    void sharedPixelsAreNotCopiedAndLive()
    {
        auto shared = std::make_shared<const Image>(Image(4, 4));
        const std::weak_ptr<const Image> watch = shared;
        const std::uint8_t* pixels = shared->pixels.data();
        QImage image = toImage(std::move(shared));
        QCOMPARE(image.constBits(), pixels);
        QVERIFY(!watch.expired());
        image = QImage();
        QVERIFY(watch.expired());
    }

    void resizesBilinearly()
    {
        HeatMap heat(2, 1);
        heat.values = { 0, 1 };
        // Half-pixel centres: the targets lie at -0.25, 0.25, 0.75, 1.25 of the source.
        const HeatMap wide = resized(heat, { 4, 2 });
        for (int y = 0; y < 2; ++y) {
            QCOMPARE(wide.at(0, y), 0.0F);
            QCOMPARE(wide.at(1, y), 0.25F);
            QCOMPARE(wide.at(2, y), 0.75F);
            QCOMPARE(wide.at(3, y), 1.0F);
        }
    }

    void heatTakesTheTablesColours()
    {
        HeatMap heat(4, 1);
        heat.values = { 0, 1, std::numeric_limits<float>::quiet_NaN(), 7 };
        const QImage image = heatImage(heat, ColorMap::Viridis);
        QCOMPARE(image.pixelColor(0, 0), colorOf(ColorMap::Viridis, 0));
        QCOMPARE(image.pixelColor(1, 0), colorOf(ColorMap::Viridis, 255));
        QCOMPARE(image.pixelColor(2, 0), colorOf(ColorMap::Viridis, 0));
        QCOMPARE(image.pixelColor(3, 0), colorOf(ColorMap::Viridis, 255));
    }

    void hotIsRedInJetNotBlue()
    {
        HeatMap heat(2, 1);
        heat.values = { 0.1F, 0.9F };
        const QImage image = heatImage(heat, ColorMap::Jet);
        QVERIFY(image.pixelColor(0, 0).blue() > image.pixelColor(0, 0).red());
        QVERIFY(image.pixelColor(1, 0).red() > image.pixelColor(1, 0).blue());
    }

    void overlayBlends_data()
    {
        QTest::addColumn<double>("opacity");
        for (const double opacity : { 0.0, 0.25, 0.5, 1.0, 3.0 })
            QTest::addRow("%g", opacity) << opacity;
    }

    void overlayBlends()
    {
        QFETCH(double, opacity);
        QImage picture(6, 4, QImage::Format_RGB888);
        picture.fill(QColor(100, 150, 200));
        HeatMap heat(2, 2);
        heat.values = { 1, 1, 1, 1 };
        const QImage overlay = heatOverlay(picture, heat, ColorMap::Inferno, opacity);
        QCOMPARE(overlay.size(), picture.size());
        const QColor hot = colorOf(ColorMap::Inferno, 255);
        const double alpha = std::min(opacity, 1.0);
        const QColor got = overlay.pixelColor(5, 3);
        QVERIFY(std::abs(got.red() - (100 * (1 - alpha) + hot.red() * alpha)) <= 1);
        QVERIFY(std::abs(got.green() - (150 * (1 - alpha) + hot.green() * alpha)) <= 1);
        QVERIFY(std::abs(got.blue() - (200 * (1 - alpha) + hot.blue() * alpha)) <= 1);
    }

    void overlayWithoutAMapIsThePicture()
    {
        QImage picture(6, 4, QImage::Format_RGB888);
        picture.fill(QColor(1, 2, 3));
        QCOMPARE(heatOverlay(picture, {}, ColorMap::Jet, 0.5).pixelColor(2, 2), QColor(1, 2, 3));
        QVERIFY(heatOverlay({}, HeatMap(2, 2), ColorMap::Jet, 0.5).isNull());
    }

    void masksAreBlackAndWhite()
    {
        HeatMap mask(2, 1);
        mask.values = { 0, 1 };
        const QImage image = maskImage(mask);
        QCOMPARE(image.pixelColor(0, 0), QColor(Qt::black));
        QCOMPARE(image.pixelColor(1, 0), QColor(Qt::white));
    }

    void theBoxOffersEveryMap()
    {
        ColorMapBox box;
        QCOMPARE(box.count(), int(colorMaps().size()));
        QCOMPARE(box.colorMap(), ColorMap::Inferno);
        QSignalSpy changed(&box, &ColorMapBox::colorMapChanged);
        for (int i = 0; i < box.count() && box.colorMap() != ColorMap::Jet; ++i)
            QTest::keyClick(&box, Qt::Key_Down);
        QCOMPARE(box.colorMap(), ColorMap::Jet);
        QVERIFY(changed.count() > 0);
        QVERIFY(box.currentText().contains(QStringLiteral("paper")));
    }
};

LOOKAWAY_TEST(tst_heat_map_image, HeatMapImageTest)
#include "tst_heat_map_image.moc"
