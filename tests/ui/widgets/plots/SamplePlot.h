// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/plots/Plot.h"

#include "style/Theme.h"

#include <QApplication>
#include <QFile>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

namespace lookaway::test {

/// Two lines over x = 0..10; "a" holds an outlier of 1000 at x = 5.
inline void fill(Plot& plot)
{
    plot.setAxisTitles(QStringLiteral("epoch"), QString());
    plot.addSeries(QStringLiteral("a"), QStringLiteral("Training"), { 0 });
    plot.addSeries(QStringLiteral("b"), QStringLiteral("Validation"), { 1, Qt::DashLine, PlotSymbol::Square, false });
    for (int x = 0; x <= 10; ++x) {
        plot.append(QStringLiteral("a"), x, x == 5 ? 1000 : x);
        plot.append(QStringLiteral("b"), x, 20);
    }
}

inline void show(Plot& plot)
{
    plot.resize(600, 400);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    plot.flush();
}

inline QPoint pixelOf(const Plot& plot, double shareX, double shareY)
{
    const QRect area = plot.plotArea();
    return { area.left() + qRound(shareX * area.width()), area.top() + qRound(shareY * area.height()) };
}

inline void drag(
    Plot& plot, QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton, Qt::KeyboardModifiers keys = {})
{
    QTest::mousePress(&plot, button, keys, from);
    QTest::mouseMove(&plot, (from + to) / 2);
    // QTest::mouseMove() tells of no buttons; what a widget gets from a mouse does.
    QMouseEvent move(QEvent::MouseMove, to, plot.mapToGlobal(to), Qt::NoButton, button, keys);
    QApplication::sendEvent(&plot, &move);
    QTest::mouseRelease(&plot, button, keys, to);
    plot.flush();
}

inline void wheel(Plot& plot, QPoint at, int turns, Qt::KeyboardModifiers keys = {})
{
    QWheelEvent event(at, plot.mapToGlobal(at), {}, { 0, 120 * turns }, Qt::NoButton, keys, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&plot, &event);
    plot.flush();
}

inline bool isNear(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

inline QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace lookaway::test
