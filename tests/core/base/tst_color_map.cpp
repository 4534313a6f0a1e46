// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "base/ColorMap.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string>

using namespace lookaway;

namespace {

struct Lab {
    double l = 0;
    double a = 0;
    double b = 0;
};

/// CIE 1976 L*a*b* of an sRGB colour (IEC 61966-2-1, D65).
Lab labOf(const Rgb& colour)
{
    const auto linear = [](std::uint8_t value) {
        const double v = value / 255.0;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    const double r = linear(colour.red), g = linear(colour.green), b = linear(colour.blue);
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
    const double y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
    const double z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
    return { 116 * y - 16, 500 * (x - y), 200 * (y - z) };
}

int code(const Rgb& colour)
{
    return colour.red << 16 | colour.green << 8 | colour.blue;
}

} // namespace

class ColorMapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idsFindTheirMaps()
    {
        std::set<std::string> ids;
        for (const auto& entry : colorMaps()) {
            ids.insert(entry.id);
            QVERIFY(findColorMap(entry.id) == entry.map);
        }
        QCOMPARE(ids.size(), std::size_t(7));
        QVERIFY(!findColorMap("rainbow") && !findColorMap(""));
    }

    // Published colours of the maps.
    void knownColours_data()
    {
        QTest::addColumn<QString>("map");
        QTest::addColumn<int>("index");
        QTest::addColumn<int>("colour");
        QTest::newRow("viridis 0") << "viridis" << 0 << 0x440154;
        QTest::newRow("viridis 1") << "viridis" << 255 << 0xfde725;
        QTest::newRow("viridis middle") << "viridis" << 128 << 0x21918c;
        QTest::newRow("inferno 0") << "inferno" << 0 << 0x000004;
        QTest::newRow("inferno 1") << "inferno" << 255 << 0xfcffa4;
        QTest::newRow("inferno middle") << "inferno" << 128 << 0xbc3754;
        QTest::newRow("magma 1") << "magma" << 255 << 0xfcfdbf;
        QTest::newRow("magma middle") << "magma" << 128 << 0xb73779;
        QTest::newRow("cividis 0") << "cividis" << 0 << 0x00224e;
        QTest::newRow("turbo 0") << "turbo" << 0 << 0x30123b;
        QTest::newRow("turbo 1") << "turbo" << 255 << 0x7a0403;
        QTest::newRow("jet 0") << "jet" << 0 << 0x000080;
        QTest::newRow("jet 1") << "jet" << 255 << 0x800000;
        QTest::newRow("grey") << "grey" << 77 << 0x4d4d4d;
    }
    void knownColours()
    {
        QFETCH(QString, map);
        QFETCH(int, index);
        QFETCH(int, colour);
        const auto found = findColorMap(map.toStdString());
        QVERIFY(found);
        const auto& got = colorTable(*found)[static_cast<std::size_t>(index)];
        for (int shift : { 0, 8, 16 })
            QVERIFY(std::abs((code(got) >> shift & 255) - (colour >> shift & 255)) <= 1); // of rounding
    }

    void uniformMapsAreUniform()
    {
        for (const auto& entry : colorMaps()) {
            const auto& table = colorTable(entry.map);
            bool brighter = true;
            double smallest = 1e9;
            double largest = 0;
            for (std::size_t i = 0; i + 15 < table.size(); i += 15) { // 17 steps: bytes are too coarse for 255
                const Lab from = labOf(table[i]);
                const Lab to = labOf(table[i + 15]);
                brighter = brighter && to.l > from.l;
                const double step =
                    std::sqrt(std::pow(to.l - from.l, 2) + std::pow(to.a - from.a, 2) + std::pow(to.b - from.b, 2));
                smallest = std::min(smallest, step);
                largest = std::max(largest, step);
            }
            QVERIFY2(brighter == entry.perceptuallyUniform, entry.id);
            if (entry.perceptuallyUniform)
                QVERIFY2(largest < 5 * smallest, entry.id);
        }
    }

    void neighboursAreClose()
    {
        for (const auto& entry : colorMaps()) {
            const auto& table = colorTable(entry.map);
            for (std::size_t i = 1; i < table.size(); ++i)
                for (const auto channel : { &Rgb::red, &Rgb::green, &Rgb::blue })
                    QVERIFY2(std::abs(table[i].*channel - table[i - 1].*channel) <= 8, entry.id);
        }
    }

    void anyValueHasAColour()
    {
        const auto& table = colorTable(ColorMap::Viridis);
        const float infinity = std::numeric_limits<float>::infinity();
        for (const float low : { 0.0F, -3.0F, -infinity, std::nanf("") })
            QCOMPARE(code(colorAt(ColorMap::Viridis, low)), code(table[0]));
        for (const float high : { 1.0F, 7.0F, infinity })
            QCOMPARE(code(colorAt(ColorMap::Viridis, high)), code(table[255]));
        QCOMPARE(code(colorAt(ColorMap::Viridis, 100 / 255.0F)), code(table[100]));
        QCOMPARE(code(colorAt(ColorMap::Viridis, 100.4F / 255)), code(table[100]));
        QCOMPARE(code(colorAt(ColorMap::Viridis, 100.6F / 255)), code(table[101]));
    }
};

LOOKAWAY_TEST(tst_color_map, ColorMapTest)
#include "tst_color_map.moc"
