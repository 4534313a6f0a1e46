// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "base/Text.h"
#include "session/settings/Config.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lookaway {

/// Value of one setting in the form in which files, command line and forms exchange it. A choice is its name.
using SettingValue = std::variant<bool, std::int64_t, double, std::string>;

enum class SettingType { Switch, Integer, Real, Text, Choice };

/// Allowed numbers; an open end is itself not allowed.
struct Range {
    double low = 0;
    double high = 0;
    bool lowOpen = false;
    bool highOpen = false;

    /// False for NaN.
    bool contains(double value) const;
    /// "above 0 and at most 0.5"
    std::string text() const;
};

/// Description of one setting and typed access to its field in a Config. Rows of the settings table.
struct Setting {
    std::string key;       ///< "training.learning_rate": section and name in the configuration file
    std::string option;    ///< name on the command line, without dashes: "lr"
    std::string label;     ///< "Learning rate", for forms
    std::string help;      ///< one sentence
    std::string unit = {}; ///< "px", "degrees", ...; empty = a plain number
    SettingType type = SettingType::Text;
    SettingValue fallback = {};            ///< the default
    std::optional<Range> range = {};       ///< Integer and Real
    std::vector<std::string> choices = {}; ///< Choice
    bool advanced = false;                 ///< forms and --help show it on demand
    bool live = false;                     ///< may change while a run goes on

    // Bound to the field by the table.
    std::function<SettingValue(const Config&)> reader = {};
    std::function<Result<void>(const Setting&, Config&, const SettingValue&)> writer = {};

    SettingValue get(const Config& config) const { return reader(config); }
    /// Sets the field; refuses another type, a number out of range and an unknown choice with a sentence.
    Result<void> set(Config& config, const SettingValue& value) const { return writer(*this, config, value); }
    /// "training": the part of the key before the dot.
    std::string section() const { return key.substr(0, key.find('.')); }
    /// "learning_rate": the part after the dot.
    std::string name() const { return key.substr(key.find('.') + 1); }
    /// "above 0 and at most 0.5", "one of none, zero, ...", "true or false": what is allowed.
    std::string allowed() const;
    /// The sentence for a value that is not allowed.
    Error refusal(const std::string& value) const;
    /// As set, from text (command line, form): "0.25", "true", "zero".
    Result<void> parse(Config& config, std::string_view text) const;
};

/// All settings, in the order in which files and forms show them. Immutable.
const std::vector<Setting>& settings();
/// The row with this key ("training.epochs") or this option name ("epochs"); nullptr = none.
const Setting* findSetting(std::string_view keyOrOption);
/// The key that is most like this one, for "did you mean".
std::string nearestKey(std::string_view key);
/// Title of a section for people: "Distraction".
std::string sectionTitle(std::string_view section);

/// Everything that is wrong with these values, a sentence each; empty = the configuration can be used. Includes what
/// concerns more than one setting (brightness low above high); what depends on data or files shows when a run starts.
std::vector<Error> validate(const Config& config);

/// Shortest text that gives the same value back.
std::string text(const SettingValue& value);

} // namespace lookaway
