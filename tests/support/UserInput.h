// SPDX-License-Identifier: MIT
#pragma once

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QTest>
#include <QUrl>
#include <QWheelEvent>
#include <QWidget>

namespace lookaway::test {

// What a person does with the mouse and QTest has no function for.

inline void drop(QWidget& target, const QMimeData& data)
{
    const QPoint middle = target.rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&target, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent dropped(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&target, &dropped);
}

inline void drop(QWidget& target, const QStringList& paths)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& path : paths)
        urls << QUrl::fromLocalFile(path);
    data.setUrls(urls);
    drop(target, data);
}

inline void wheel(QWidget& target, QPoint place, int notches, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(place, target.mapToGlobal(place), {}, QPoint(0, 120 * notches), Qt::NoButton, modifiers,
        Qt::NoScrollPhase, false);
    QApplication::sendEvent(&target, &event);
}

/// With buttons: QTest's moves carry none.
inline void mouse(QWidget& target, QEvent::Type type, QPoint place, Qt::MouseButton button, Qt::MouseButtons buttons)
{
    QMouseEvent event(type, place, target.mapToGlobal(place), button, buttons, Qt::NoModifier);
    QApplication::sendEvent(&target, &event);
}

inline void drag(QWidget& target, QPoint from, QPoint to)
{
    mouse(target, QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
    for (int i = 1; i <= 10; ++i)
        mouse(target, QEvent::MouseMove, from + (to - from) * i / 10, Qt::NoButton, Qt::LeftButton);
    mouse(target, QEvent::MouseButtonRelease, to, Qt::LeftButton, Qt::NoButton);
}

} // namespace lookaway::test
