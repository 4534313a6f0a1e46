// SPDX-License-Identifier: MIT
#include "widgets/forms/PathLine.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyleOptionFrame>
#include <QToolTip>

namespace lookaway {

PathLine::PathLine(QWidget* parent)
    : QLineEdit(parent)
{
}

QRect PathLine::textRect() const
{
    constexpr int besides = 2; // as QLineEdit leaves beside its text
    QStyleOptionFrame option;
    initStyleOption(&option);
    return style()
        ->subElementRect(QStyle::SE_LineEditContents, &option, this)
        .marginsRemoved(textMargins())
        .adjusted(besides, 0, -besides, 0);
}

QString PathLine::shownText() const
{
    return fontMetrics().elidedText(text(), Qt::ElideLeft, textRect().width());
}

bool PathLine::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && shownText() != text()) {
        const QString more = toolTip().isEmpty() ? QString() : QStringLiteral("\n\n") + toolTip();
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), text() + more, this);
        return true;
    }
    return QLineEdit::event(event);
}

void PathLine::paintEvent(QPaintEvent* event)
{
    const QString shown = shownText();
    if (hasFocus() || shown == text()) {
        QLineEdit::paintEvent(event);
        return;
    }
    QPainter painter(this);
    QStyleOptionFrame option;
    initStyleOption(&option);
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &option, &painter, this);
    painter.setFont(font());
    style()->drawItemText(&painter, textRect(), Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, palette(),
        isEnabled(), shown, QPalette::Text);
}

} // namespace lookaway
