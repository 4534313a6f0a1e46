// SPDX-License-Identifier: MIT
#include "pages/training/PredictionDelegate.h"

#include "bridge/ThumbnailSource.h"
#include "pages/training/HardestModel.h"
#include "style/Icons.h"
#include "style/Theme.h"
#include "widgets/NumberText.h"

#include <QLocale>
#include <QPainter>

namespace lookaway {

namespace {

constexpr int kMargin = 6;

} // namespace

PredictionDelegate::PredictionDelegate(ThumbnailSource& thumbnails, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_thumbnails(thumbnails)
{
}

void PredictionDelegate::paintPicture(
    QPainter& painter, const QRect& box, const QModelIndex& index, const QPalette& palette) const
{
    const std::string path = static_cast<const HardestModel*>(index.model())->path(index.row());
    const auto* thumbnail = path.empty() ? nullptr : m_thumbnails.find(path, index.row());
    if (!thumbnail || thumbnail->picture.isNull()) {
        painter.fillRect(box, palette.color(QPalette::AlternateBase));
        const QRect middle(box.center() - QPoint(12, 12), QSize(24, 24));
        const bool broken = thumbnail || path.empty(); // else it is not decoded yet
        icon(broken ? QStringLiteral("warning") : QStringLiteral("picture"))
            .paint(&painter, middle, Qt::AlignCenter, QIcon::Disabled);
        return;
    }
    QRect place(QPoint(), thumbnail->picture.size().scaled(box.size(), Qt::KeepAspectRatio));
    place.moveCenter(box.center());
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(place, thumbnail->picture);
}

QSize PredictionDelegate::tileSize(const QFontMetrics& metrics) const
{
    return { kPictureSide + 2 * kMargin, kPictureSide + 3 * metrics.lineSpacing() + 2 * kMargin + 6 };
}

QSize PredictionDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return tileSize(option.fontMetrics);
}

void PredictionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QPalette& palette = option.palette;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & (QStyle::State_Selected | QStyle::State_HasFocus)) {
        painter->setPen(QPen(accentColor(palette), 2));
        painter->setBrush(cardColor(palette));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5), 4, 4);
    }
    const QRect inner = option.rect.adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const QRect box(inner.left(), inner.top(), inner.width(), kPictureSide);
    paintPicture(*painter, box, index, palette);

    QRect line(inner.left(), box.bottom() + 5, inner.width(), option.fontMetrics.lineSpacing());
    const auto write = [&](const QString& text, const QColor& color) {
        painter->setPen(color);
        painter->drawText(
            line, Qt::AlignLeft | Qt::AlignVCenter, option.fontMetrics.elidedText(text, Qt::ElideRight, line.width()));
        line.translate(0, line.height());
    };
    const bool right = index.data(HardestModel::RightRole).toBool();
    write(index.data(HardestModel::TruthRole).toString(), palette.color(QPalette::Text));
    if (right)
        write(QStringLiteral("✓ ") + tr("recognised"), successColor(palette));
    else
        write(QStringLiteral("→ ") + index.data(HardestModel::PredictedRole).toString(), dangerColor(palette));
    write(tr("p %1\u202f%  loss %2")
              .arg(percentNumber(index.data(HardestModel::ProbabilityRole).toDouble(), 0),
                  QLocale().toString(index.data(HardestModel::LossRole).toDouble(), 'f', 2)),
        faintTextColor(palette));
    painter->restore();
}

} // namespace lookaway
