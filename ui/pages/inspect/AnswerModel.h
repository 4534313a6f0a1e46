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

        bool operator==(const Row& other) const
        {
            return index == other.index && name == other.name && probability == other.probability
                && after == other.after;
        }
    };
    /// Nothing happens where they are the same.
    void setRows(std::vector<Row> rows);
    const Row& row(int at) const { return m_rows[std::size_t(at)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<Row> m_rows;
};

/// The `count` most probable classes by what the network answers now; below them, where they are not among them, the
/// one that wins `after` parts are hidden, and the one that is explained (-1 = none).
std::vector<AnswerModel::Row> answerRows(const Inspector& inspector, const ClassProbabilities& before,
    std::size_t count, std::int64_t explained, const ClassProbabilities* after = nullptr);

/// Draws a class as its name, its probability and a bar; below it, where there is one, the bar of what becomes of it.
class AnswerDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Of a class, with what becomes of it or without.
    static int rowHeight(const QFont& font, bool withAfter);
    /// "12.3 %"; small ones are not rounded to nothing.
    static QString percentText(double probability);
};

} // namespace lookaway
