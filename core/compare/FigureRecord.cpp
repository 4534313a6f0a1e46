// SPDX-License-Identifier: MIT
#include "compare/FigureRecord.h"

#include "compare/FigureFile.h"
#include "compare/SpecNames.h"
#include "session/Versions.h"
#include "session/inspect/ModelRecord.h"
#include "weights/Sha256.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace lookaway {

using nlohmann::json;

namespace {

/// What is known about the models that a figure needed.
std::vector<Result<ModelFacts>> factsOf(Comparison& comparison)
{
    const auto& spec = comparison.spec();
    const auto used = usedModels(spec);
    std::vector<Result<ModelFacts>> facts;
    for (std::size_t i = 0; i < spec.models.size(); ++i) {
        if (std::find(used.begin(), used.end(), i) == used.end()) {
            facts.emplace_back(fail("No column shows '" + spec.models[i].title + "'."));
            continue;
        }
        const auto opened = comparison.facts(i);
        facts.emplace_back(opened ? Result<ModelFacts>(**opened) : Result<ModelFacts>(opened.error()));
    }
    return facts;
}

bool stopped(const std::optional<Error>& error)
{
    return error && error->cancelled();
}

json modelJson(const ComparedModel& model, const Result<ModelFacts>& facts)
{
    json record = facts ? modelRecord(*facts)
                        : json{ { "file", model.source.path.string() }, { "error", facts.error().message() } };
    record["name"] = model.title;
    record["kind"] = nameIn(sourceKindNames, model.source.kind);
    return record;
}

json pictureJson(const ComparedPicture& picture, const ComparedRow& row)
{
    const auto& crop = picture.crop;
    json record{ { "file", picture.file.string() }, { "title", picture.title }, { "class", row.className },
        { "true_class", row.trueName }, { "crop", { crop.x, crop.y, crop.width, crop.height } } };
    if (const auto hash = sha256OfFile(picture.file))
        record["sha256"] = *hash;
    if (row.error)
        record["error"] = row.error->message();
    return record;
}

json columnJson(const ComparedColumn& column, const ComparisonSpec& spec)
{
    json record{ { "title", titleOf(column, spec) }, { "shows", nameIn(columnKindNames, column.kind) },
        { "model", spec.models.at(column.model).title } };
    if (comparesTwo(column))
        record["reference"] = spec.models.at(column.reference).title;
    if (column.kind != ComparedColumn::Kind::Input)
        record["method"] = column.method;
    return record;
}

void addMeasures(json& record, const ComparedCell& cell)
{
    if (cell.spread)
        record["spread"] = { { "share_above_level", cell.spread->shareAboveLevel }, { "entropy", cell.spread->entropy },
            { "components", cell.spread->components }, { "empty", cell.spread->empty } };
    if (cell.overlap)
        record["overlap"] = { { "iou", cell.overlap->iou }, { "kept", cell.overlap->kept },
            { "own", cell.overlap->own } };
}

/// The values that have the first and the last colour in a map: its own, or those that it shares with the maps of its
/// kind in its row or in the figure.
MapScale scaleOfCell(const FigureSpec& spec, const FigureContent& content, std::size_t row, std::size_t column)
{
    using Scale = FigureStyle::Scale;
    const auto wanted = spec.style.scale;
    std::vector<MapScale> together;
    for (std::size_t r = 0; r < content.cells.size(); ++r)
        for (std::size_t c = 0; c < content.cells[r].size(); ++c) {
            const auto& cell = content.cells[r][c];
            const bool isMap = spec.comparison.columns.at(c).kind == ComparedColumn::Kind::Map;
            const bool sameKind = isMap && !cell.map.empty() && cell.isSigned == content.cells[row][column].isSigned;
            const bool itself = r == row && c == column;
            if (sameKind && (itself || wanted == Scale::Figure || (wanted == Scale::Row && r == row)))
                together.push_back(scaleOf(cell.map, cell.isSigned));
        }
    return sharedScale(together);
}

json cellJson(std::size_t row, std::size_t column, const ComparedCell& cell, ComparedColumn::Kind kind)
{
    json record{ { "row", row }, { "column", column } };
    if (cell.error)
        record["error"] = cell.error->message();
    if (cell.predicted >= 0) {
        record["predicted"] = cell.predicted;
        record["predicted_name"] = cell.predictedName;
        record["predicted_probability"] = cell.predictedProbability;
    }
    if (cell.classIndex >= 0) {
        record["class"] = cell.classIndex;
        record["probability"] = cell.probability;
    }
    if (!cell.map.empty() && kind == ComparedColumn::Kind::Map) {
        const auto range = scaleOf(cell.map, /*isSigned=*/false);
        record["raw_low"] = range.low;
        record["raw_high"] = range.high;
        record["signed"] = cell.isSigned;
    }
    if (!cell.layer.empty())
        record["layer"] = cell.layer;
    addMeasures(record, cell);
    return record;
}

json cellsJson(const FigureSpec& spec, const FigureContent& content)
{
    json cells = json::array();
    for (std::size_t r = 0; r < content.cells.size(); ++r)
        for (std::size_t c = 0; c < content.cells[r].size(); ++c) {
            auto record = cellJson(r, c, content.cells[r][c], spec.comparison.columns.at(c).kind);
            if (record.contains("raw_low")) {
                const auto scale = scaleOfCell(spec, content, r, c);
                record["scale_low"] = scale.low;
                record["scale_high"] = scale.high;
            }
            cells.push_back(std::move(record));
        }
    return cells;
}

json comparedJson(const FigureSpec& spec, const FigureContent& content)
{
    const auto& comparison = spec.comparison;
    json models = json::array();
    for (std::size_t i = 0; i < content.models.size(); ++i)
        models.push_back(modelJson(comparison.models.at(i), content.models[i]));
    json pictures = json::array();
    for (std::size_t i = 0; i < content.rows.size(); ++i)
        pictures.push_back(pictureJson(comparison.pictures.at(i), content.rows[i]));
    json columns = json::array();
    for (const auto& column : comparison.columns)
        columns.push_back(columnJson(column, comparison));
    return { { "models", models }, { "pictures", pictures }, { "columns", columns },
        { "cells", cellsJson(spec, content) } };
}

} // namespace

