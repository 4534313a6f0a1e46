// SPDX-License-Identifier: MIT
#include "compare/ComparisonSpec.h"

#include "base/Text.h"
#include "compare/SpecNames.h"
#include "models/NearestNames.h"
#include "session/Startup.h"
#include "session/settings/Settings.h"

#include <algorithm>
#include <set>

namespace lookaway {

namespace {

using Kind = ComparedColumn::Kind;

/// Room for what is lost when a share is written with few decimals.
constexpr double rounding = 1e-6;

constexpr Range threadCounts{ 0, 1024 };

std::string numbered(const std::string& what, std::size_t index)
{
    return what + " " + std::to_string(index + 1);
}

Result<void> validateModels(const ComparisonSpec& spec)
{
    if (spec.models.empty())
        return fail("There is no model to compare.", "Add a run or a model's file.");
    std::set<std::string> titles;
    for (std::size_t i = 0; i < spec.models.size(); ++i) {
        const auto& [title, source] = spec.models[i];
        if (title.empty())
            return fail(numbered("Model", i) + " has no title.", "Give each model a title of its own.");
        if (!titles.insert(title).second)
            return fail("Two models have the title '" + title + "'.", "Give each model a title of its own.");
        const bool bare = source.kind == ModelSource::Kind::Weights && !source.model.empty();
        if (source.path.empty() && !bare)
            return fail("Model '" + title + "' has no file.", "Name its run folder or its file.");
    }
    return {};
}

Result<void> validateColumn(const ComparedColumn& column, const std::string& name, const ComparisonSpec& spec)
{
    const auto missing = [&](const char* what, std::size_t model) {
        return fail(name + " has no " + what + ": there is no " + numbered("model", model) + ".");
    };
    if (column.model >= spec.models.size())
        return missing("model", column.model);
    if (comparesTwo(column)) {
        if (column.reference >= spec.models.size())
            return missing("reference", column.reference);
        if (column.reference == column.model)
            return fail(name + " compares '" + spec.models[column.model].title + "' with itself.",
                "Choose another model as its reference.");
    }
    const auto methods = methodNames();
    if (column.kind != Kind::Input && std::find(methods.begin(), methods.end(), column.method) == methods.end())
        return fail(name + ": there is no explanation method \"" + column.method + "\".",
            "Did you mean " + nearestNames(column.method, methods, 1) + "?");
    return {};
}

Result<void> validateRowClass(const ComparisonSpec& spec)
{
    if (spec.rowClass.model >= spec.models.size())
        return fail(
            "The class of the rows comes from no model: there is no " + numbered("model", spec.rowClass.model) + ".");
    if (spec.rowClass.by == RowClass::By::Given && spec.rowClass.name.empty())
        return fail("The class that all rows explain has no name.", "Give its name or number.");
    return {};
}

Result<void> validateSettings(const ComparisonSpec& spec)
{
    if (!(spec.hotLevel > 0 && spec.hotLevel < 1))
        return fail("Setting hot_level (share of a map's maximum above which a pixel is hot) is " + text(spec.hotLevel)
            + "; it must be above 0 and below 1.");
    if (spec.device.empty())
        return fail("Setting device is empty; it must be auto, cpu, cuda, cuda:N or mps.");
    if (!threadCounts.contains(spec.threads))
        return fail("Setting threads is " + std::to_string(spec.threads) + "; it must be a whole number, "
                + threadCounts.text() + ".",
            "0 is as many as this machine has cores.");
    Config config;
    config.explain = spec.explain;
    if (const auto wrong = validate(config); !wrong.empty())
        return wrong.front();
    return {};
}

/// Columns that show maps do so by different methods (or at different layers).
template <class Field> bool differs(const ComparisonSpec& spec, Field field)
{
    std::set<std::string> values;
    for (const auto& column : spec.columns)
        if (column.kind != Kind::Input)
            values.insert(column.*field);
    return values.size() > 1;
}

/// The input is shown for different models.
bool severalInputs(const ComparisonSpec& spec)
{
    std::set<std::size_t> models;
    for (const auto& column : spec.columns)
        if (column.kind == Kind::Input)
            models.insert(column.model);
    return models.size() > 1;
}

} // namespace

Result<void> validate(const CropBox& crop)
{
    const auto inside = [](double start, double length) {
        return start >= 0 && length > 0 && start + length <= 1 + rounding;
    };
    if (inside(crop.x, crop.width) && inside(crop.y, crop.height))
        return {};
    return fail("The crop (x " + text(crop.x) + ", y " + text(crop.y) + ", width " + text(crop.width) + ", height "
            + text(crop.height) + ") does not lie in the picture.",
        "All four are shares of the picture's width and height, from 0 to 1.");
}

Result<void> validate(const ComparisonSpec& spec)
{
    if (const auto models = validateModels(spec); !models)
        return models;
    for (std::size_t i = 0; i < spec.pictures.size(); ++i) {
        if (spec.pictures[i].file.empty())
            return fail(numbered("Picture", i) + " has no file.");
        if (const auto inside = validate(spec.pictures[i].crop); !inside)
            return fail(numbered("Picture", i) + ": " + inside.error().what, inside.error().hint);
    }
    for (std::size_t i = 0; i < spec.columns.size(); ++i)
        if (const auto column = validateColumn(spec.columns[i], numbered("Column", i), spec); !column)
            return column;
    if (const auto rowClass = validateRowClass(spec); !rowClass)
        return rowClass;
    return validateSettings(spec);
}

int threadsOf(const ComparisonSpec& spec)
{
    return spec.threads > 0 ? spec.threads : defaultThreads();
}

std::string titleOf(const ComparedColumn& column, const ComparisonSpec& spec)
{
    if (!column.title.empty())
        return column.title;
    const auto model = [&](std::size_t index) {
        return index < spec.models.size() ? spec.models[index].title : numbered("model", index);
    };
    if (column.kind == Kind::Input)
        return severalInputs(spec) ? "Input, " + model(column.model) : "Input";
    std::string title = model(column.model);
    if (column.kind == Kind::Difference)
        title += " minus " + model(column.reference);
    if (column.kind == Kind::HotRegions)
        title += " and " + model(column.reference);
    if (differs(spec, &ComparedColumn::method))
        title += ", " + methodTitle(column.method);
    if (!column.layer.empty() && differs(spec, &ComparedColumn::layer))
        title += ", " + column.layer;
    return title;
}

} // namespace lookaway
