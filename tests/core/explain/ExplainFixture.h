// SPDX-License-Identifier: MIT
#pragma once

#include "../models/Fixture.h"
#include "explain/Explainers.h"

#include <QTest>

namespace lookaway::test {

inline nlohmann::json explainFixture(const std::string& name)
{
    return nlohmann::json::parse(std::ifstream(std::string(LOOKAWAY_FIXTURES) + "/explain/" + name + ".json"));
}

inline void appendTo(std::vector<float>& values, const nlohmann::json& rows)
{
    if (rows.is_array())
        for (const auto& row : rows)
            appendTo(values, row);
    else
        values.push_back(rows.get<float>());
}

inline at::Tensor tensorOf(const nlohmann::json& rows)
{
    std::vector<float> values;
    appendTo(values, rows);
    return at::tensor(values);
}

/// Sums over blocks x blocks parts of every plane, as the Python side wrote them.
inline at::Tensor blockSums(const at::Tensor& values, std::int64_t blocks)
{
    const auto side = values.size(-1) / blocks;
    const auto planes = values.to(at::kDouble).unflatten(-1, { blocks, side }).unflatten(-3, { blocks, side });
    return planes.sum({ -3, -1 }).flatten().to(at::kFloat);
}

inline double digestError(const at::Tensor& values, std::int64_t blocks, const nlohmann::json& expected)
{
    const auto some = tensorOf(expected["values"]);
    return std::max(relativeDifference(blockSums(values, blocks), tensorOf(expected["sums"])),
        relativeDifference(digest(values, some.numel()).slice(0, 1), some));
}

/// A network, pictures, and what tests/reference/make_explain_fixtures.py found with hooks and formulas.
struct ExplainCase {
    std::shared_ptr<Classifier> network;
    at::Tensor images;
    nlohmann::json expected;
    /// Names of layers that the network calls otherwise than the fixture.
    std::map<std::string, std::string> renamed = {};

    std::vector<std::int64_t> classes() const { return expected["explained"].get<std::vector<std::int64_t>>(); }
    Result<Maps> explain(const std::string& method, const std::string& layer) const
    {
        ExplainSettings settings;
        settings.seed = expected["seed"];
        settings.smoothSamples = expected["smooth_samples"];
        settings.smoothNoise = expected["smooth_noise"];
        settings.integratedSteps = expected["integrated_steps"];
        const auto other = renamed.find(layer);
        const ExplainRequest request{ images, at::tensor(classes()), other == renamed.end() ? layer : other->second };
        return findExplainer(method)->make(settings)->explain(*network, request);
    }

    /// Relative differences to the fixture, by method and layer.
    std::map<std::string, double> differences() const
    {
        std::map<std::string, double> found;
        for (const auto& [layer, methods] : expected["maps"].items())
            for (const auto& [method, rows] : methods.items())
                found[method + " of " + layer] =
                    relativeDifference(explain(method, layer).value().maps.flatten(), tensorOf(rows));
        for (const auto& [method, fields] : expected["attributions"].items()) {
            const auto maps = explain(method, expected["middle"]).value();
            found[method] = maps.attribution.sizes() != images.sizes()
                ? std::numeric_limits<double>::infinity()
                : std::max(
                    digestError(maps.attribution, 4, fields["attribution"]), digestError(maps.maps, 8, fields["map"]));
        }
        return found;
    }
    std::set<std::string> methods() const
    {
        std::set<std::string> known;
        for (const auto& [layer, maps] : expected["maps"].items())
            for (const auto& [method, rows] : maps.items())
                known.insert(method);
        for (const auto& [method, fields] : expected["attributions"].items())
            known.insert(method);
        return known;
    }
};

/// Every method of the fixture gives what Python gives, to 1e-4 of the largest value.
inline void compareWithFixture(const ExplainCase& example)
{
    constexpr double tolerance = 1e-4;
    const auto differences = example.differences();
    QVERIFY(differences.size() >= 13);
    for (const auto& [what, difference] : differences)
        QVERIFY2(difference < tolerance, qPrintable(QString::asprintf("%s: %g", what.c_str(), difference)));
}

} // namespace lookaway::test
