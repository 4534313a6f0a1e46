// SPDX-License-Identifier: MIT
#include "pages/inspect/AnswerList.h"

#include <QItemSelectionModel>

#include <algorithm>

namespace lookaway {

AnswerList::AnswerList(QWidget* parent)
    : QListView(parent)
    , m_model(new AnswerModel(this))
{
    setModel(m_model);
    setItemDelegate(new AnswerDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    const auto tell = [this](
                          const QModelIndex& index) { Q_EMIT chosen(index.data(AnswerModel::ClassRole).toLongLong()); };
    connect(this, &QListView::clicked, this, tell);
    connect(this, &QListView::activated, this, [this, tell](const QModelIndex& index) {
        if (index.data(AnswerModel::ClassRole).toLongLong() != m_chosen) // where a click activates, it was told already
            tell(index);
    });
}

void AnswerList::setRows(std::vector<AnswerModel::Row> rows)
{
    m_model->setRows(std::move(rows));
    setChosen(m_chosen);
    updateGeometry();
}

void AnswerList::setChosen(std::int64_t index)
{
    m_chosen = index;
    selectionModel()->clear();
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->row(row).index == index)
            selectionModel()->setCurrentIndex(m_model->index(row), QItemSelectionModel::ClearAndSelect);
}

void AnswerList::reserve(int rows, bool withAfter)
{
    m_reserved = rows;
    m_reservedWithAfter = withAfter;
    updateGeometry();
}

QSize AnswerList::sizeHint() const
{
    int height = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        height += sizeHintForRow(row);
    const int reserved = m_reserved * AnswerDelegate::rowHeight(font(), m_reservedWithAfter);
    return { 220, std::max(height, reserved) + 2 * frameWidth() };
}

} // namespace lookaway
