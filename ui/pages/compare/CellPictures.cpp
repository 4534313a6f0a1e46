// SPDX-License-Identifier: MIT
#include "pages/compare/CellPictures.h"

#include "figure/ComparisonSheet.h"
#include "widgets/Background.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>

namespace lookaway {

namespace {
constexpr int kBudget = 192 << 20; // bytes
constexpr std::size_t kLongestQueue = 200;

} // namespace

CellPictures::CellPictures(QObject* parent)
    : QObject(parent)
    , m_known(kBudget)
{
}

QRectF fittedInto(const QRectF& box, QSizeF picture)
{
    picture.scale(box.size(), Qt::KeepAspectRatio);
    QRectF fitted(QPointF(), picture);
    fitted.moveCenter(box.center());
    return fitted;
}

/// Cell and crop: the same picture may stand in two rows, whole and in part.
QByteArray CellPictures::keyOf(const Order& order)
{
    QByteArray key;
    QDataStream stream(&key, QIODevice::WriteOnly);
    const CropBox& crop = order.crop;
    stream << quint64(reinterpret_cast<quintptr>(order.cell.get())) << crop.x << crop.y << crop.width << crop.height;
    return key;
}

QByteArray CellPictures::lookOf(const Order& order)
{
    QByteArray look;
    QDataStream stream(&look, QIODevice::WriteOnly);
    const FigureStyle& style = order.style;
    const MapScale scale = order.scale.value_or(MapScale{ 0, 0 });
    stream << int(order.column.kind) << int(style.colors) << style.opacity << style.contour << scale.low << scale.high
           << order.size;
    return look;
}

const CellPictures::Entry* CellPictures::find(const Order& order)
{
    const Known* known = m_known.object(keyOf(order));
    if (known && known->look == lookOf(order))
        return &known->entry;
    const auto same = [&](const Order& other) { return other.cell == order.cell && other.place == order.place; };
    m_asked.erase(std::remove_if(m_asked.begin(), m_asked.end(), same), m_asked.end());
    m_asked.push_back(order);
    if (m_asked.size() > kLongestQueue)
        m_asked.pop_front();
    start();
    return known ? &known->entry : nullptr;
}

CellPictures::Entry CellPictures::make(const Order& order)
{
    Entry entry;
    entry.picture = cellPicture(*order.cell, order.column, order.style, order.scale, order.crop);
    if (entry.picture.isNull())
        return entry;
    entry.contour = cellContour(*order.cell, order.column, order.style, order.crop);
    const QSize size = entry.picture.size().scaled(order.size, Qt::KeepAspectRatio);
    if (size.isEmpty())
        return entry;
    entry.fitted = entry.picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                       .convertToFormat(QImage::Format_RGB32);
    return entry;
}

void CellPictures::start()
{
    if (m_busy || m_asked.empty())
        return;
    m_busy = true;
    Order order = std::move(m_asked.back());
    m_asked.pop_back();
    inBackground(
        this, [order]() -> Result<Entry> { return make(order); },
        [this, order](const Result<Entry>& made) {
            m_busy = false;
            if (made)
                take(order, *made);
            start();
        });
}

void CellPictures::take(const Order& order, const Entry& entry)
{
    const auto bytes = entry.picture.sizeInBytes() + entry.fitted.sizeInBytes() + 1024;
    m_known.insert(keyOf(order), new Known{ order.cell, lookOf(order), entry }, bytes);
    Q_EMIT ready(order.row, order.place);
}

} // namespace lookaway
