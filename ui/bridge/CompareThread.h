// SPDX-License-Identifier: MIT
#pragma once

#include "compare/Comparison.h"

#include <QByteArray>
#include <QObject>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace lookaway {

/// What of a comparison is still to be computed. Everything has a key that says all it depends on: what is found is
/// handed over under its key, and is right whatever the comparison has become meanwhile.
struct ComparePlan {
    struct Cell {
        std::size_t column = 0;
        QByteArray key = {};
    };
    struct Row {
        std::size_t row = 0;
        QByteArray key = {}; ///< empty = the row itself is known
        std::vector<Cell> cells = {};
    };
    struct Model {
        std::size_t model = 0;
        QByteArray key = {};
    };
    ComparisonSpec spec = {};
    std::vector<Row> rows = {};
    std::vector<Model> models = {}; ///< of which nothing is known yet
    bool afresh = false;            ///< models and pictures are read again

    bool empty() const { return rows.empty() && models.empty(); }
    bool wants(const QByteArray& key) const;
    /// What has been found is not wanted any more.
    void drop(const QByteArray& key);
};

/// The thread that has the models of a comparison. It computes the rows that can be seen first, from top to bottom,
/// then the others. All functions are for one thread, that of the receiver; the destructor waits for the work in hand
/// to notice that it was cancelled.
class CompareThread {
public:
    /// Called on the receiver's thread, in order, while it is there.
    struct Calls {
        std::function<void(const QByteArray& key, std::shared_ptr<const ComparedRow>)> row;
        std::function<void(const QByteArray& key, std::shared_ptr<const ComparedCell>)> cell;
        std::function<void(const QByteArray& key, std::shared_ptr<const Result<ModelFacts>>)> model;
        /// Of the cell in hand, at most ten times a second.
        std::function<void(const QByteArray& key, double share)> progress;
    };
    CompareThread(QObject* receiver, Calls calls);
    ~CompareThread();
    CompareThread(const CompareThread&) = delete;
    CompareThread& operator=(const CompareThread&) = delete;

    /// In place of what was to be computed. What is in hand goes on when it is still wanted.
    void setPlan(ComparePlan plan);
    void setVisibleRows(std::size_t first, std::size_t last);

private:
    struct Desk;
    void run();
    bool next(Desk& desk);
    void computeRow(Desk& desk, const ComparePlan::Row& row);
    void computeCell(Desk& desk, std::size_t row, const ComparePlan::Cell& cell);
    void openModel(Desk& desk, const ComparePlan::Model& model);
    bool begin(const Desk& desk, const QByteArray& key);
    void deliver(const QByteArray& key, std::function<void()> call);

    QObject* m_receiver;
    const Calls m_calls;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::optional<ComparePlan> m_next; ///< that the thread has not taken up yet
    QByteArray m_inHand;
    CancelSource m_cancel;
    std::size_t m_firstVisible = 0;
    std::size_t m_lastVisible = 0;
    bool m_end = false;
    std::thread m_thread; ///< last: everything else is there before it starts
};

} // namespace lookaway
