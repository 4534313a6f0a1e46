// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/Inspection.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace lookaway {

/// A thread that has a model to look into. Who wants something from it, a view, hands over a piece of work; of a view
/// only the latest work counts: an earlier one is dropped while it waits and told to stop while it runs, and what it
/// still says is not delivered. Nor is anything delivered to a view that is gone. All functions are for the GUI thread
/// and return at once, but for the destructor, which waits for the work in hand to notice that it was cancelled.
///
/// One thread, so that a model is there once and its passes have the processor for themselves. Quick works do not wait
/// for a slow one to end all the same: it gives way to them between its passes (Task::giveWay).
class ModelWorker : public QObject {
    Q_OBJECT

public:
    explicit ModelWorker(QObject* parent = nullptr);
    ~ModelWorker() override;

    /// What a piece of work is given beside the model.
    struct Task {
        CancelToken cancel;
        /// Has an action run on the GUI thread, in order, unless the work has been replaced or its view is gone.
        std::function<void(std::function<void()>)> post;
        /// Does the quick works that wait, here and now, and returns. For slow works at moments when these may use the
        /// model, too (as from ExplainProgress); in others it does nothing.
        std::function<void()> giveWay;
    };
    /// Null until a work opens one.
    using Model = std::unique_ptr<Inspection>;
    /// Runs on the thread.
    using Work = std::function<void(Model& model, const Task& task)>;
    /// Who goes before whom. A change gives the thread another model, or other input settings: never in the midst of
    /// another work. Quick works leave the model as it is.
    enum class Pace { Change, Quick, Slow };

    void ask(QObject* view, Pace pace, Work work);
    void cancel(const QObject* view);
    void cancelAll();

private:
    struct Order {
        QPointer<QObject> view;
        CancelSource cancel;
        Pace pace = Pace::Quick;
        Work work;
    };
    void run();
    void perform(const Order& order, Model& model);
    bool next(Order& order);
    bool nextQuick(Order& order);
    std::deque<Order>::iterator mostUrgent();

    QHash<const QObject*, CancelSource> m_latest; ///< GUI thread only
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Order> m_waiting;
    bool m_end = false;
    std::thread m_thread; ///< last: everything else is there before it starts
};

/// Lets through what comes at most ten times a second; the first always. One thread.
class Throttle {
public:
    bool passes();

private:
    std::chrono::steady_clock::time_point m_last = {};
};

} // namespace lookaway
