// SPDX-License-Identifier: MIT
#include "session/settings/CommandLineText.h"

#include "session/settings/Settings.h"

namespace lookaway {

std::string shellQuoted(std::string_view text)
{
    constexpr std::string_view safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,+@%=";
    if (!text.empty() && text.find_first_not_of(safe) == std::string_view::npos)
        return std::string(text);
    std::string quoted = "'";
    for (const char c : text)
        quoted += c == '\'' ? "'\\''" : std::string(1, c);
    return quoted + "'";
}

/// " --lr 0.01"; " --no-flip".
static std::string optionText(const Setting& setting, const SettingValue& value)
{
    if (const auto* on = std::get_if<bool>(&value))
        return (*on ? " --" : " --no-") + setting.option;
    const std::string word = text(value);
    // A word that begins with a dash would be taken for an option.
    const bool dashed = !word.empty() && word.front() == '-';
    return dashed ? " " + shellQuoted("--" + setting.option + "=" + word)
                  : " --" + setting.option + " " + shellQuoted(word);
}

std::string trainCommand(const Config& config)
{
    std::string command = "lookaway-cli train";
    for (const char* key : { "data.path", "run.folder" }) {
        const auto* setting = findSetting(key);
        if (const auto value = setting->get(config); value != setting->fallback)
            command += optionText(*setting, value);
    }
    for (const auto& setting : settings()) {
        const auto value = setting.get(config);
        if (value != setting.fallback && setting.key != "data.path" && setting.key != "run.folder")
            command += optionText(setting, value);
    }
    return command;
}

} // namespace lookaway
