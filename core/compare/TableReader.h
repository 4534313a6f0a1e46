// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "session/settings/Settings.h"

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <vector>

namespace lookaway {

/// Reads the keys of one TOML table into values that have their defaults: a missing key leaves them. Remembers which
/// keys it was asked for, so that every other one is a mistake, and the first thing that is wrong.
class TableReader {
public:
    /// `name` is what sentences call the table ("style"), empty at the top; `source` is the file.
    TableReader(const toml::table& table, std::string name, std::string source);

    void read(const char* key, std::string& value);
    void read(const char* key, bool& value);
    void read(const char* key, double& value, const Range& range);
    void read(const char* key, int& value, const Range& range);
    /// One of `names`, as its number.
    void readChoice(const char* key, const std::vector<std::string>& names, std::size_t& value);
    /// A list of exactly `count` numbers.
    void readNumbers(const char* key, double* values, std::size_t count);
    /// A setting of the settings table.
    void read(const Setting& setting, Config& config);

    /// nullptr = there is none.
    const toml::table* table(const char* key);
    /// The tables of [[key]].
    std::vector<const toml::table*> tables(const char* key);

    /// A mistake at this key (or, without it, of the whole table), unless there was one before.
    void complain(const char* key, const std::string& what, const std::string& hint = {});
    /// The first mistake; a key that nobody asked for is one.
    Result<void> finish();

private:
    const toml::node* find(const char* key);
    /// "style.width_mm"
    std::string full(const std::string& key) const;
    std::string placeOf(const toml::node& node) const;
    void refuse(const char* key, const toml::node& node, const std::string& allowed);

    const toml::table& m_table;
    std::string m_name;
    std::string m_source;
    std::vector<std::string> m_keys;
    std::optional<Error> m_error;
};

/// "figure.toml, line 3: "
std::string tomlPlace(const std::string& source, const toml::source_region& region);

} // namespace lookaway
