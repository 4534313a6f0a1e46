// SPDX-License-Identifier: MIT
#include "bridge/FigureParts.h"

#include <algorithm>

namespace lookaway {

namespace {

bool known(const ComparedCell& cell)
{
    return cell.picture || !cell.map.empty() || cell.error;
}

bool known(const ComparedRow& row)
{
    return !row.className.empty() || row.error;
}

bool known(const Result<ModelFacts>& model)
{
    return !model || !model->title.empty();
}

/// nullptr where nothing is known.
template <class T> std::shared_ptr<const T> shared(const T& value)
{
    return known(value) ? std::make_shared<const T>(value) : nullptr;
}

} // namespace

std::size_t FigureParts::count() const
{
    std::size_t all = 0;
    for (const auto& row : cells)
        all += row.size();
    return all;
}

std::size_t FigureParts::missing() const
{
    std::size_t none = 0;
    for (const auto& row : cells)
        none += static_cast<std::size_t>(std::count(row.begin(), row.end(), nullptr));
    return none;
}

bool FigureParts::complete() const
{
    return missing() == 0 && std::count(rows.begin(), rows.end(), nullptr) == 0;
}

std::size_t FigureParts::failed() const
{
    std::size_t bad = 0;
    for (const auto& row : cells)
        bad += static_cast<std::size_t>(
            std::count_if(row.begin(), row.end(), [](const auto& cell) { return cell && cell->error; }));
    return bad;
}

FigureContent FigureParts::content() const
{
    FigureContent content;
    for (const auto& row : rows)
        content.rows.push_back(row ? *row : ComparedRow());
    for (const auto& row : cells) {
        auto& line = content.cells.emplace_back();
        for (const auto& cell : row)
            line.push_back(cell ? *cell : ComparedCell());
    }
    for (const auto& model : models)
        content.models.push_back(model ? *model : Result<ModelFacts>(ModelFacts()));
    return content;
}

FigureParts FigureParts::of(const FigureContent& content)
{
    FigureParts parts;
    for (const auto& row : content.rows)
        parts.rows.push_back(shared(row));
    for (const auto& row : content.cells) {
        auto& line = parts.cells.emplace_back();
        for (const auto& cell : row)
            line.push_back(shared(cell));
    }
    for (const auto& model : content.models)
        parts.models.push_back(shared(model));
    return parts;
}

} // namespace lookaway
