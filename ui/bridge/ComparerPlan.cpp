// SPDX-License-Identifier: MIT
// What a comparison lacks, and what is still known of it from before.
#include "bridge/Comparer.h"

#include "bridge/CompareKeys.h"

#include <QSet>

namespace lookaway {

namespace {

constexpr int kRowItself = -1;

/// 0 = something went wrong, which is tried again.
qsizetype bytesOf(const ComparedCell& cell)
{
    constexpr std::size_t beside = 512;
    const std::size_t picture = cell.picture ? cell.picture->pixels.size() : 0;
    return cell.error ? 0 : qsizetype(picture + cell.map.values.size() * sizeof(float) + beside);
}

} // namespace

void Comparer::makeKeys()
{
    const std::size_t rows = m_spec.pictures.size();
    const std::size_t columns = m_spec.columns.size();
    const std::vector<QByteArray> ofColumns = columnKeys(m_spec);
    m_modelKeys.clear();
    for (const ComparedModel& model : m_spec.models)
        m_modelKeys.push_back(modelKey(model.source));
    m_rowKeys.clear();
    m_cellKeys.clear();
    m_places.clear();
    for (std::size_t row = 0; row < rows; ++row) {
        m_rowKeys.push_back(rowKey(m_spec, row));
        m_places.insert(m_rowKeys.back(), { int(row), kRowItself });
        const QByteArray explained = classKey(m_spec, row);
        std::vector<QByteArray> keys;
        for (std::size_t column = 0; column < columns; ++column) {
            keys.push_back(explained + '\n' + ofColumns[column]);
            m_places.insert(keys.back(), { int(row), int(column) });
        }
        m_cellKeys.push_back(std::move(keys));
    }
}

void Comparer::putAside()
{
    const QList<QByteArray> keys = m_places.keys();
    const QSet<QByteArray> wanted(keys.begin(), keys.end());
    m_rows.keepOnly(wanted, [](const ComparedRow& row) { return row.error ? 0 : 1; });
    m_cells.keepOnly(wanted, bytesOf);
    m_models.keepOnly(QSet<QByteArray>(m_modelKeys.begin(), m_modelKeys.end()),
        [](const Result<ModelFacts>& model) { return model ? 1 : 0; });
}

/// Rows first: they say which cells explain a class that they do not explain any more.
void Comparer::takeBack()
{
    for (std::size_t row = 0; row < m_rowKeys.size(); ++row)
        if (m_rows.takeBack(m_rowKeys[row]))
            refuteCells(int(row), *m_rows.value(m_rowKeys[row]));
    for (const auto& keys : m_cellKeys)
        for (const QByteArray& key : keys)
            m_cells.takeBack(key);
    for (const QByteArray& key : m_modelKeys)
        m_models.takeBack(key);
}

/// Whatever is missing, each thing once.
void Comparer::plan(bool afresh)
{
    ComparePlan plan{ m_spec, {}, {}, afresh || (m_breath.isActive() && m_plan.afresh) };
    QSet<QByteArray> listed;
    const auto missing = [&](const QByteArray& key, const auto& known) {
        if (known.contains(key) || listed.contains(key))
            return false;
        listed.insert(key);
        return true;
    };
    for (std::size_t row = 0; row < m_rowKeys.size() && !m_spec.models.empty(); ++row) {
        ComparePlan::Row work{ row, {}, {} };
        if (missing(m_rowKeys[row], m_rows))
            work.key = m_rowKeys[row];
        for (std::size_t column = 0; column < m_cellKeys[row].size(); ++column)
            if (const QByteArray& key = m_cellKeys[row][column]; missing(key, m_cells))
                work.cells.push_back({ column, key });
        if (!work.key.isEmpty() || !work.cells.empty())
            plan.rows.push_back(std::move(work));
    }
    for (std::size_t model = 0; model < m_modelKeys.size(); ++model)
        if (missing(m_modelKeys[model], m_models))
            plan.models.push_back({ model, m_modelKeys[model] });
    m_plan = std::move(plan);
    if (!m_breath.isActive())
        m_breath.start();
}

} // namespace lookaway
