// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/Inspector.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

#include <optional>
#include <vector>

namespace lookaway {

/// The most probable classes of a picture and, where parts of it are hidden, what becomes of them.
class AnswerModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        ClassRole = Qt::UserRole + 1, ///< std::int64_t as qlonglong
        ProbabilityRole,              ///< double in [0, 1]
        AfterRole,                    ///< double, invalid = nothing is hidden
    };

    using QAbstractListModel::QAbstractListModel;

    struct Row {
        std::int64_t index = 0;
        QString name = {};
        double probability = 0;
        std::optional<double> after = {};
    };
    void setRows(std::vector<Row> rows);
    const Row& row(int at) const { return m_rows[std::size_t(at)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<Row> m_rows;
};

/// The five most probable classes; with `after`, the five of either, by probability before.
std::vector<AnswerModel::Row> answerRows(
    const Inspector& inspector, const ClassProbabilities& before, const ClassProbabilities* after = nullptr);

/// Draws a class as its name, its probability and a bar; below it, where there is one, the bar of what becomes of it.
class AnswerDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// "12.3 %"; small ones are not rounded to nothing.
    static QString percentText(double probability);
};

} // namespace lookaway
