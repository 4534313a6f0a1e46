// SPDX-License-Identifier: MIT
#pragma once

#include "compare/FigureSpec.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lookaway {

// Names of the choices of a comparison and its figure, as its files have them; by the choice's number.

inline constexpr std::array<const char*, 3> sourceKindNames = { "run", "weights", "torchscript" };
inline constexpr std::array<const char*, 4> columnKindNames = { "input", "map", "difference", "hot-regions" };
inline constexpr std::array<const char*, 3> rowClassNames = { "predicted", "true", "given" };
inline constexpr std::array<const char*, 3> scaleNames = { "per-map", "row", "figure" };

template <class Choice, std::size_t count>
std::string nameIn(const std::array<const char*, count>& names, Choice choice)
{
    return names.at(static_cast<std::size_t>(choice));
}

inline std::vector<std::string> colorMapNames()
{
    std::vector<std::string> names;
    for (const auto& entry : colorMaps())
        names.emplace_back(entry.id);
    return names;
}

inline std::string nameOf(ColorMap colors)
{
    for (const auto& entry : colorMaps())
        if (entry.map == colors)
            return entry.id;
    return {};
}

inline std::vector<std::string> methodNames()
{
    std::vector<std::string> names;
    for (const auto& method : explanationMethods())
        names.push_back(method.id);
    return names;
}

/// "Grad-CAM"; its id where there is no such method.
inline std::string methodTitle(const std::string& id)
{
    for (const auto& method : explanationMethods())
        if (method.id == id)
            return method.title;
    return id;
}

/// The column shows two models against each other.
inline bool comparesTwo(const ComparedColumn& column)
{
    return column.kind == ComparedColumn::Kind::Difference || column.kind == ComparedColumn::Kind::HotRegions;
}

/// The models that columns show, and the one that may say which class is explained; in their order.
inline std::vector<std::size_t> usedModels(const ComparisonSpec& spec)
{
    std::vector<std::size_t> used;
    for (std::size_t i = 0; i < spec.models.size(); ++i)
        if (i == spec.rowClass.model
            || std::any_of(spec.columns.begin(), spec.columns.end(), [&](const ComparedColumn& column) {
                   return column.model == i || (comparesTwo(column) && column.reference == i);
               }))
            used.push_back(i);
    return used;
}

} // namespace lookaway
