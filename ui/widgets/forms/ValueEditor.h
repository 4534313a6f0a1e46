// SPDX-License-Identifier: MIT
#pragma once

#include "session/settings/Settings.h"

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace lookaway {

/// The widget in which a person edits the value of one setting, and how to read and write it as text.
struct ValueEditor {
    /// Takes the focus; its object name is the setting's key.
    QWidget* widget = nullptr;
    /// What stands there, for Setting::parse.
    std::function<QString()> text = {};
    /// Shows a value; not signalled.
    std::function<void(const SettingValue&)> show = {};
};

/// The editor that fits the setting's type: check box, combo box, number box, line edit, path. Wheel events leave it
/// alone while it has no focus. `edited` is called after every change by the person; the widget is its context.
ValueEditor makeValueEditor(const Setting& setting, QWidget* parent, const std::function<void()>& edited);

/// The devices that forms offer; cuda:1 and so on can be typed.
QStringList deviceNames();

} // namespace lookaway
