// SPDX-License-Identifier: MIT
#pragma once

#include "session/settings/SettingNames.h"
#include "session/settings/Settings.h"

#include <algorithm>
#include <type_traits>
#include <utility>

// How SettingsTable.cpp binds a row to a field; nobody else needs it.

namespace lookaway::table {

constexpr Range from(double low, double high)
{
    return { low, high, false, false };
}
constexpr Range above(double low, double high)
{
    return { low, high, true, false };
}
constexpr Range fromToBelow(double low, double high)
{
    return { low, high, false, true };
}

template <class Field> SettingValue valueFrom(const Field& field)
{
    if constexpr (std::is_same_v<Field, bool> || std::is_same_v<Field, double> || std::is_same_v<Field, std::string>)
        return field;
    else if constexpr (std::is_enum_v<Field>)
        return nameOf(field);
    else
        return static_cast<std::int64_t>(field);
}

/// Accepts a whole number where a real one is wanted, nothing else across types.
template <class Field> Result<void> assign(const Setting& row, Field& field, const SettingValue& value)
{
    using Wanted = std::conditional_t<std::is_enum_v<Field>, std::string,
        std::conditional_t<
            std::is_same_v<Field, bool> || std::is_same_v<Field, double> || std::is_same_v<Field, std::string>, Field,
            std::int64_t>>;
    Wanted wanted{};
    const auto* whole = std::get_if<std::int64_t>(&value);
    if constexpr (std::is_same_v<Field, double>)
        wanted = whole ? static_cast<double>(*whole) : 0;
    if (const auto* same = std::get_if<Wanted>(&value))
        wanted = *same;
    else if (!(std::is_same_v<Field, double> && whole))
        return row.refusal(text(value));
    if constexpr (std::is_same_v<Field, std::string>)
        if (!row.choices.empty() && std::find(row.choices.begin(), row.choices.end(), wanted) == row.choices.end())
            return row.refusal("\"" + wanted + "\"");
    if constexpr (std::is_enum_v<Field>) {
        const auto found = std::find(row.choices.begin(), row.choices.end(), wanted);
        if (found == row.choices.end())
            return row.refusal("\"" + wanted + "\"");
        field = static_cast<Field>(found - row.choices.begin());
    } else {
        if constexpr (std::is_arithmetic_v<Wanted> && !std::is_same_v<Wanted, bool>)
            if (row.range && !row.range->contains(static_cast<double>(wanted)))
                return row.refusal(text(value));
        field = static_cast<Field>(wanted);
    }
    return {};
}

template <class Field> constexpr SettingType typeOf()
{
    if (std::is_same_v<Field, bool>)
        return SettingType::Switch;
    if (std::is_same_v<Field, double>)
        return SettingType::Real;
    if (std::is_same_v<Field, std::string>)
        return SettingType::Text;
    return std::is_enum_v<Field> ? SettingType::Choice : SettingType::Integer;
}

/// The finishing touches of a row: .in(range).unit("px").advanced().live().
class Row {
public:
    explicit Row(Setting& setting)
        : m_setting(setting)
    {
    }
    Row& in(Range range) { return m_setting.range = range, *this; }
    /// A text that is one of these.
    Row& oneOf(std::vector<std::string> choices)
    {
        m_setting.type = SettingType::Choice;
        return m_setting.choices = std::move(choices), *this;
    }
    Row& unit(const char* unit) { return m_setting.unit = unit, *this; }
    Row& advanced() { return m_setting.advanced = true, *this; }
    Row& live() { return m_setting.live = true, *this; }

private:
    Setting& m_setting;
};

class Table {
public:
    template <class Section, class Field>
    Row add(Section Config::*section, Field Section::*field, const char* key, const char* option, const char* label,
        const char* help)
    {
        Setting row{ key, option, label, help };
        row.type = typeOf<Field>();
        row.fallback = valueFrom(Config{}.*section.*field);
        if constexpr (std::is_enum_v<Field>)
            row.choices = namesOf<Field>();
        row.reader = [section, field](const Config& config) { return valueFrom(config.*section.*field); };
        row.writer = [section, field](const Setting& self, Config& config, const SettingValue& value) {
            return assign(self, config.*section.*field, value);
        };
        m_rows.push_back(std::move(row));
        return Row(m_rows.back());
    }
    std::vector<Setting> take() { return std::move(m_rows); }

private:
    std::vector<Setting> m_rows;
};

} // namespace lookaway::table