Result<FigureContent> computeFigure(const FigureSpec& spec, Comparison& comparison, const CancelToken& cancel,
    const std::function<void(std::int64_t done, std::int64_t total)>& progress)
{
    if (const auto valid = validate(spec); !valid)
        return valid.error();
    comparison.setSpec(spec.comparison);
    const auto rows = spec.comparison.pictures.size();
    const auto columns = spec.comparison.columns.size();
    FigureContent content;
    for (std::size_t r = 0; r < rows; ++r) {
        if (cancel.cancelled())
            return cancelled();
        content.rows.push_back(comparison.row(r, cancel));
        content.cells.emplace_back();
        for (std::size_t c = 0; c < columns && !stopped(content.rows.back().error); ++c) {
            if (cancel.cancelled())
                return cancelled();
            content.cells.back().push_back(comparison.cell(r, c, cancel));
            if (stopped(content.cells.back().back().error))
                return cancelled();
            if (progress)
                progress(static_cast<std::int64_t>(r * columns + c + 1), static_cast<std::int64_t>(rows * columns));
        }
        if (stopped(content.rows.back().error))
            return cancelled();
    }
    content.models = factsOf(comparison);
    return content;
}

std::string figureJson(const FigureSpec& spec, const FigureContent& content, const std::string& command)
{
    const auto& comparison = spec.comparison;
    std::vector<std::string> methods;
    for (const auto& column : comparison.columns)
        if (column.kind != ComparedColumn::Kind::Input)
            methods.push_back(column.method);
    json document = comparedJson(spec, content);
    document["command"] = command;
    document["versions"] = versions();
    document["settings"] = explainSettingsRecord(comparison.explain, methods);
    document["hot_level"] = comparison.hotLevel;
    document["threads"] = threadsOf(comparison);
    document["rows_explain"] = nameIn(rowClassNames, comparison.rowClass.by);
    document["scale"] = nameIn(scaleNames, spec.style.scale);
    document["colors"] = nameOf(spec.style.colors);
    document["figure"] = figureToml(spec);
    return document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

} // namespace lookaway
