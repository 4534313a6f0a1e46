// SPDX-License-Identifier: MIT
#include "widgets/forms/SectionBox.h"

#include "style/Icons.h"
#include "style/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace lookaway {

SectionBox::SectionBox(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_heading(new QToolButton(this))
    , m_counts(new QLabel(this))
    , m_body(new QWidget(this))
    , m_rows(new QVBoxLayout(m_body))
{
    m_heading->setText(title);
    m_heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_heading->setAutoRaise(true);
    m_heading->setFocusPolicy(Qt::StrongFocus);
    m_heading->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QFont bold = m_heading->font();
    bold.setBold(true);
    m_heading->setFont(bold);

    m_counts->setForegroundRole(QPalette::PlaceholderText); // secondary

    auto* head = new QHBoxLayout;
    head->addWidget(m_heading, 1);
    head->addWidget(m_counts);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 8);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_body);
    m_rows->setContentsMargins(8, 4, 0, 4);
    m_rows->setSpacing(6);
    connect(m_heading, &QToolButton::clicked, this, [this] { setOpen(!m_open); });
    showState();
}

void SectionBox::addRow(QWidget* row)
{
    m_rows->addWidget(row);
}

void SectionBox::setCounts(int changed, int problems)
{
    QStringList parts;
    if (problems > 0)
        parts += tr("%n to correct", nullptr, problems);
    if (changed > 0)
        parts += tr("%n changed", nullptr, changed);
    m_counts->setText(parts.join(tr(", ")));
    showState();
}

void SectionBox::setOpen(bool open)
{
    m_open = open;
    showState();
}

void SectionBox::setHeldOpen(bool held)
{
    m_heldOpen = held;
    showState();
}

void SectionBox::showState()
{
    const bool open = m_open || m_heldOpen;
    m_body->setVisible(open);
    m_heading->setIcon(icon(open ? QStringLiteral("down") : QStringLiteral("right")));
    // A tool button cannot say by itself that it unfolds something.
    m_heading->setAccessibleDescription(
        open ? tr("Unfolded. %1").arg(m_counts->text()) : tr("Folded away. %1").arg(m_counts->text()));
    m_heading->setToolTip(open ? tr("Fold this section away") : tr("Show this section"));
}

void SectionBox::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(lineColor(palette()));
    const int y = m_heading->geometry().bottom() + 2;
    painter.drawLine(0, y, width(), y);
}

} // namespace lookaway
