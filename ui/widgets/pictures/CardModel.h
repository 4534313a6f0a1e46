// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/pictures/PictureCard.h"

#include <QAbstractListModel>

#include <vector>

namespace lookaway {

/// The cards of the batch strip, in order. Replacing them keeps the places of current item and scroll bar.
class CardModel : public QAbstractListModel {
    Q_OBJECT

public:
    explicit CardModel(QObject* parent = nullptr);

    void setCards(std::vector<PictureCard> cards);
    void setPinned(int row, bool pinned);
    const PictureCard& card(int row) const { return m_cards.at(static_cast<std::size_t>(row)); }

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Display (class), tool tip and accessible text (everything the card says).
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<PictureCard> m_cards;
};

} // namespace lookaway
