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
    setWidgetResizable(true);
    setWidget(content);
}

QSize ShrinkArea::sizeHint() const
{
    return widget()->sizeHint();
}

QSize ShrinkArea::minimumSizeHint() const
{
    // With the bar that appears as soon as the height is too small.
    const QSize whole = widget()->minimumSizeHint() + QSize(verticalScrollBar()->sizeHint().width(), 0);
    return whole.boundedTo(m_least);
}

bool ShrinkArea::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

} // namespace lookaway
