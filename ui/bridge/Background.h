// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <utility>

namespace lookaway {

/// Does `work` (no arguments, any thread-safe reading) on a thread of the global pool and hands what it returns to
/// `then` on the GUI thread; when `receiver` is gone by then, nothing happens.
template <class Work, class Then> void inBackground(QObject* receiver, Work work, Then then)
{
    QThreadPool::globalInstance()->start(
        [guard = QPointer<QObject>(receiver), work = std::move(work), then = std::move(then)]() mutable {
            auto result = work();
            if (!QCoreApplication::instance())
                return;
            // The guard is looked at on the thread of its object only.
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [guard = std::move(guard), then = std::move(then), result = std::move(result)]() mutable {
                    if (guard)
                        then(std::move(result));
                },
                Qt::QueuedConnection);
        });
}

} // namespace lookaway
