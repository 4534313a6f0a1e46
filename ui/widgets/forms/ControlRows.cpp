// SPDX-License-Identifier: MIT
#include "widgets/forms/ControlRows.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace lookaway {

ControlRows::ControlRows(std::vector<Arrangement> arrangements, QWidget* parent)
    : QWidget(parent)
    , m_arrangements(std::move(arrangements))
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(8);
    m_rows->setSizeConstraint(QLayout::SetNoConstraint); // see minimumSizeHint()
}

QWidget* ControlRows::add(const QString& label, QWidget* editor, int share)
{
    auto* cell = new QWidget(this);
    auto* title = new QLabel(label, cell);
    title->setBuddy(editor);
    auto* layout = new QVBoxLayout(cell);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(title);
    layout->addWidget(editor);
    m_cells.push_back({ cell, share });
    m_present = nullptr;
    arrange();
    return cell;
}

void ControlRows::arrange()
{
    const Arrangement* fitting = &m_arrangements.front();
    for (const auto& arrangement : m_arrangements)
        if (width() >= arrangement.from * fontMetrics().height())
            fitting = &arrangement;
    if (fitting == m_present)
        return;
    m_present = fitting;
    while (auto* old = m_rows->takeAt(0)) {
        while (auto* item = old->layout()->takeAt(0))
            delete item; // the layout's entry, not the widget
        delete old;
    }
    for (const auto& indices : fitting->rows) {
        auto* line = new QHBoxLayout;
        line->setSpacing(12);
        m_rows->addLayout(line);
        for (const auto i : indices)
            if (i < m_cells.size())
                line->addWidget(m_cells[i].widget, m_cells[i].share);
    }
    updateGeometry();
}

void ControlRows::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

QSize ControlRows::minimumSizeHint() const
{
    // Of the narrow arrangement, whatever it is now: a dock may always be made narrow.
    return { 16 * fontMetrics().height(), m_rows->minimumSize().height() };
}

} // namespace lookaway
