// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/CompareThread.h"
#include "bridge/FigureParts.h"
#include "bridge/KnownValues.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace lookaway {

/// Models that are compared on pictures, for the GUI thread: every function returns at once, and signals follow while
/// rows, cells and models become known, those that are on the screen first. What is known is kept while the comparison
/// is changed; what does not belong to it any more is kept for a while, and is there at once when it comes back.
class Comparer : public QObject {
    Q_OBJECT

public:
    explicit Comparer(QObject* parent = nullptr);

    /// What is compared from now on; computes what is missing. Also one that cannot be computed yet: it has no models,
    /// or no pictures.
    void setSpec(const ComparisonSpec& spec);
    const ComparisonSpec& spec() const { return m_spec; }
    /// These are computed first.
    void setVisibleRows(int first, int last);
    /// What is missing stays so until resume() or setSpec().
    void stop();
    void resume();
    /// Reads models and pictures again, which may have changed on disk.
    void startAfresh();

    int rows() const { return int(m_spec.pictures.size()); }
    int columns() const { return int(m_spec.columns.size()); }
    /// nullptr = not known yet.
    std::shared_ptr<const ComparedRow> row(int row) const;
    std::shared_ptr<const ComparedCell> cell(int row, int column) const;
    /// nullptr = not opened yet.
    std::shared_ptr<const Result<ModelFacts>> model(std::size_t model) const;
    /// The checkpoints that a run kept, as far as one of its checkpoints has been opened.
    std::vector<CheckpointFact> checkpoints(const ModelSource& run) const;
    /// Of all, shared.
    FigureParts parts() const;
    /// Cells that are known, and all.
    int done() const { return m_done; }
    int total() const { return rows() * columns(); }
    bool working() const { return !m_stopped && m_done < total(); }

Q_SIGNALS:
    /// Rows and columns are other ones.
    void specChanged();
    void rowReady(int row);
    void cellReady(int row, int column);
    /// How far a slow cell is, in [0, 1].
    void cellProgress(int row, int column, double share);
    void modelOpened(int model);
    void progress(int done, int total);
    /// Nothing is missing any more.
    void finished();
    void stopped();

private:
    struct Place {
        int row;
        int column; ///< -1 = the row itself
    };
    void makeKeys();
    void putAside();
    void takeBack();
    void plan(bool afresh = false);
    void goOn();
    void takeRow(const QByteArray& key, std::shared_ptr<const ComparedRow> row);
    void takeCell(const QByteArray& key, std::shared_ptr<const ComparedCell> cell);
    void takeModel(const QByteArray& key, std::shared_ptr<const Result<ModelFacts>> model);
    bool refuteCells(int row, const ComparedRow& known);
    std::vector<Place> placesOf(const QByteArray& key) const;
    void count();

    ComparisonSpec m_spec;
    std::vector<QByteArray> m_rowKeys;
    std::vector<std::vector<QByteArray>> m_cellKeys; ///< by row, then column
    std::vector<QByteArray> m_modelKeys;
    QMultiHash<QByteArray, std::pair<int, int>> m_places; ///< of rows and cells, by key
    KnownValues<ComparedRow> m_rows;
    KnownValues<ComparedCell> m_cells;
    KnownValues<Result<ModelFacts>> m_models;
    QHash<QByteArray, QByteArray> m_classes; ///< what rows were found to explain, by what that depends on
    QHash<QByteArray, std::vector<CheckpointFact>> m_checkpoints; ///< by run folder
    ComparePlan m_plan; ///< that the thread is given when the window has shown what has changed
    QTimer m_breath;
    int m_done = 0;
    bool m_stopped = false;
    CompareThread m_thread; ///< last: it ends first
};

} // namespace lookaway
