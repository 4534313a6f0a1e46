// SPDX-License-Identifier: MIT
#include "widgets/pictures/CardModel.h"

#include <algorithm>

namespace lookaway {

CardModel::CardModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void CardModel::setCards(std::vector<PictureCard> cards)
{
    const auto before = static_cast<int>(m_cards.size());
    const auto after = static_cast<int>(cards.size());
    if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_cards.resize(cards.size());
        endRemoveRows();
    }
    const int common = static_cast<int>(m_cards.size());
    std::copy_n(cards.begin(), common, m_cards.begin());
    if (common > 0)
        Q_EMIT dataChanged(index(0), index(common - 1));
    if (after > common) {
        beginInsertRows({}, common, after - 1);
        m_cards = std::move(cards);
        endInsertRows();
    }
}

void CardModel::setPinned(int row, bool pinned)
{
    m_cards.at(static_cast<std::size_t>(row)).pinned = pinned;
    Q_EMIT dataChanged(index(row), index(row));
}

int CardModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_cards.size());
}

QVariant CardModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return card(index.row()).className;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return describe(card(index.row()));
    default:
        return {};
    }
}

} // namespace lookaway
