// SPDX-License-Identifier: MIT
#pragma once

#include "session/EvaluateJob.h"

#include <QAbstractTableModel>
#include <QString>

namespace lookaway {

/// The classes of a test set with precision, recall and F1 in percent and their numbers of pictures. Sort by
/// SortRole.
class ClassTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Precision, Recall, F1, Support, Predictions, ColumnCount };
    static constexpr int SortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    void setReport(const ClassReport& report);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString note(const ClassScores& scores, int column) const;

    ClassReport m_report;
};

/// "class,precision,recall,f1,pictures,predicted", shares of 1, a line per class.
QString classCsv(const ClassReport& report);
/// A tabular (booktabs) in percent with a line per class and the macro mean.
QString classLatex(const ClassReport& report);

} // namespace lookaway
