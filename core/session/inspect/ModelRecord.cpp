// SPDX-License-Identifier: MIT
#include "session/inspect/ModelRecord.h"

#include "session/settings/Settings.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace lookaway {

using nlohmann::json;

/// 0.485 instead of the 0.48500001430511475 that the float is.
static std::array<double, 3> plain(const std::array<float, 3>& values)
{
    std::array<double, 3> decimal{};
    std::transform(values.begin(), values.end(), decimal.begin(),
        [](float value) { return std::round(double{ value } * 1e6) / 1e6; });
    return decimal;
}

json modelRecord(const ModelFacts& model)
{
    const auto& input = model.input;
    return { { "title", model.title }, { "file", model.source.path.string() },
        { "checkpoint", model.source.checkpoint }, { "sha256", model.weightsHash }, { "classes", model.classCount },
        { "device", model.device },
        { "input",
            { { "side", input.side }, { "channels", input.channels },
                { "fit", input.fit == InputFormat::Fit::Stretch ? "stretch" : "centre-crop" },
                { "mean", plain(input.mean) }, { "std", plain(input.std) } } } };
}

json explainSettingsRecord(const ExplainSettings& settings, const std::vector<std::string>& methods)
{
    Config config;
    config.explain = settings;
    json used = json::object();
    for (const auto& method : explanationMethods())
        for (const auto& id : methods)
            if (id == method.id)
                for (const auto& key : method.settings)
                    if (const auto* setting = findSetting(key))
                        std::visit([&](const auto& value) { used[setting->name()] = value; }, setting->get(config));
    return used;
}

} // namespace lookaway
