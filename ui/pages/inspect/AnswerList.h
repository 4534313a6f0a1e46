// SPDX-License-Identifier: MIT
#pragma once

#include "pages/inspect/AnswerModel.h"

#include <QListView>

namespace lookaway {

/// The network's answer as bars, as high as its rows. A click, or Enter, chooses a class to explain.
class AnswerList : public QListView {
    Q_OBJECT

public:
    explicit AnswerList(QWidget* parent = nullptr);

    void setRows(std::vector<AnswerModel::Row> rows);
    /// Marks the class that is explained.
    void setChosen(std::int64_t index);
    AnswerModel* answers() const { return m_model; }
    /// Room for so many rows also while there are fewer: what lies beside them stays where it is.
    void reserve(int rows, bool withAfter);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return { 120, sizeHint().height() }; }

Q_SIGNALS:
    void chosen(qlonglong index);

private:
    AnswerModel* m_model;
    std::int64_t m_chosen = -1;
    int m_reserved = 0;
    bool m_reservedWithAfter = false;
};

} // namespace lookaway
