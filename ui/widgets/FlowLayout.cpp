// SPDX-License-Identifier: MIT
#include "widgets/FlowLayout.h"

#include <QWidget>

#include <algorithm>

namespace lookaway {

FlowLayout::FlowLayout(QWidget* parent, int gap)
    : QLayout(parent)
    , m_gap(gap)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() = default;

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items.emplace_back(item);
}

QLayoutItem* FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[index].get() : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem* item = m_items[index].release();
    m_items.erase(m_items.begin() + index);
    return item;
}

QSize FlowLayout::sizeHint() const
{
    int width = 0;
    int height = 0;
    for (const auto& item : m_items) {
        if (item->isEmpty())
            continue;
        width += item->sizeHint().width() + (width > 0 ? m_gap : 0);
        height = std::max(height, item->sizeHint().height());
    }
    const QMargins margins = contentsMargins();
    return QSize(width, height).grownBy(margins);
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const auto& item : m_items)
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect& rect, bool place) const
{
    const QRect inner = rect.marginsRemoved(contentsMargins());
    std::vector<QLayoutItem*> line;
    int x = inner.x();
    int y = inner.y();
    int lineHeight = 0;
    for (const auto& item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint();
        if (!line.empty() && x + size.width() > inner.x() + inner.width()) {
            if (place)
                placeLine(line, { inner.x(), y }, lineHeight, m_gap);
            line.clear();
            x = inner.x();
            y += lineHeight + m_gap / 2;
            lineHeight = 0;
        }
        line.push_back(item.get());
        x += size.width() + m_gap;
        lineHeight = std::max(lineHeight, size.height());
    }
    if (place)
        placeLine(line, { inner.x(), y }, lineHeight, m_gap);
    return y + lineHeight - rect.y() + contentsMargins().bottom();
}

void FlowLayout::placeLine(const std::vector<QLayoutItem*>& line, QPoint start, int height, int gap)
{
    int x = start.x();
    for (QLayoutItem* item : line) {
        const QSize size = item->sizeHint();
        item->setGeometry(QRect(QPoint(x, start.y() + (height - size.height()) / 2), size));
        x += size.width() + gap;
    }
}

} // namespace lookaway
