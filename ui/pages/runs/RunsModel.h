// SPDX-License-Identifier: MIT
#pragma once

#include "session/runs/RunList.h"

#include <QAbstractTableModel>
#include <QMap>
#include <QSet>
#include <QStringList>

#include <vector>

namespace lookaway {

/// The runs of a folder as a table. GUI thread.
class RunsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Overlay, ///< a check box: lay this run's curves over the plots
        Status,
        Name,
        Model,
        Occlusion,
        TestAccuracy,
        ValidationAccuracy,
        P,
        Threshold,
        Seed,
        Epochs,
        Started,
        Folder,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole, ///< the value as a number, date or text, for sorting
        FolderRole,              ///< path of the run's folder
    };
    enum class State { Running, Interrupted, Finished, Damaged };

    explicit RunsModel(QObject* parent = nullptr);

    /// Shows these runs. Where they are the same folders in the same order, the rows (and what is selected) stay;
    /// check marks stay with their folder.
    void setRuns(std::vector<RunSummary> runs);
    /// The run that is shown in the window; empty = none.
    void setActive(const QString& folder);
    const std::vector<RunSummary>& runs() const { return m_runs; }
    const RunSummary& run(int row) const { return m_runs.at(static_cast<std::size_t>(row)); }
    State state(int row) const;
    /// Folders with a check mark that are in the table, in its order.
    QStringList overlaid() const;
    /// Checks these and no others.
    void setOverlaid(const QStringList& folders);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    static QString folderOf(const RunSummary& run);
    static QString nameOfState(State state);

Q_SIGNALS:
    void overlayChanged(const QStringList& folders);

private:
    void findBest();
    /// It has the best accuracy of this column, and others have a lower one.
    bool best(int row, int column) const;
    QVariant value(const RunSummary& run, int row, int column) const;
    QVariant text(const RunSummary& run, int row, int column) const;
    QVariant decoration(int row, int column) const;
    QString toolTip(int row, int column) const;

    std::vector<RunSummary> m_runs;
    QSet<QString> m_checked;
    QMap<int, double> m_best; ///< by column
    QString m_active;
};

} // namespace lookaway
