// SPDX-License-Identifier: MIT
#pragma once

#include "session/Survey.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>
#include <QWidget>

#include <memory>
#include <vector>

class QListView;

namespace lookaway {

/// The classes of a data set with their pictures in each part.
class ClassBalanceModel : public QAbstractListModel {
    Q_OBJECT

public:
    explicit ClassBalanceModel(QObject* parent = nullptr);

    void setSurvey(std::shared_ptr<const Survey> survey);
    const Survey* survey() const { return m_survey.get(); }
    std::vector<std::int64_t> counts(int label) const;
    /// Pictures of the largest class.
    std::int64_t largest() const { return m_largest; }
    // For columns of equal width.
    const QString& longestName() const { return m_longestName; }
    const QString& longestNumbers() const { return m_longestNumbers; }

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Display (name), tool tip and accessible text ("daffodil: Training 60, Test 20").
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::shared_ptr<const Survey> m_survey;
    std::int64_t m_largest = 0;
    QString m_longestName;
    QString m_longestNumbers;
};

/// Draws a class as its name, a bar with a differently patterned piece for each part, and the numbers.
class ClassBarDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

class PartLegend;

/// How many pictures each class has in each part, as bars under a legend; as long as there are classes.
class ClassBalanceBars : public QWidget {
    Q_OBJECT

public:
    explicit ClassBalanceBars(QWidget* parent = nullptr);

    void setSurvey(std::shared_ptr<const Survey> survey);

Q_SIGNALS:
    /// A class was clicked or Enter pressed on it.
    void classChosen(int label);

private:
    ClassBalanceModel* m_model;
    QListView* m_list;
    PartLegend* m_legend;
};

} // namespace lookaway
