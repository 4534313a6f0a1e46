// SPDX-License-Identifier: MIT
#include "pages/composer/FigureCells.h"

#include "bridge/CompareKeys.h"
#include "compare/FigureFile.h"

#include <algorithm>

namespace lookaway {

namespace {

constexpr int kMostCells = 1500; // of 224 px, with a map of their own: half a gigabyte

/// Of a whole comparison, so that what its columns have in common is put together once.
struct Keys {
    explicit Keys(const ComparisonSpec& comparison)
    {
        for (const ComparedModel& model : comparison.models)
            models.push_back(modelKey(model.source) + comparison.device.c_str());
        for (std::size_t row = 0; row < comparison.pictures.size(); ++row) {
            rows.push_back(rowKey(comparison, row));
            m_classes.push_back(classKey(comparison, row));
        }
        m_columns = columnKeys(comparison);
    }
    QByteArray cell(std::size_t row, std::size_t column) const { return m_classes[row] + '\x1d' + m_columns[column]; }

    std::vector<QByteArray> models = {};
    std::vector<QByteArray> rows = {};

private:
    std::vector<QByteArray> m_classes;
    std::vector<QByteArray> m_columns;
};

/// In place of what was known: a cell is computed again when another model comes to know the name of its class.
template <class Store, class Part> void keep(Store& store, const QByteArray& key, const Part& part)
{
    if (part)
        store.insert(key, part);
}

} // namespace

void FigureCells::add(const ComparisonSpec& comparison, const FigureParts& parts)
{
    const Keys keys(comparison);
    for (std::size_t i = 0; i < std::min(keys.models.size(), parts.models.size()); ++i)
        keep(m_models, keys.models[i], parts.models[i]);
    for (std::size_t row = 0; row < std::min(keys.rows.size(), parts.rows.size()); ++row)
        keep(m_rows, keys.rows[row], parts.rows[row]);
    for (std::size_t row = 0; row < std::min(keys.rows.size(), parts.cells.size()); ++row) {
        const auto& cells = parts.cells[row];
        for (std::size_t column = 0; column < std::min(comparison.columns.size(), cells.size()); ++column)
            keep(m_cells, keys.cell(row, column), cells[column]);
    }
    if (m_cells.size() > kMostCells)
        forgetAllBut(comparison);
}

void FigureCells::forgetAllBut(const ComparisonSpec& comparison)
{
    const auto needed = keys(comparison);
    m_cells.removeIf([&](const auto& cell) { return !needed.contains(cell.key()); });
}

void FigureCells::clear()
{
    m_cells.clear();
    m_rows.clear();
    m_models.clear();
}

FigureParts FigureCells::parts(const ComparisonSpec& comparison) const
{
    const Keys keys(comparison);
    FigureParts parts;
    for (const QByteArray& model : keys.models)
        parts.models.push_back(m_models.value(model));
    for (std::size_t row = 0; row < keys.rows.size(); ++row) {
        parts.rows.push_back(m_rows.value(keys.rows[row]));
        auto& line = parts.cells.emplace_back();
        for (std::size_t column = 0; column < comparison.columns.size(); ++column)
            line.push_back(m_cells.value(keys.cell(row, column)));
    }
    return parts;
}

QSet<QByteArray> FigureCells::keys(const ComparisonSpec& comparison)
{
    const Keys keys(comparison);
    QSet<QByteArray> all(keys.rows.begin(), keys.rows.end());
    for (std::size_t row = 0; row < keys.rows.size(); ++row)
        for (std::size_t column = 0; column < comparison.columns.size(); ++column)
            all.insert(keys.cell(row, column));
    return all;
}

bool FigureCells::covered(const ComparisonSpec& comparison, const QSet<QByteArray>& keys) const
{
    const auto needed = FigureCells::keys(comparison);
    return std::all_of(needed.begin(), needed.end(),
        [&](const QByteArray& key) { return m_cells.contains(key) || m_rows.contains(key) || keys.contains(key); });
}

bool sameFigure(const FigureSpec& a, const FigureSpec& b)
{
    return figureToml(a) == figureToml(b);
}

} // namespace lookaway
