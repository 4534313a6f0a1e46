// SPDX-License-Identifier: MIT
#pragma once

#include "compare/ModelStatistics.h"

#include <QAbstractTableModel>
#include <QString>

#include <vector>

namespace lookaway {

/// How models did on the same test pictures: a row per model, differences and tests against the reference.
class StatisticsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Title,
        Accuracy,
        Gained,
        Lost,
        PAccuracy,
        Empty,
        Spread,
        Pairs,
        There,
        Here,
        Difference,
        PT,
        PWilcoxon,
        Overlap,
        Kept,
        Own,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setStatistics(std::vector<ModelStatistics> models, std::size_t reference);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const ModelStatistics& model, bool isReference, int column) const;

    std::vector<ModelStatistics> m_models;
    std::size_t m_reference = 0;
};

/// A tabular (booktabs): accuracy, spread, and over the pairs its difference with 95 % bounds and p, and overlap.
QString statisticsLatex(const std::vector<ModelStatistics>& models, std::size_t reference);

} // namespace lookaway
