// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "session/runs/RunList.h"
#include "session/settings/Config.h"

#include <QStringList>
#include <QWidget>

#include <optional>
#include <vector>

class QAction;
class QLineEdit;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;
class QToolBar;

namespace lookaway {

class EmptyState;
class RunComparison;
class RunsModel;

/// All runs of a folder: sorted, filtered, compared, opened, gone on with, repeated. The folder is looked through off
/// the GUI thread; what comes after the panel is gone is dropped. GUI thread.
class RunsPanel : public QWidget {
    Q_OBJECT

public:
    explicit RunsPanel(QWidget* parent = nullptr);
    ~RunsPanel() override;

    /// Lists the runs of this folder.
    void setRoot(const QString& path);
    /// The run that the window shows: it is marked.
    void setActive(const QString& path);
    RunsModel* model() const { return m_model; }
    /// Folders of the selected runs: first those without occlusion, which the others are held against, then from top to
    /// bottom.
    QStringList selected() const;
    /// Selects these runs, so that they stand side by side; takes a filter away that hides them.
    void compare(const QStringList& folders);

    /// Order, widths and sorting of the columns, to be kept between two starts.
    QByteArray columns() const;
    /// False, and nothing changes, where the bytes are not such.
    bool restoreColumns(const QByteArray& saved);

public Q_SLOTS:
    /// Looks through the folder again.
    void refresh();

Q_SIGNALS:
    /// A list is complete.
    void listed();
    void openRequested(const QString& path);
    void resumeRequested(const QString& path);
    void evaluateRequested(const QString& path);
    /// Look into the network of a run.
    void inspectRequested(const QString& path);
    /// Set the heat maps of several runs side by side.
    void compareMapsRequested(const QStringList& folders);
    /// Write a page about these runs.
    void reportRequested(const QStringList& folders);
    /// Train again with the settings of a run, changed or not; its folder is left empty.
    void repeatRequested(const lookaway::Config& config);
    void overlayChanged(const QStringList& folders);

private:
    void makeActions();
    QAction* makeAction(const QString& name, const QString& iconName, const QString& text, const QString& tip);
    void makeTable();
    void takeOver(std::vector<RunSummary> runs);
    void fitColumns();
    void showState();
    void enableActions();
    const RunSummary* single() const;
    std::vector<RunSummary> selectedRuns() const;
    void select(const QStringList& folders);
    QStringList withNetwork() const;

    QString m_root;
    std::optional<CancelSource> m_listing; ///< of the listing that is under way
    bool m_again = false;                  ///< somebody asked to refresh meanwhile
    bool m_everListed = false;
    bool m_columnsSet = false; ///< by the person, now or in an earlier start
    bool m_fitting = false;
    RunsModel* m_model;
    QSortFilterProxyModel* m_proxy;
    QLineEdit* m_filter;
    QToolBar* m_bar;
    QTableView* m_table;
    RunComparison* m_comparison;
    EmptyState* m_empty;
    QStackedWidget* m_stack;
    QAction* m_open = nullptr;
    QAction* m_resume = nullptr;
    QAction* m_repeat = nullptr;
    QAction* m_evaluate = nullptr;
    QAction* m_inspect = nullptr;
    QAction* m_compareMaps = nullptr;
    QAction* m_report = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_showFolder = nullptr;
    QAction* m_refresh = nullptr;
};

} // namespace lookaway
