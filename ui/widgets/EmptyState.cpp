// SPDX-License-Identifier: MIT
#include "widgets/EmptyState.h"

#include "style/Icons.h"
#include "style/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace lookaway {

namespace {
constexpr int iconSide = 40;
constexpr int textWidth = 460;
} // namespace

EmptyState::EmptyState(const QString& iconName, QWidget* parent)
    : QWidget(parent)
    , m_iconName(iconName)
    , m_icon(new QLabel(this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_buttons(new QHBoxLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(10);
    column->addStretch(2);
    for (QLabel* label : { m_icon, m_title, m_text }) {
        label->setAlignment(Qt::AlignCenter);
        column->addWidget(label);
    }
    for (QLabel* label : { m_title, m_text }) {
        label->setWordWrap(true);
        label->setMaximumWidth(textWidth);
    }
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_buttons->setAlignment(Qt::AlignCenter);
    column->addSpacing(6);
    column->addLayout(m_buttons);
    column->addStretch(3);
    restyle();
}

void EmptyState::setTexts(const QString& title, const QString& text)
{
    m_title->setText(title);
    m_text->setText(text);
    fitTexts();
    setAccessibleName(title);
    setAccessibleDescription(text);
}

QString EmptyState::title() const
{
    return m_title->text();
}

QString EmptyState::text() const
{
    return m_text->text();
}

QPushButton* EmptyState::addButton(const QString& caption, const QString& iconName)
{
    auto* button = new QPushButton(caption, this);
    if (m_buttons->isEmpty())
        button->setProperty("primary", true);
    else if (!iconName.isEmpty())
        button->setIcon(icon(iconName));
    m_buttons->addWidget(button);
    return button;
}

void EmptyState::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

void EmptyState::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitTexts();
}

/// The layout asks labels for their height at its own width, which may be more than they take.
void EmptyState::fitTexts()
{
    const QMargins margins = layout()->contentsMargins();
    const int available = std::min(textWidth, width() - margins.left() - margins.right());
    for (QLabel* label : { m_title, m_text })
        label->setMinimumHeight(label->heightForWidth(available));
}

void EmptyState::restyle()
{
    m_icon->setPixmap(icon(m_iconName).pixmap(QSize(iconSide, iconSide), devicePixelRatioF(), QIcon::Disabled));
    QPalette faint = palette();
    faint.setColor(QPalette::WindowText, faintTextColor(palette()));
    m_text->setPalette(faint);
}

} // namespace lookaway
