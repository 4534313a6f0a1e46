// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <optional>
#include <type_traits>
#include <utility>

namespace lookaway {

/// The exception in flight, such as memory that ran out, as a sentence; logged, too. Only in a catch block.
Error brokenOff();

/// What `work` returns. Where it throws: an Error if it returns Results, else nothing.
template <class Work> auto attempt(Work& work) -> std::optional<std::decay_t<std::invoke_result_t<Work&>>>
{
    using Returned = std::decay_t<std::invoke_result_t<Work&>>;
    try {
        return work();
    } catch (...) {
        Error error = brokenOff();
        if constexpr (std::is_constructible_v<Returned, Error>)
            return Returned(std::move(error));
        else
            return std::nullopt;
    }
}

/// Does `work` (no arguments, any thread-safe reading) on a thread of the global pool and hands what it returns to
/// `then` on the GUI thread; when `receiver` is gone by then, nothing happens. See attempt() for what throws: without a
/// Result to say so in, `then` is not called.
template <class Work, class Then> void inBackground(QObject* receiver, Work work, Then then)
{
    QThreadPool::globalInstance()->start(
        [guard = QPointer<QObject>(receiver), work = std::move(work), then = std::move(then)]() mutable {
            auto result = attempt(work);
            if (!result || !QCoreApplication::instance())
                return;
            // The guard is looked at on the thread of its object only.
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [guard = std::move(guard), then = std::move(then), result = std::move(*result)]() mutable {
                    if (guard)
                        then(std::move(result));
                },
                Qt::QueuedConnection);
        });
}

} // namespace lookaway
