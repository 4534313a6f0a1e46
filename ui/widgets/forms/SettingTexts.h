// SPDX-License-Identifier: MIT
#pragma once

#include "session/settings/Settings.h"

#include <QString>

namespace lookaway {

// What the settings table says, for people: translated.

/// With the unit where there is one: "Rotation (degrees)".
QString labelOf(const Setting& setting);
QString helpOf(const Setting& setting);
/// As people write it: "5e-5", "on", "empty" for no text.
QString valueTextOf(const SettingValue& value);
/// Rich text: help, what is allowed, default, option of the command line, key in the configuration file.
QString toolTipOf(const Setting& setting);

/// What 0 stands for where the help says "0 is ...", in a word: "off", "never"; "auto" where it stands for the value of
/// something else ("the model's own default", "as many as cores"). Empty where 0 is a number like others, or means more
/// than a word can say.
QString meaningOfZero(const Setting& setting);
/// What an empty text stands for where the help says "empty is ...".
QString meaningOfEmpty(const Setting& setting);

/// The setting that a sentence of validate() is about: by its key, or by its label ("The warm-up is ..."); nullptr =
/// none is named.
const Setting* settingNamedIn(const std::string& sentence);

} // namespace lookaway
