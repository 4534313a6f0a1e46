// SPDX-License-Identifier: MIT
#include "session/settings/Settings.h"

#include "models/NearestNames.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>

namespace lookaway {

namespace {

std::string joined(const std::vector<std::string>& words)
{
    std::string all;
    for (const auto& word : words)
        all += (all.empty() ? "" : ", ") + word;
    return all;
}

std::string_view trimmed(std::string_view text)
{
    const auto blank = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
    while (!text.empty() && blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// The whole text as a number; nullopt when it is anything else.
template <class T> std::optional<T> number(std::string_view text)
{
    T value{};
    if (text.size() > 1 && text.front() == '+')
        text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<bool> truth(std::string_view text)
{
    for (const char* yes : { "true", "on", "yes", "1" })
        if (text == yes)
            return true;
    for (const char* no : { "false", "off", "no", "0" })
        if (text == no)
            return false;
    return std::nullopt;
}

std::optional<SettingValue> valueOf(SettingType type, std::string_view text)
{
    const auto wrapped = [](auto value) { return value ? std::optional<SettingValue>(*value) : std::nullopt; };
    switch (type) {
    case SettingType::Switch:
        return wrapped(truth(trimmed(text)));
    case SettingType::Integer:
        return wrapped(number<std::int64_t>(trimmed(text)));
    case SettingType::Real:
        return wrapped(number<double>(trimmed(text)));
    case SettingType::Text:
    case SettingType::Choice:
        break;
    }
    return SettingValue(std::string(text));
}

} // namespace

bool Range::contains(double value) const
{
    return (lowOpen ? value > low : value >= low) && (highOpen ? value < high : value <= high);
}

std::string Range::text() const
{
    const auto plain = [](double value) { // 100000 rather than 1e+05
        const auto whole = static_cast<std::int64_t>(value);
        return static_cast<double>(whole) == value ? std::to_string(whole) : lookaway::text(value);
    };
    return (lowOpen ? "above " : "at least ") + plain(low) + " and " + (highOpen ? "below " : "at most ") + plain(high);
}

std::string Setting::allowed() const
{
    switch (type) {
    case SettingType::Switch:
        return "true or false";
    case SettingType::Integer:
        return range ? "a whole number, " + range->text() : "a whole number";
    case SettingType::Real:
        return range ? "a number, " + range->text() : "a number";
    case SettingType::Choice:
        return "one of " + joined(choices);
    case SettingType::Text:
        break;
    }
    return "a text";
}

Error Setting::refusal(const std::string& value) const
{
    return fail("Setting " + key + " (" + label + ") is " + value + "; it must be " + allowed() + ".");
}

Result<void> Setting::parse(Config& config, std::string_view given) const
{
    const auto value = valueOf(type, given);
    if (!value)
        return refusal("\"" + std::string(given) + "\"");
    return set(config, *value);
}

const Setting* findSetting(std::string_view keyOrOption)
{
    const auto& all = settings();
    const auto found = std::find_if(all.begin(), all.end(),
        [&](const Setting& setting) { return setting.key == keyOrOption || setting.option == keyOrOption; });
    return found == all.end() ? nullptr : &*found;
}

std::string nearestKey(std::string_view key)
{
    // A right name in the wrong section ("epochs", "data.epochs") is nearer than any slip of the pen.
    const auto name = key.substr(key.rfind('.') + 1);
    for (const auto& setting : settings())
        if (setting.name() == name)
            return setting.key;
    const bool bare = key.find('.') == std::string_view::npos;
    const auto apart = [&](const Setting& setting) { return editDistance(bare ? setting.name() : setting.key, key); };
    const auto& all = settings();
    return std::min_element(all.begin(), all.end(), [&](const Setting& a, const Setting& b) {
        return apart(a) < apart(b);
    })->key;
}

std::string sectionTitle(std::string_view section)
{
    if (section == "explain")
        return "Explanation";
    std::string title(section);
    if (!title.empty())
        title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
    return title;
}

std::vector<Error> validate(const Config& config)
{
    std::vector<Error> wrong;
    Config copy = config;
    for (const auto& setting : settings())
        if (const auto result = setting.set(copy, setting.get(config)); !result)
            wrong.push_back(result.error());
    if (config.augmentation.brightnessLow > config.augmentation.brightnessHigh)
        wrong.push_back(fail("Setting augmentation.brightness_low (" + text(config.augmentation.brightnessLow)
            + ") is above augmentation.brightness_high (" + text(config.augmentation.brightnessHigh) + ")."));
    if (config.data.validationShare + config.data.testShare >= 1)
        wrong.push_back(fail("Settings data.validation_share (" + text(config.data.validationShare)
                + ") and data.test_share (" + text(config.data.testShare) + ") leave nothing to train on.",
            "Make their sum less than 1."));
    if (config.explain.evidencePatch < config.explain.evidenceWindow)
        wrong.push_back(fail("Setting explain.evidence_patch (" + std::to_string(config.explain.evidencePatch)
            + ") is less than explain.evidence_window (" + std::to_string(config.explain.evidenceWindow) + ")."));
    if (wrong.empty()) // what the stages know beyond ranges, without saying things twice
        wrong = validate(config.training);
    return wrong;
}

std::string text(const SettingValue& value)
{
    if (const auto* flag = std::get_if<bool>(&value))
        return *flag ? "true" : "false";
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return std::to_string(*whole);
    if (const auto* real = std::get_if<double>(&value))
        return text(*real);
    return std::get<std::string>(value);
}

} // namespace lookaway
