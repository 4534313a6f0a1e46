// SPDX-License-Identifier: MIT
#pragma once

#include "compare/ComparisonSpec.h"

#include <QByteArray>

#include <vector>

namespace lookaway {

// What the parts of a comparison depend on, but for what is inside the files: equal keys, equal results. Titles, crops
// and the order of rows and columns are in none of them.

QByteArray modelKey(const ModelSource& model);
/// What decides which class a row explains.
QByteArray classKey(const ComparisonSpec& spec, std::size_t row);
/// Of what is known about a row, its true class included, whose name may come from any of the models.
QByteArray rowKey(const ComparisonSpec& spec, std::size_t row);
/// Of what all cells of a column have in common.
QByteArray columnKey(const ComparisonSpec& spec, std::size_t column);
/// The same of all columns, quicker.
std::vector<QByteArray> columnKeys(const ComparisonSpec& spec);

} // namespace lookaway
