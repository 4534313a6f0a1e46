// SPDX-License-Identifier: MIT
#include "bridge/ComparisonDraft.h"

#include "session/settings/ConfigFile.h"

#include <algorithm>

namespace lookaway {

using Kind = ComparedColumn::Kind;

namespace {

template <class Entry> void move(std::vector<Entry>& entries, std::size_t from, std::size_t to)
{
    if (from >= entries.size() || to >= entries.size())
        return;
    const auto at = [&](std::size_t index) { return entries.begin() + std::ptrdiff_t(index); };
    if (from < to)
        std::rotate(at(from), at(from + 1), at(to + 1));
    else
        std::rotate(at(to), at(from), at(from + 1));
}

bool isPair(const ComparedColumn& column)
{
    return column.kind == Kind::Difference || column.kind == Kind::HotRegions;
}

template <class Field> std::optional<std::string> common(const std::vector<ComparedColumn>& columns, Field field)
{
    std::optional<std::string> value;
    for (const ComparedColumn& column : columns) {
        if (column.kind == Kind::Input)
            continue;
        if (value && *value != column.*field)
            return std::nullopt;
        value = column.*field;
    }
    return value;
}

std::string explainToml(const ComparisonDraft& draft)
{
    Config config;
    config.explain = draft.spec.explain;
    return toToml(config);
}

} // namespace

std::string ComparisonDraft::freeTitle(const std::string& title) const
{
    const auto taken = [this](const std::string& wanted) {
        return std::any_of(
            spec.models.begin(), spec.models.end(), [&](const ComparedModel& model) { return model.title == wanted; });
    };
    std::string wanted = title;
    for (int i = 2; taken(wanted); ++i)
        wanted = title + " (" + std::to_string(i) + ")";
    return wanted;
}

void ComparisonDraft::addModels(std::vector<ComparedModel> models)
{
    const auto& columns = spec.columns;
    const auto last =
        std::find_if(columns.rbegin(), columns.rend(), [](const auto& column) { return column.kind == Kind::Map; });
    ComparedColumn pattern = last == columns.rend() ? ComparedColumn() : *last;
    pattern.title.clear();
    pattern.layer.clear(); // another network may have no such layer
    const bool differences = shows(Kind::Difference);
    const bool regions = shows(Kind::HotRegions);
    for (ComparedModel& model : models) {
        model.title = freeTitle(model.title);
        spec.models.push_back(std::move(model));
        pattern.model = spec.models.size() - 1;
        if (spec.columns.empty())
            spec.columns.push_back({ Kind::Input, pattern.model, 0, pattern.method, {}, {} });
        // Maps stay together, before what is made of two of them.
        const auto firstPair = std::find_if(spec.columns.begin(), spec.columns.end(), isPair);
        spec.columns.insert(firstPair, pattern);
    }
    if (differences)
        show(Kind::Difference, true);
    if (regions)
        show(Kind::HotRegions, true);
}

std::size_t ComparisonDraft::addPictures(const std::vector<ComparedPicture>& pictures)
{
    auto& all = spec.pictures;
    const auto find = [&](const ComparedPicture& picture) {
        return std::find_if(all.begin(), all.end(), [&](const ComparedPicture& other) {
            return other.file == picture.file && other.className == picture.className;
        });
    };
    std::size_t first = all.size();
    for (const ComparedPicture& picture : pictures) {
        const auto known = find(picture);
        first = std::min(first, std::size_t(known - all.begin()));
        if (known == all.end())
            all.push_back(picture);
    }
    return first;
}

void ComparisonDraft::removeModel(std::size_t model)
{
    auto& columns = spec.columns;
    columns.erase(std::remove_if(columns.begin(), columns.end(),
                      [&](const ComparedColumn& column) {
                          return (column.kind != Kind::Input && column.model == model)
                              || (isPair(column) && column.reference == model);
                      }),
        columns.end());
    spec.models.erase(spec.models.begin() + std::ptrdiff_t(model));
    const auto shift = [&](std::size_t& index) {
        if (index == model)
            index = 0;
        else if (index > model)
            --index;
    };
    for (ComparedColumn& column : columns) {
        shift(column.model); // an input column shows the first model's then
        shift(column.reference);
    }
    shift(reference);
    shift(spec.rowClass.model);
    if (spec.models.empty())
        columns.clear();
    columns.erase(std::remove_if(columns.begin(), columns.end(),
                      [this](const ComparedColumn& column) { return nothingToCompare(column); }),
        columns.end());
}

bool ComparisonDraft::nothingToCompare(const ComparedColumn& column) const
{
    return isPair(column) && column.model == column.reference;
}

bool ComparisonDraft::shown(std::size_t model) const
{
    return std::any_of(spec.columns.begin(), spec.columns.end(), [&](const ComparedColumn& column) {
        return column.kind != Kind::Input && (column.model == model || (isPair(column) && column.reference == model));
    });
}

void ComparisonDraft::dropUnshown()
{
    for (std::size_t model = spec.models.size(); model-- > 0;)
        if (!shown(model))
            removeModel(model);
}

void ComparisonDraft::removeColumn(std::size_t column)
{
    const Kind kind = spec.columns[column].kind;
    const std::size_t model = spec.columns[column].model;
    spec.columns.erase(spec.columns.begin() + std::ptrdiff_t(column));
    // With a model's last map what is made of it goes, too; but for the reference, which others are held against.
    const bool mapLeft = std::any_of(spec.columns.begin(), spec.columns.end(),
        [&](const ComparedColumn& other) { return other.kind == Kind::Map && other.model == model; });
    if (kind == Kind::Map && !mapLeft && model != reference)
        removeModel(model);
    dropUnshown();
}

void ComparisonDraft::removePicture(std::size_t row)
{
    spec.pictures.erase(spec.pictures.begin() + std::ptrdiff_t(row));
}

void ComparisonDraft::moveColumn(std::size_t from, std::size_t to)
{
    move(spec.columns, from, to);
}

void ComparisonDraft::movePicture(std::size_t from, std::size_t to)
{
    move(spec.pictures, from, to);
}

void ComparisonDraft::setMethod(const std::string& method)
{
    for (ComparedColumn& column : spec.columns)
        column.method = method;
}

void ComparisonDraft::setLayer(const std::string& layer)
{
    for (ComparedColumn& column : spec.columns)
        column.layer = layer;
}

std::optional<std::string> ComparisonDraft::method() const
{
    return common(spec.columns, &ComparedColumn::method);
}

std::optional<std::string> ComparisonDraft::layer() const
{
    return common(spec.columns, &ComparedColumn::layer);
}

void ComparisonDraft::addMethod(std::size_t column, const std::string& method)
{
    ComparedColumn added = spec.columns[column];
    added.kind = Kind::Map;
    added.method = method;
    added.layer.clear();
    added.title.clear();
    spec.columns.insert(spec.columns.begin() + std::ptrdiff_t(column) + 1, added);
}

void ComparisonDraft::show(ComparedColumn::Kind kind, bool on)
{
    auto& columns = spec.columns;
    const auto has = [&](std::size_t model) {
        return std::any_of(columns.begin(), columns.end(),
            [&](const ComparedColumn& column) { return column.kind == kind && column.model == model; });
    };
    if (!on) {
        columns.erase(std::remove_if(columns.begin(), columns.end(),
                          [&](const ComparedColumn& column) { return column.kind == kind; }),
            columns.end());
        return dropUnshown();
    }
    for (std::size_t model = 0; model < spec.models.size(); ++model) {
        if (model == reference || has(model))
            continue;
        const auto map = std::find_if(columns.begin(), columns.end(),
            [&](const ComparedColumn& column) { return column.kind == Kind::Map && column.model == model; });
        ComparedColumn added = map == columns.end() ? ComparedColumn() : *map;
        added.kind = kind;
        added.model = model;
        added.reference = reference;
        added.title.clear();
        columns.push_back(added);
    }
}

bool ComparisonDraft::shows(ComparedColumn::Kind kind) const
{
    return std::any_of(
        spec.columns.begin(), spec.columns.end(), [&](const ComparedColumn& column) { return column.kind == kind; });
}

/// What was measured against the former reference is measured against this one, and the former one against it.
void ComparisonDraft::setReference(std::size_t model)
{
    const std::size_t former = std::exchange(reference, model);
    for (ComparedColumn& column : spec.columns) {
        if (!isPair(column))
            continue;
        column.reference = model;
        if (column.model == model)
            column.model = former;
        column.title.clear();
    }
}

void ComparisonDraft::setTitle(std::size_t column, const std::string& title)
{
    spec.columns[column].title = title;
}

bool sameComparison(const ComparisonDraft& a, const ComparisonDraft& b)
{
    return a.reference == b.reference && a.spec.models == b.spec.models && a.spec.pictures == b.spec.pictures
        && a.spec.columns == b.spec.columns && a.spec.rowClass == b.spec.rowClass && explainToml(a) == explainToml(b);
}

} // namespace lookaway
