// SPDX-License-Identifier: MIT
#include "compare/TableReader.h"

#include "base/Text.h"
#include "models/NearestNames.h"
#include "session/settings/TomlValue.h"

#include <algorithm>

namespace lookaway {

namespace {

constexpr std::size_t longestQuote = 60;

/// As sentences show it.
std::string shown(const toml::node& node)
{
    if (const auto* words = node.as_string())
        return words->get().size() <= longestQuote ? "\"" + words->get() + "\"" : "a long text";
    if (const auto* whole = node.as_integer())
        return std::to_string(whole->get());
    if (const auto* real = node.as_floating_point())
        return text(real->get());
    if (const auto* flag = node.as_boolean())
        return flag->get() ? "true" : "false";
    return node.is_array() ? "a list" : node.is_table() ? "a table" : "a date";
}

std::optional<double> numberOf(const toml::node& node)
{
    if (const auto* real = node.as_floating_point())
        return real->get();
    if (const auto* whole = node.as_integer())
        return static_cast<double>(whole->get());
    return std::nullopt;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string all;
    for (const auto& word : words)
        all += (all.empty() ? "" : ", ") + word;
    return all;
}

} // namespace

std::string tomlPlace(const std::string& source, const toml::source_region& region)
{
    return source + ", line " + std::to_string(region.begin.line) + ": ";
}

TableReader::TableReader(const toml::table& table, std::string name, std::string source)
    : m_table(table)
    , m_name(std::move(name))
    , m_source(std::move(source))
{
}

const toml::node* TableReader::find(const char* key)
{
    m_keys.emplace_back(key);
    return m_table.get(key);
}

std::string TableReader::full(const std::string& key) const
{
    return m_name.empty() ? key : m_name + "." + key;
}

std::string TableReader::placeOf(const toml::node& node) const
{
    return tomlPlace(m_source, node.source());
}

void TableReader::complain(const char* key, const std::string& what, const std::string& hint)
{
    const auto* node = key ? m_table.get(key) : nullptr;
    if (!m_error)
        m_error = fail(placeOf(node ? *node : m_table) + what, hint);
}

void TableReader::refuse(const char* key, const toml::node& node, const std::string& allowed)
{
    complain(key, full(key) + " is " + shown(node) + "; it must be " + allowed + ".");
}

void TableReader::read(const char* key, std::string& value)
{
    if (const auto* node = find(key)) {
        if (const auto* words = node->as_string())
            value = words->get();
        else
            refuse(key, *node, "a text in quotes");
    }
}

void TableReader::read(const char* key, bool& value)
{
    if (const auto* node = find(key)) {
        if (const auto* flag = node->as_boolean())
            value = flag->get();
        else
            refuse(key, *node, "true or false");
    }
}

void TableReader::read(const char* key, double& value, const Range& range)
{
    if (const auto* node = find(key)) {
        const auto number = numberOf(*node);
        if (number && range.contains(*number))
            value = *number;
        else
            refuse(key, *node, "a number, " + range.text());
    }
}

void TableReader::read(const char* key, int& value, const Range& range)
{
    if (const auto* node = find(key)) {
        const auto* whole = node->as_integer();
        if (whole && range.contains(static_cast<double>(whole->get())))
            value = static_cast<int>(whole->get());
        else
            refuse(key, *node, "a whole number, " + range.text());
    }
}

void TableReader::readChoice(const char* key, const std::vector<std::string>& names, std::size_t& value)
{
    if (const auto* node = find(key)) {
        const auto* words = node->as_string();
        const auto found = words ? std::find(names.begin(), names.end(), words->get()) : names.end();
        if (found != names.end())
            value = static_cast<std::size_t>(found - names.begin());
        else
            refuse(key, *node, "one of " + joined(names));
    }
}

void TableReader::readNumbers(const char* key, double* values, std::size_t count)
{
    const auto* node = find(key);
    if (!node)
        return;
    const auto* list = node->as_array();
    bool fits = list && list->size() == count;
    for (std::size_t i = 0; fits && i < count; ++i) {
        const auto number = numberOf(*list->get(i));
        fits = number.has_value();
        values[i] = number.value_or(values[i]);
    }
    if (!fits)
        refuse(key, *node, "a list of " + std::to_string(count) + " numbers");
}

void TableReader::read(const Setting& setting, Config& config)
{
    const auto key = setting.name();
    const auto* node = find(key.c_str());
    if (!node)
        return;
    const auto value = settingValue(*node);
    if (const auto set = value ? setting.set(config, *value) : setting.refusal(shown(*node)); !set)
        complain(key.c_str(), set.error().what, set.error().hint);
}

const toml::table* TableReader::table(const char* key)
{
    const auto* node = find(key);
    if (node && !node->is_table())
        refuse(key, *node, "a table: [" + std::string(key) + "]");
    return node ? node->as_table() : nullptr;
}

std::vector<const toml::table*> TableReader::tables(const char* key)
{
    std::vector<const toml::table*> found;
    const auto* node = find(key);
    if (!node)
        return found;
    const auto* list = node->as_array();
    if (list && (list->empty() || list->is_homogeneous(toml::node_type::table)))
        for (const auto& item : *list)
            found.push_back(item.as_table());
    else
        refuse(key, *node, "given as tables: [[" + std::string(key) + "]]");
    return found;
}

Result<void> TableReader::finish()
{
    for (const auto& [key, node] : m_table) {
        const std::string name(key.str());
        if (m_error || std::find(m_keys.begin(), m_keys.end(), name) != m_keys.end())
            continue;
        m_error = fail(placeOf(node) + "there is no setting "
                + (name.size() <= longestQuote ? full(name) : "of such a long name") + ".",
            "Did you mean " + nearestNames(name, m_keys, 1) + "?");
    }
    if (m_error)
        return *m_error;
    return {};
}

} // namespace lookaway
