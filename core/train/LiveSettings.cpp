// SPDX-License-Identifier: MIT
#include "train/LiveSettings.h"

#include <array>
#include <map>
#include <sstream>

namespace lookaway {

static std::string textOf(double value)
{
    std::ostringstream text;
    text << value;
    return text.str();
}

static std::string textOf(FillKind fill)
{
    constexpr std::array names{ "none", "zero", "one", "random", "blur", "mean" };
    return names.at(static_cast<std::size_t>(fill));
}

static std::string textOf(Where where)
{
    constexpr std::array names{ "salient", "random-place", "least-salient" };
    return names.at(static_cast<std::size_t>(where));
}

Result<std::vector<SettingChanged>> LiveSettings::apply(const SettingsChange& change, std::int64_t globalStep)
{
    LiveSettings changed = *this;
    std::vector<SettingChanged> events;
    const auto take = [&](const char* name, auto& current, const auto& wanted) {
        if (!wanted || *wanted == current)
            return;
        events.push_back({ globalStep, name, textOf(current), textOf(*wanted) });
        current = *wanted;
    };
    take("p", changed.distraction.p, change.p);
    take("threshold", changed.distraction.threshold, change.threshold);
    take("fill", changed.distraction.fill, change.fill);
    take("where", changed.distraction.where, change.where);
    take("learning rate", changed.learningRate, change.learningRate);

    if (const auto valid = validate(changed.distraction); !valid)
        return valid.error();
    if (!(changed.learningRate > 0 && changed.learningRate <= 10))
        return fail("The learning rate is " + textOf(changed.learningRate) + ", but must be above 0 and at most 10.");
    *this = changed;
    return events;
}

bool LiveSettings::have(const SettingChanged& change) const
{
    const std::map<std::string, std::string> values{ { "p", textOf(distraction.p) },
        { "threshold", textOf(distraction.threshold) }, { "fill", textOf(distraction.fill) },
        { "where", textOf(distraction.where) }, { "learning rate", textOf(learningRate) } };
    const auto found = values.find(change.setting);
    return found != values.end() && found->second == change.to;
}

} // namespace lookaway
