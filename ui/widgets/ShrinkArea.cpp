// SPDX-License-Identifier: MIT
#include "widgets/ShrinkArea.h"

#include <QEvent>
#include <QScrollBar>

namespace lookaway {

ShrinkArea::ShrinkArea(QWidget* content, const QSize& least, QWidget* parent)
    : QScrollArea(parent)
    , m_least(least)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // its content has it
    setWidget(content);
    content->show();
}

QSize ShrinkArea::sizeHint() const
{
    return widget()->sizeHint();
}

QSize ShrinkArea::minimumSizeHint() const
{
    // With the bar that appears as soon as the height is too small.
    const QSize whole = needed() + QSize(verticalScrollBar()->sizeHint().width(), 0);
    return whole.boundedTo(m_least);
}

QSize ShrinkArea::needed() const
{
    return widget()->minimumSizeHint().expandedTo(widget()->minimumSize());
}

/// As large as the area, or as small as the content may be. Not left to QScrollArea, which gives content whose height
/// depends on its width all the height that it would like to have.
void ShrinkArea::fit()
{
    const QSize least = needed();
    QSize room = maximumViewportSize();
    const QSize bars(verticalScrollBar()->sizeHint().width(), horizontalScrollBar()->sizeHint().height());
    const bool tall = least.height() > room.height();
    if (tall)
        room.rwidth() -= bars.width();
    if (least.width() > room.width()) {
        room.rheight() -= bars.height();
        if (!tall && least.height() > room.height())
            room.rwidth() -= bars.width();
    }
    widget()->resize(room.expandedTo(least));
}

void ShrinkArea::resizeEvent(QResizeEvent* event)
{
    fit();
    QScrollArea::resizeEvent(event);
}

bool ShrinkArea::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        updateGeometry();
        fit();
    }
    return QScrollArea::eventFilter(watched, event);
}

} // namespace lookaway
