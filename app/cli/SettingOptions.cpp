// SPDX-License-Identifier: MIT
#include "SettingOptions.h"

#include "session/settings/ConfigFile.h"
#include "session/settings/Settings.h"

#include <CLI/CLI.hpp>

namespace lookaway::cli {

/// Word behind the option's name in the help.
static std::string valueName(const Setting& setting)
{
    static const std::map<std::string, std::string> texts = { { "data.path", "DIR" }, { "model.weights", "FILE" },
        { "model.name", "NAME" }, { "distraction.layer", "NAME" }, { "training.device", "DEVICE" },
        { "run.folder", "DIR" } };
    switch (setting.type) {
    case SettingType::Integer:
        return "N";
    case SettingType::Real:
        return "X";
    case SettingType::Choice: {
        std::string all;
        for (const auto& choice : setting.choices)
            all += (all.empty() ? "" : "|") + choice;
        return all;
    }
    case SettingType::Switch:
        return "";
    case SettingType::Text:
        break;
    }
    const auto found = texts.find(setting.key);
    return found == texts.end() ? "TEXT" : found->second;
}

/// Help with default, unit and, where it says something, the range: "... [0.25; above 0 and at most 0.5]".
static std::string description(const Setting& setting)
{
    std::string facts = text(setting.fallback);
    if (setting.type == SettingType::Switch)
        facts = facts == "true" ? "on" : "off";
    if (!facts.empty() && !setting.unit.empty())
        facts += " " + setting.unit;
    if (setting.range && setting.range->high <= 255)
        facts += "; " + setting.range->text();
    return setting.help + (facts.empty() ? "" : " [" + facts + "]");
}

static std::string groupOf(const Setting& setting, bool showAdvanced)
{
    if (setting.advanced && !showAdvanced)
        return ""; // CLI11's way to keep an option out of the help
    return sectionTitle(setting.section()) + (setting.advanced ? ", advanced" : "");
}

void SettingOptions::addTo(CLI::App& command, bool showAdvanced)
{
    command
        .add_option("--config", m_file,
            "Settings from this file; options on the command line have the last word. Every run writes the one that "
            "repeats it (RUN/config.toml).")
        ->type_name("FILE.toml");
    for (const auto& setting : settings())
        add(command, setting, groupOf(setting, showAdvanced));
}

void SettingOptions::addSection(CLI::App& command, const std::string& section)
{
    for (const auto& setting : settings())
        if (setting.section() == section)
            add(command, setting, sectionTitle(section));
}

void SettingOptions::add(CLI::App& command, const Setting& setting, const std::string& group)
{
    const std::string name = "--" + setting.option;
    CLI::Option* option = nullptr;
    if (setting.type == SettingType::Switch)
        option = command.add_flag_function(
            name + ",!--no-" + setting.option,
            [this, key = setting.key](std::int64_t count) { m_given[key] = count > 0 ? "true" : "false"; },
            description(setting));
    else
        option = command
                     .add_option_function<std::string>(
                         name, [this, key = setting.key](const std::string& value) { m_given[key] = value; },
                         description(setting))
                     ->type_name(valueName(setting));
    option->group(group)->take_last(); // so that a script's line can be added to
}

Result<Config> SettingOptions::applyTo(Config config) const
{
    if (!m_file.empty()) {
        auto read = readToml(m_file, config);
        if (!read)
            return read.error();
        config = *read;
    }
    for (const auto& [key, value] : m_given)
        if (auto parsed = findSetting(key)->parse(config, value); !parsed)
            return parsed.error();
    if (const auto wrong = validate(config); !wrong.empty())
        return wrong.front();
    return config;
}

} // namespace lookaway::cli
