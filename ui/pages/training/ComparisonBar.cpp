// SPDX-License-Identifier: MIT
#include "pages/training/ComparisonBar.h"

#include "style/Icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace lookaway {

ComparisonBar::ComparisonBar(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_sentence(new QLabel)
    , m_button(new QPushButton)
{
    setFrameShape(QFrame::StyledPanel);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_button->setObjectName(QStringLiteral("compareButton"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 6, 6, 6);
    layout->setSpacing(10);
    layout->addWidget(m_icon);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, &ComparisonBar::clicked);
    say({}, {});
}

void ComparisonBar::say(const QString& sentence, const QString& button)
{
    m_icon->setPixmap(icon(QStringLiteral("runs")).pixmap(QSize(20, 20), devicePixelRatioF()));
    m_sentence->setText(sentence);
    m_button->setText(button);
    setVisible(!sentence.isEmpty());
}

void ComparisonBar::setButtonEnabled(bool enabled)
{
    m_button->setEnabled(enabled);
}

QString ComparisonBar::sentence() const
{
    return m_sentence->text();
}

void ComparisonBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_icon->setPixmap(icon(QStringLiteral("runs")).pixmap(QSize(20, 20), devicePixelRatioF()));
}

} // namespace lookaway
