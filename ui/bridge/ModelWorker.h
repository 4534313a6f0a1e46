// SPDX-License-Identifier: MIT
#pragma once

#include "session/Inspection.h"

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
    };
    /// Null until a work opens one.
    using Model = std::unique_ptr<Inspection>;
    /// Runs on the thread.
    using Work = std::function<void(Model& model, const Task& task)>;
    /// Quick works go before slow ones that wait.
    enum class Pace { Quick, Slow };

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
