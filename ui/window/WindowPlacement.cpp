// SPDX-License-Identifier: MIT
#include "window/WindowPlacement.h"

#include <QGuiApplication>
#include <QScreen>
#include <QSettings>
#include <QWidget>

#include <algorithm>

namespace lookaway {

constexpr int kTitleBar = 40; ///< height at the window's top of which enough must be seen to grab it
constexpr int kEnough = 120;

static QString geometryKey()
{
    return QStringLiteral("window/geometry");
}

void saveWindowPlacement(const QWidget& window, QSettings& settings)
{
    settings.setValue(geometryKey(), window.saveGeometry());
}

QRect onScreen(const QRect& wanted, const QList<QRect>& screens)
{
    if (screens.isEmpty())
        return wanted;
    const QRect title(wanted.topLeft(), QSize(wanted.width(), kTitleBar));
    QRect best = screens.front();
    int most = 0;
    for (const QRect& screen : screens) {
        const QRect seen = screen.intersected(title);
        if (seen.width() >= kEnough && seen.height() >= kTitleBar / 2 && screen.contains(seen.center()))
            return wanted;
        const QRect overlap = screen.intersected(wanted);
        if (const int area = overlap.width() * overlap.height(); area > most) {
            most = area;
            best = screen;
        }
    }
    const QSize size = wanted.size().boundedTo(best.size());
    const int x = std::clamp(wanted.x(), best.left(), best.right() - size.width() + 1);
    const int y = std::clamp(wanted.y(), best.top(), best.bottom() - size.height() + 1);
    return { QPoint(x, y), size };
}

void restoreWindowPlacement(QWidget& window, const QSettings& settings)
{
    QList<QRect> screens;
    for (const QScreen* screen : QGuiApplication::screens())
        screens << screen->availableGeometry();
    if (window.restoreGeometry(settings.value(geometryKey()).toByteArray())) {
        if (!window.isMaximized() && !window.isFullScreen())
            window.setGeometry(onScreen(window.geometry(), screens));
        return;
    }
    const QRect screen = QGuiApplication::primaryScreen()->availableGeometry();
    window.resize(QSize(1440, 900).boundedTo(screen.size() * 0.95));
    window.move(screen.center() - window.rect().center());
}

} // namespace lookaway
