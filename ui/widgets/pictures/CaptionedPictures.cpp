// SPDX-License-Identifier: MIT
#include "widgets/pictures/CaptionedPictures.h"

#include "style/Theme.h"

#include <QPainter>

#include <algorithm>

namespace lookaway {

namespace {
constexpr int gap = 8;
constexpr int smallestSide = 104;
constexpr int largestSide = 168;
} // namespace

CaptionedPictures::CaptionedPictures(QWidget* parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void CaptionedPictures::setPictures(std::vector<CaptionedPicture> pictures)
{
    m_pictures = std::move(pictures);
    QStringList texts;
    m_captions = m_notes = false;
    for (const CaptionedPicture& item : m_pictures) {
        m_captions = m_captions || !item.caption.isEmpty();
        m_notes = m_notes || !item.note.isEmpty();
        texts << item.caption + QLatin1Char(' ') + item.note;
    }
    setAccessibleDescription(texts.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

int CaptionedPictures::columns(int width) const
{
    return std::max(1, (width + gap) / (smallestSide + gap));
}

int CaptionedPictures::side(int width) const
{
    return std::clamp((width + gap) / columns(width) - gap, 24, largestSide);
}

int CaptionedPictures::lineHeight(int width) const
{
    const int texts = int(m_captions) + int(m_notes);
    return side(width) + texts * fontMetrics().height() + (texts > 0 ? 3 : 0) + gap;
}

int CaptionedPictures::heightForWidth(int width) const
{
    const auto count = static_cast<int>(m_pictures.size());
    return (count + columns(width) - 1) / columns(width) * lineHeight(width);
}

QSize CaptionedPictures::minimumSizeHint() const
{
    return { smallestSide, m_pictures.empty() ? 0 : lineHeight(smallestSide) };
}

void CaptionedPictures::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QFontMetrics metrics = fontMetrics();
    const int tile = side(width());
    for (std::size_t i = 0; i < m_pictures.size(); ++i) {
        const CaptionedPicture& item = m_pictures[i];
        const int column = static_cast<int>(i) % columns(width());
        const int line = static_cast<int>(i) / columns(width());
        const QPoint corner(column * (tile + gap), line * lineHeight(width()));
        const double ratio = devicePixelRatioF();
        QImage scaled = item.picture.scaled(QSize(tile, tile) * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        scaled.setDevicePixelRatio(ratio);
        painter.drawImage(corner, scaled);
        QRect text(corner.x(), corner.y() + tile + 3, tile, metrics.height());
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(
            text, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(item.caption, Qt::ElideRight, tile));
        text.translate(0, metrics.height());
        painter.setPen(faintTextColor(palette()));
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(item.note, Qt::ElideRight, tile));
    }
}

} // namespace lookaway
