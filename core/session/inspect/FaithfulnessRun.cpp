// SPDX-License-Identifier: MIT
#include "session/inspect/FaithfulnessRun.h"

#include "base/Random.h"
#include "evaluate/SanityCheck.h"
#include "session/inspect/FaithfulnessCurves.h"
#include "session/inspect/MapHeat.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace lookaway {

namespace {

/// The map of noise of a picture.
Explanation noiseMap(int width, int height, std::uint64_t seed, std::size_t number, std::int64_t classIndex)
{
    Explanation control;
    control.classIndex = classIndex;
    control.raw = HeatMap(width, height);
    Random random(deriveSeed(seed, "map of noise", number));
    for (auto& value : control.raw.values)
        value = static_cast<float>(random.uniform());
    return control;
}

std::vector<std::size_t> allOf(const MeasuredChunk& chunk)
{
    std::vector<std::size_t> indices(chunk.inputs.size());
    std::iota(indices.begin(), indices.end(), std::size_t{ 0 });
    return indices;
}

} // namespace

ExplainOrder FaithfulnessRun::orderFor(const std::string& method) const
{
    return { method, m_request.explain.layer, -1, m_request.explain.settings };
}

std::function<void(std::int64_t, std::int64_t)> FaithfulnessRun::progress(const std::string& what) const
{
    return [this, stage = what + ", " + name](std::int64_t done, std::int64_t total) {
        m_context.emit(Progress{ stage, done, total });
    };
}

Result<void> FaithfulnessRun::resolveClasses(MeasuredChunk& chunk)
{
    const auto answers = m_model.predict(chunk.inputs, m_context.token);
    if (!answers)
        return answers.error();
    for (std::size_t i = 0; i < chunk.classes.size(); ++i)
        if (chunk.classes[i] < 0)
            chunk.classes[i] = answers->at(i).top(1).front();
    return {};
}

Result<void> FaithfulnessRun::add(MeasuredChunk chunk)
{
    if (const auto known = resolveClasses(chunk); !known)
        return known;
    const auto& methods = m_request.explain.methods;
    m_methods.resize(methods.size());
    for (std::size_t m = 0; m < methods.size(); ++m) {
        m_methods[m].method = methods[m];
        const auto shown = progress(methods[m]);
        const Explain explain = [&](const auto& indices, const auto& classes) {
            std::vector<Image> inputs;
            for (const auto i : indices)
                inputs.push_back(chunk.inputs[i]);
            return m_model.explain(inputs, orderFor(methods[m]), classes, m_context.token,
                [&](std::int64_t done, std::int64_t total, const HeatMap&) { shown(done, total); });
        };
        const auto found = measureMethod(chunk, explain, m_methods[m]);
        if (!found)
            return found.error();
        m_controls[{ found->front().raw.width, found->front().raw.height }];
        if (m_request.measures.sanity)
            if (const auto checked = checkSanityOf(chunk, methods[m]); !checked)
                return checked;
    }
    for (auto& [size, control] : m_controls) {
        control.method = "noise " + std::to_string(size.first) + "x" + std::to_string(size.second);
        control.control = true;
        const Explain explain = [&, size = size](const auto& indices, const auto& classes) {
            std::vector<Explanation> maps;
            for (std::size_t i = 0; i < indices.size(); ++i)
                maps.push_back(
                    noiseMap(size.first, size.second, m_request.settings.seed, chunk.numbers[indices[i]], classes[i]));
            return Result<std::vector<Explanation>>(std::move(maps));
        };
        if (const auto measured = measureMethod(chunk, explain, control); !measured)
            return measured.error();
    }
    return {};
}

Result<std::vector<Explanation>> FaithfulnessRun::measureMethod(
    const MeasuredChunk& chunk, const Explain& explain, MeasuredMethod& method)
{
    auto found = explain(allOf(chunk), chunk.classes);
    if (!found)
        return found;
    const auto& measures = m_request.measures;
    const auto& settings = m_request.settings;
    std::vector<MeasuredExplanation> rows(chunk.inputs.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].picture = chunk.files[i];
        rows[i].classIndex = chunk.classes[i];
        const auto& input = chunk.inputs[i];
        if (measures.spread) {
            const auto map = resizedMap(found->at(i).raw, input.width, input.height);
            rows[i].spread = attentionSpread(heatAbove(map, noHeatOf(map, method.method)));
        }
    }
    if (measures.curves) {
        auto curves = insertionDeletion(m_model, chunk.inputs, *found, settings, m_context.token,
            progress(method.method + ", insertion and deletion"));
        if (!curves)
            return curves.error();
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i].curves = std::move(curves->at(i));
    }
    if (measures.road) {
        auto road = removeAndDebias(
            m_model, chunk.inputs, *found, settings, m_context.token, progress(method.method + ", ROAD"));
        if (!road)
            return road.error();
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i].road = std::move(road->at(i));
    }
    if (const auto played = play(chunk, explain, *found, rows); !played)
        return played.error();
    std::move(rows.begin(), rows.end(), std::back_inserter(method.explanations));
    return found;
}

Result<void> FaithfulnessRun::play(const MeasuredChunk& chunk, const Explain& explain,
    const std::vector<Explanation>& found, std::vector<MeasuredExplanation>& rows)
{
    // Maps of classes that are in a picture but are not those explained so far.
    std::vector<std::size_t> indices;
    std::vector<std::int64_t> classes;
    std::vector<const PictureRegion*> others;
    const auto points = [&](std::size_t i, const Explanation& explanation, const PictureRegion& region) {
        const auto map = resizedMap(explanation.raw, region.inside.width, region.inside.height);
        rows[i].points[explanation.classIndex] = pointsInto(map, region.inside, m_request.settings.pointingTolerance);
    };
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (const auto& region : chunk.regions[i]) {
            const auto wanted = region.classIndex.value_or(chunk.classes[i]);
            if (wanted == chunk.classes[i]) {
                points(i, found[i], region);
                continue;
            }
            indices.push_back(i);
            classes.push_back(wanted);
            others.push_back(&region);
        }
    if (indices.empty())
        return {};
    const auto more = explain(indices, classes);
    if (!more)
        return more.error();
    for (std::size_t k = 0; k < indices.size(); ++k)
        points(indices[k], more->at(k), *others[k]);
    return {};
}

Result<void> FaithfulnessRun::checkSanityOf(const MeasuredChunk& chunk, const std::string& method)
{
    auto check = sanityCheck(m_model, chunk.inputs, orderFor(method), chunk.classes, m_request.settings,
        m_context.token, progress(method + ", sanity check"));
    if (!check)
        return check.error();
    m_sanity[method].push_back(std::move(*check));
    return {};
}

std::vector<MeasuredMethod> FaithfulnessRun::finish()
{
    for (auto& method : m_methods)
        if (const auto checks = m_sanity.find(method.method); checks != m_sanity.end())
            method.sanity = together(checks->second);
    auto all = std::move(m_methods);
    for (auto& [size, control] : m_controls)
        all.push_back(std::move(control));
    return all;
}

} // namespace lookaway
