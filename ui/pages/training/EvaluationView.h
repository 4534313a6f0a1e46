// SPDX-License-Identifier: MIT
#pragma once

#include "pages/training/HardestPictures.h"
#include "session/EvaluateJob.h"

#include <QWidget>

#include <memory>

class QLabel;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;
class QTabWidget;

namespace lookaway {

class ClassTableModel;
class ComparisonBar;
class ConfusionMatrixView;
class EmptyState;
class EvaluationHead;

/// The result of a test: its figures, the confusion matrix whose cells open their pictures, the classes one by one, and
/// the pictures that the network finds hardest. GUI thread.
class EvaluationView : public QWidget {
    Q_OBJECT

public:
    explicit EvaluationView(QWidget* parent = nullptr);

    /// nullptr = nothing was tested: the view says what will be here.
    void setOutcome(std::shared_ptr<const EvaluationOutcome> outcome);
    const EvaluationOutcome* outcome() const { return m_outcome.get(); }
    /// Index of outcome()->tests; -1 = none.
    int test() const { return m_test; }
    void setTest(int test);

    /// What is shown while there is no outcome, to put a button on.
    EmptyState* emptyState() const { return m_empty; }
    /// What the run is compared with; whoever knows the other runs fills it.
    ComparisonBar* comparison() const { return m_comparison; }
    ConfusionMatrixView* matrix() const { return m_matrix; }
    HardestPictures* pictures() const { return m_pictures; }
    QTableView* classTable() const { return m_table; }

Q_SIGNALS:
    /// A picture is to be opened large.
    void pictureActivated(const QString& path);
    /// Another test, or that of another run, is shown, or none any more.
    void testChanged();

private:
    QWidget* makeMatrixPanel();
    QTableView* makeTable();
    void showCell(int truth, int predicted);
    void showTableMenu(const QPoint& position);

    std::shared_ptr<const EvaluationOutcome> m_outcome;
    int m_test = -1;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    EvaluationHead* m_head;
    ComparisonBar* m_comparison;
    ConfusionMatrixView* m_matrix;
    ClassTableModel* m_classes;
    QSortFilterProxyModel* m_sorted;
    QTableView* m_table;
    HardestPictures* m_pictures;
    QTabWidget* m_tabs;
};

} // namespace lookaway
