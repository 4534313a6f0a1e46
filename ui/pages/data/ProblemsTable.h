// SPDX-License-Identifier: MIT
#pragma once

#include "session/Survey.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <memory>

class QLabel;
class QTreeView;

namespace lookaway {

/// The files of a data set that cannot be read, each with its reason.
class ProblemsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit ProblemsModel(QObject* parent = nullptr);

    void setSurvey(std::shared_ptr<const Survey> survey);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    const DataProblem& problem(int row) const { return m_survey->unreadable.at(static_cast<std::size_t>(row)); }

private:
    std::shared_ptr<const Survey> m_survey;
};

/// Shows them, and below the reason for the current one in full; the list can be copied, and a double click opens the
/// folder of a file.
class ProblemsTable : public QWidget {
    Q_OBJECT

public:
    explicit ProblemsTable(QWidget* parent = nullptr);
    void setSurvey(std::shared_ptr<const Survey> survey);
    /// "PATH<tab>REASON" lines of all files.
    QString text() const;

private:
    void addCopyAction();

    ProblemsModel* m_model;
    QTreeView* m_list;
    QLabel* m_reason;
};

} // namespace lookaway
