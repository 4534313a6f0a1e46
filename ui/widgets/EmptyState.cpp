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
constexpr int margin = 24;
} // namespace

EmptyState::EmptyState(const QString& iconName, QWidget* parent)
    : QWidget(parent)
    , m_iconName(iconName)
    , m_column(new QWidget(this))
    , m_icon(new QLabel(this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_buttons(new QHBoxLayout)
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(margin, margin, margin, margin);
    outer->addStretch(2);
    // Between stretches rather than aligned: then its height is asked for at the width that it gets.
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(m_column, 1000);
    middle->addStretch(1);
    outer->addLayout(middle);
    outer->addStretch(3);
    auto* column = new QVBoxLayout(m_column);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    for (QLabel* label : { m_icon, m_title, m_text }) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(label != m_icon);
        column->addWidget(label);
    }
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_buttons->setAlignment(Qt::AlignCenter);
    column->addSpacing(6);
    column->addLayout(m_buttons);
    restyle();
}

void EmptyState::setTexts(const QString& title, const QString& text)
{
    m_title->setText(title);
    m_text->setText(text);
    setAccessibleName(title);
    setAccessibleDescription(text);
    fitHeight();
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
    m_column->setMaximumWidth(std::clamp(width() - 2 * margin, 100, textWidth));
    fitHeight();
    QWidget::resizeEvent(event);
}

/// Where there is little room the icon goes: no line of the text is cut.
void EmptyState::fitHeight()
{
    const int lines = std::min(m_column->maximumWidth(), width() - 2 * margin);
    const int spacing = m_column->layout()->spacing();
    const int needed = m_title->heightForWidth(lines) + m_text->heightForWidth(lines) + m_buttons->sizeHint().height()
        + 2 * spacing + 6;
    m_icon->setVisible(height() - 2 * margin >= needed + iconSide + spacing);
}

void EmptyState::restyle()
{
    m_icon->setPixmap(icon(m_iconName).pixmap(QSize(iconSide, iconSide), devicePixelRatioF(), QIcon::Disabled));
    QPalette faint = palette();
    faint.setColor(QPalette::WindowText, faintTextColor(palette()));
    m_text->setPalette(faint);
}

} // namespace lookaway
