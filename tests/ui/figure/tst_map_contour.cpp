// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "figure/MapContour.h"

#include <QTest>

using namespace lookaway;

namespace {

HeatMap mapOf(int width, int height, std::vector<float> values)
{
    HeatMap map(width, height);
    map.values = std::move(values);
    return map;
}

/// All points of a path, in units of a map's pixels.
std::vector<QPointF> pointsOf(const QPainterPath& path, int width, int height)
{
    std::vector<QPointF> points;
    for (int i = 0; i < path.elementCount(); ++i)
        points.emplace_back(path.elementAt(i).x * width, path.elementAt(i).y * height);
    return points;
}

bool holds(const std::vector<QPointF>& points, double x, double y)
{
    return std::any_of(points.begin(), points.end(),
        [&](const QPointF& p) { return std::abs(p.x() - x) < 1e-9 && std::abs(p.y() - y) < 1e-9; });
}

} // namespace

class MapContourTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void diamondByHand();
    void interpolates();
    void reachesTheEdges();
    void splitsSaddles();
    void twoHills();
    void nothingWhereNothingCrosses();
    void notANumberIsLowest();
};

void MapContourTest::diamondByHand()
{
    // One hot pixel in the middle of 3 x 3: its centre is at (1.5, 1.5), the line half way to its four neighbours.
    const auto path = mapContour(mapOf(3, 3, { 0, 0, 0, 0, 1, 0, 0, 0, 0 }), 0.5);
    const auto points = pointsOf(path, 3, 3);
    QCOMPARE(points.size(), std::size_t(5)); // closed: the first point comes again
    QVERIFY(points.front() == points.back());
    QVERIFY(holds(points, 1.5, 1) && holds(points, 2, 1.5) && holds(points, 1.5, 2) && holds(points, 1, 1.5));
    QVERIFY(path.contains(QPointF(0.5, 0.5)) && !path.contains(QPointF(0.36, 0.36)));
}

void MapContourTest::interpolates()
{
    // From 0 at (0.5) to 4 at (1.5), 1 lies at a quarter of the way.
    const auto points = pointsOf(mapContour(mapOf(2, 1, { 0, 4 }), 1), 2, 1);
    QCOMPARE(points.size(), std::size_t(3)); // at both edges and at the centre
    for (const auto& point : points)
        QVERIFY(std::abs(point.x() - 0.75) < 1e-9);
}

void MapContourTest::reachesTheEdges()
{
    const auto path = mapContour(mapOf(2, 2, { 1, 0, 1, 0 }), 0.5);
    const auto points = pointsOf(path, 2, 2);
    QVERIFY(holds(points, 1, 0) && holds(points, 1, 2));
    QVERIFY(points.front() != points.back()); // open
    QCOMPARE(path.elementAt(0).isMoveTo(), true);
    for (int i = 1; i < path.elementCount(); ++i)
        QVERIFY(path.elementAt(i).isLineTo());
}

void MapContourTest::splitsSaddles()
{
    // Two hot corners that touch diagonally. Their mean, 0.5, is above 0.4: one band with a cold corner on either side.
    const auto joined = mapContour(mapOf(2, 2, { 1, 0, 0, 1 }), 0.4);
    const auto apart = mapContour(mapOf(2, 2, { 1, 0, 0, 1 }), 0.6);
    const auto linesThrough = [](const QPainterPath& path, double x, double y) {
        // The subpath that goes through the point, as the set of its points.
        for (const auto& line : path.toSubpathPolygons())
            for (const auto& point : line)
                if (std::abs(point.x() * 2 - x) < 1e-6 && std::abs(point.y() * 2 - y) < 1e-6)
                    return line;
        return QPolygonF();
    };
    // Towards the cold corner at the upper right: the line around it crosses the top at x = 0.5 + 0.6.
    const auto aroundCold = linesThrough(joined, 1.1, 0.5);
    QVERIFY(!aroundCold.isEmpty());
    QVERIFY(std::any_of(aroundCold.begin(), aroundCold.end(),
        [](const QPointF& p) { return std::abs(p.x() * 2 - 1.5) < 1e-6 && std::abs(p.y() * 2 - 0.9) < 1e-6; }));
    // Around the hot corner at the upper left instead: from the top at x = 0.5 + 0.4 to the left at y = 0.9.
    const auto aroundHot = linesThrough(apart, 0.9, 0.5);
    QVERIFY(!aroundHot.isEmpty());
    QVERIFY(std::any_of(aroundHot.begin(), aroundHot.end(),
        [](const QPointF& p) { return std::abs(p.x() * 2 - 0.5) < 1e-6 && std::abs(p.y() * 2 - 0.9) < 1e-6; }));
}

void MapContourTest::twoHills()
{
    const auto path = mapContour(mapOf(5, 3, { 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0 }), 0.5);
    const auto lines = path.toSubpathPolygons();
    QCOMPARE(lines.size(), 2);
    for (const auto& line : lines)
        QVERIFY(line.isClosed());
}

void MapContourTest::nothingWhereNothingCrosses()
{
    QVERIFY(mapContour({}, 0.5).isEmpty());
    QVERIFY(mapContour(mapOf(2, 2, { 1, 1, 1, 1 }), 0.5).isEmpty());
    QVERIFY(mapContour(mapOf(2, 2, { 0, 0, 0, 0 }), 0.5).isEmpty());
    QVERIFY(mapContour(mapOf(1, 1, { 7 }), 0.5).isEmpty());
}

void MapContourTest::notANumberIsLowest()
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const auto points = pointsOf(mapContour(mapOf(2, 1, { nan, 1 }), 0.5), 2, 1);
    QVERIFY(!points.empty());
    for (const auto& point : points)
        QVERIFY(point.x() >= 0.5 && point.x() <= 1.5);
}

LOOKAWAY_TEST(tst_map_contour, MapContourTest)
#include "tst_map_contour.moc"
