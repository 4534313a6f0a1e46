// SPDX-License-Identifier: MIT
#include "session/settings/ConfigFile.h"

#include "base/AtomicFile.h"
#include "session/settings/Settings.h"
#include "session/settings/TomlText.h"
#include "session/settings/TomlValue.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <optional>
#include <sstream>

namespace lookaway {

namespace {

constexpr std::size_t maxConfigBytes = 1 << 20;

std::string tomlValue(const SettingValue& value)
{
    if (const auto* words = std::get_if<std::string>(&value))
        return tomlText(*words);
    const auto* real = std::get_if<double>(&value);
    return real ? tomlNumber(*real) : text(value);
}

std::optional<SettingValue> fromJson(const nlohmann::json& value)
{
    if (value.is_boolean())
        return SettingValue(value.get<bool>());
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
        return std::nullopt;
    if (value.is_number_integer())
        return SettingValue(value.get<std::int64_t>());
    if (value.is_number_float())
        return SettingValue(value.get<double>());
    if (value.is_string())
        return SettingValue(value.get<std::string>());
    return std::nullopt;
}

Error unknownKey(const std::string& where, const std::string& key)
{
    return fail(where + "there is no setting " + key + ".", "Did you mean " + nearestKey(key) + "?");
}

/// What an older version wrote, as it is said now: runs stay readable.
void renew(std::string& key, std::optional<SettingValue>& value)
{
    if (key != "distraction.flavour" || !value || !std::holds_alternative<std::string>(*value))
        return;
    key = "distraction.method";
    value = std::get<std::string>(*value) == "as-released" ? SettingValue(std::string("grad-cam-as-released"))
                                                           : SettingValue(std::string("grad-cam"));
}

/// Sets one key; `where` opens the sentence: "study.toml, line 3: ".
Result<void> assign(Config& config, const std::string& where, std::string key, std::optional<SettingValue> value)
{
    renew(key, value);
    const auto* setting = findSetting(key);
    if (!setting || setting->key != key)
        return unknownKey(where, key);
    const auto result = value ? setting->set(config, *value) : setting->refusal("a list, a table or a date");
    if (!result)
        return fail(where + result.error().what, result.error().hint);
    return {};
}

std::string lineOf(const std::string& source, const toml::source_region& region)
{
    return source + ", line " + std::to_string(region.begin.line) + ": ";
}

} // namespace

std::string toToml(const Config& config)
{
    std::ostringstream out;
    out << "# Settings of a run of Lookaway. Repeat it with\n#   lookaway-cli train --config FILE --out FOLDER\n";
    std::string section;
    for (const auto& setting : settings()) {
        if (setting.key == "run.folder")
            continue;
        if (setting.section() != section)
            out << "\n[" << (section = setting.section()) << "]\n";
        out << "# " << setting.help;
        if (setting.type != SettingType::Text)
            out << " (" << setting.allowed() << (setting.unit.empty() ? "" : "; " + setting.unit) << ")";
        out << "\n" << setting.name() << " = " << tomlValue(setting.get(config)) << "\n";
    }
    return out.str();
}

Result<Config> parseToml(std::string_view text, const std::string& source, Config base)
{
    toml::table root;
    try {
        root = toml::parse(text, source);
    } catch (const toml::parse_error& error) {
        return fail(lineOf(source, error.source()) + "not valid TOML: " + std::string(error.description()) + ".");
    }
    for (const auto& [section, node] : root) {
        const auto* table = node.as_table();
        if (!table)
            return unknownKey(lineOf(source, node.source()), std::string(section.str()));
        for (const auto& [name, value] : *table)
            if (const auto result = assign(base, lineOf(source, value.source()),
                    std::string(section.str()) + "." + std::string(name.str()), settingValue(value));
                !result)
                return result.error();
    }
    return base;
}

Result<Config> readToml(const std::filesystem::path& file, Config base)
{
    const auto text = readFile(file, maxConfigBytes);
    if (!text)
        return text.error();
    return parseToml(*text, file.string(), std::move(base));
}

std::string toJson(const Config& config)
{
    nlohmann::ordered_json root;
    for (const auto& setting : settings())
        std::visit([&](const auto& value) { root[setting.section()][setting.name()] = value; }, setting.get(config));
    return root.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<Config> parseJson(std::string_view text, const std::string& source)
{
    const auto root = nlohmann::json::parse(text, nullptr, false);
    if (!root.is_object())
        return fail(source + " is not a JSON object: it is damaged or truncated.");
    Config config;
    for (const auto& [section, entries] : root.items()) {
        if (!entries.is_object())
            return unknownKey(source + ": ", section);
        for (const auto& [name, value] : entries.items())
            if (const auto result = assign(config, source + ": ", section + "." + name, fromJson(value)); !result)
                return result.error();
    }
    return config;
}

} // namespace lookaway
