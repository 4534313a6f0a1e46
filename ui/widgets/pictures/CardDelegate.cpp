// SPDX-License-Identifier: MIT
#include "widgets/pictures/CardDelegate.h"

#include "widgets/pictures/CardModel.h"

#include <QPainter>

namespace lookaway {

namespace {
constexpr int budget = 96 * 1024; // KiB
}

CardDelegate::CardDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
    , m_tiles(budget)
{
}

CardDelegate::Key CardDelegate::keyOf(const PictureCard& card, const CardStyle& style, double devicePixelRatio)
{
    return { card.id,
        qHashMulti(0, style.original, style.overlay, style.mask, style.occluded, style.opacity,
            static_cast<int>(style.colors), style.side, devicePixelRatio) };
}

bool CardDelegate::prepare(const PictureCard& card, const CardStyle& style, double devicePixelRatio)
{
    const Key key = keyOf(card, style, devicePixelRatio);
    if (m_tiles.contains(key))
        return false;
    auto* pixmap = new QPixmap(QPixmap::fromImage(composeCard(*card.picture, style, devicePixelRatio)));
    m_tiles.insert(key, pixmap, pixmap->width() * pixmap->height() * 4 / 1024 + 1);
    return true;
}

void CardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* model = qobject_cast<const CardModel*>(index.model());
    if (!model)
        return;
    const PictureCard& card = model->card(index.row());
    const QPixmap* tiles = m_tiles.object(keyOf(card, m_style, painter->device()->devicePixelRatioF()));
    CardState state;
    state.selected = option.state.testFlag(QStyle::State_Selected);
    state.focused = option.state.testFlag(QStyle::State_HasFocus);
    state.hovered = option.state.testFlag(QStyle::State_MouseOver);
    painter->setFont(option.font);
    paintCard(*painter, option.rect, card, m_style, tiles ? *tiles : QPixmap(), option.palette, state);
}

QSize CardDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return cardSize(m_style, option.font);
}

} // namespace lookaway
