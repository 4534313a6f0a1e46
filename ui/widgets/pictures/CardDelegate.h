// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/pictures/PictureCard.h"

#include <QCache>
#include <QPixmap>
#include <QStyledItemDelegate>

namespace lookaway {

/// Paints the cards of a CardModel from composed pictures, which it keeps within a budget. Painting never composes:
/// what is missing is drawn as a placeholder, and whoever drives the view calls prepare() in its own time.
class CardDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit CardDelegate(QObject* parent = nullptr);

    const CardStyle& style() const { return m_style; }
    void setStyle(const CardStyle& style) { m_style = style; }
    /// Composes the card's pictures in this style unless they are there; whether there was something to do.
    bool prepare(const PictureCard& card, const CardStyle& style, double devicePixelRatio);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    struct Key {
        std::uint64_t id = 0;
        std::size_t style = 0;
        friend bool operator==(const Key& a, const Key& b) { return a.id == b.id && a.style == b.style; }
        friend std::size_t qHash(const Key& key, std::size_t seed) { return qHashMulti(seed, key.id, key.style); }
    };
    static Key keyOf(const PictureCard& card, const CardStyle& style, double devicePixelRatio);

    CardStyle m_style;
    QCache<Key, QPixmap> m_tiles; ///< cost: KiB
};

} // namespace lookaway
