// SPDX-License-Identifier: MIT
#include "OptionChecks.h"

#include "base/Text.h"
#include "models/ModelInfo.h"
#include "models/NearestNames.h"
#include "session/inspect/Inspection.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace lookaway::cli {

namespace {

/// A check that asks `good` about the number.
template <class Good> CLI::Validator number(const std::string& expected, Good good)
{
    return { [expected, good](std::string& typed) {
                double value = 0;
                const bool isNumber = CLI::detail::lexical_cast(typed, value);
                return isNumber && good(value) ? std::string() : "\"" + typed + "\" is not " + expected;
            },
        "" };
}

CLI::Validator nameAmong(const std::string& kind, std::vector<std::string> names, const std::string& command)
{
    return { [kind, names = std::move(names), command](std::string& typed) {
                if (std::find(names.begin(), names.end(), typed) != names.end())
                    return std::string();
                return "there is no " + kind + " \"" + typed + "\"; the nearest are " + nearestNames(typed, names)
                    + " (\"lookaway-cli " + command + "\" lists all)";
            },
        "" };
}

} // namespace

CLI::Validator numberWithin(double low, double high)
{
    // Not "value < low || value > high", which NaN passes.
    return number("a number from " + text(low) + " to " + text(high),
        [low, high](double value) { return value >= low && value <= high; });
}

CLI::Validator numberBetween(double low, double high)
{
    return number("a number between " + text(low) + " and " + text(high),
        [low, high](double value) { return value > low && value < high; });
}

CLI::Validator finiteNumber(bool positive)
{
    return number(positive ? "a finite number above 0" : "a finite number",
        [positive](double value) { return std::isfinite(value) && (!positive || value > 0); });
}

CLI::Validator methodId()
{
    std::vector<std::string> ids;
    for (const auto& method : explanationMethods())
        ids.push_back(method.id);
    return nameAmong("explanation method", std::move(ids), "explainers");
}

CLI::Validator modelName()
{
    std::vector<std::string> names;
    for (const auto& model : allModels())
        names.push_back(model.name);
    return nameAmong("network", std::move(names), "models");
}

CLI::Validator deviceName()
{
    return { [](std::string& typed) {
                const std::string numbered = "cuda:";
                const bool isNumbered = typed.rfind(numbered, 0) == 0 && typed.size() > numbered.size()
                    && typed.find_first_not_of("0123456789", numbered.size()) == std::string::npos;
                const bool isKnown = typed == "auto" || typed == "cpu" || typed == "cuda" || typed == "mps";
                return isKnown || isNumbered ? std::string()
                                             : "\"" + typed + "\" is none of auto, cpu, cuda, cuda:N and mps";
            },
        "" };
}

} // namespace lookaway::cli
