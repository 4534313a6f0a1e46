// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

class QWidget;

namespace lookaway {

/// A caption and its controls, kept on one line wherever a FlowLayout breaks. The caption's mnemonic (&) leads to the
/// first control.
QWidget* labelled(const QString& caption, const QList<QWidget*>& controls);

} // namespace lookaway
