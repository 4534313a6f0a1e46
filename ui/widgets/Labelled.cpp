// SPDX-License-Identifier: MIT
#include "widgets/Labelled.h"

#include <QHBoxLayout>
#include <QLabel>

namespace lookaway {

constexpr int kSpacing = 6; // px

QWidget* labelled(const QString& caption, const QList<QWidget*>& controls)
{
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpacing);
    auto* label = new QLabel(caption);
    label->setBuddy(controls.front());
    row->addWidget(label);
    for (QWidget* control : controls)
        row->addWidget(control);
    return box;
}

} // namespace lookaway
