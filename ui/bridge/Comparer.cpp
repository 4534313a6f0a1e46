// SPDX-License-Identifier: MIT
// What is found; see ComparerPlan.cpp for what is to be found.
#include "bridge/Comparer.h"

#include "bridge/CompareKeys.h"

#include <algorithm>

namespace lookaway {

namespace {

/// The window shows what has changed before all cores compute, ms.
constexpr int kBreath = 30;

constexpr qsizetype kFormerRows = 2000;
constexpr qsizetype kFormerModels = 50;
constexpr qsizetype kFormerBytes = qsizetype{ 96 } << 20; ///< of cells: some 250 of 224 px

QByteArray whatItExplains(const ComparedRow& row)
{
    return QByteArray::fromStdString(row.error ? "!" + row.error->what : row.className);
}

} // namespace

Comparer::Comparer(QObject* parent)
    : QObject(parent)
    , m_rows(kFormerRows)
    , m_cells(kFormerBytes)
    , m_models(kFormerModels)
    , m_thread(this,
          { [this](const QByteArray& key, auto row) { takeRow(key, std::move(row)); },
              [this](const QByteArray& key, auto cell) { takeCell(key, std::move(cell)); },
              [this](const QByteArray& key, auto model) { takeModel(key, std::move(model)); },
              [this](const QByteArray& key, double share) {
                  for (const Place& place : placesOf(key))
                      Q_EMIT cellProgress(place.row, place.column, share);
              } })
{
    m_breath.setSingleShot(true);
    m_breath.setInterval(kBreath);
    connect(&m_breath, &QTimer::timeout, this, [this] { m_thread.setPlan(std::move(m_plan)); });
}

void Comparer::setSpec(const ComparisonSpec& spec)
{
    m_spec = spec;
    m_stopped = false;
    makeKeys();
    putAside();
    takeBack();
    count();
    Q_EMIT specChanged();
    goOn();
}

void Comparer::goOn()
{
    plan();
    Q_EMIT progress(m_done, total());
    if (total() > 0 && m_done == total())
        Q_EMIT finished();
}

void Comparer::setVisibleRows(int first, int last)
{
    m_thread.setVisibleRows(std::size_t(std::max(0, first)), std::size_t(std::max(0, last)));
}

void Comparer::stop()
{
    if (!working())
        return;
    m_stopped = true;
    m_breath.stop();
    m_thread.setPlan({ m_spec, {}, {}, false });
    Q_EMIT stopped();
}

void Comparer::resume()
{
    m_stopped = false;
    goOn();
}

void Comparer::startAfresh()
{
    m_stopped = false;
    m_rows.clear();
    m_cells.clear();
    m_models.clear();
    m_classes.clear();
    m_checkpoints.clear();
    count();
    Q_EMIT specChanged();
    plan(true);
    Q_EMIT progress(m_done, total());
}

std::vector<Comparer::Place> Comparer::placesOf(const QByteArray& key) const
{
    std::vector<Place> places;
    for (const auto& [row, column] : m_places.values(key))
        places.push_back({ row, column });
    return places;
}

void Comparer::count()
{
    m_done = 0;
    for (const auto& keys : m_cellKeys)
        m_done += int(
            std::count_if(keys.begin(), keys.end(), [this](const QByteArray& key) { return m_cells.contains(key); }));
}

void Comparer::takeRow(const QByteArray& key, std::shared_ptr<const ComparedRow> row)
{
    const auto places = placesOf(key);
    if (places.empty())
        return;
    m_rows.insert(key, row);
    bool refuted = false;
    for (const Place& place : places)
        refuted |= refuteCells(place.row, *row);
    for (const Place& place : places)
        Q_EMIT rowReady(place.row);
    if (refuted) {
        count();
        goOn();
    }
}

/// A row may come to explain another class when there are other models, which know its name or do not: what was found
/// for the former one is wrong then.
bool Comparer::refuteCells(int row, const ComparedRow& known)
{
    const QByteArray key = classKey(m_spec, std::size_t(row));
    const QByteArray now = whatItExplains(known);
    const bool changed = m_classes.contains(key) && m_classes.value(key) != now;
    m_classes[key] = now;
    if (changed)
        m_cells.forgetFormer(); // its columns that are not there now are among them
    bool refuted = false;
    for (const QByteArray& cell : m_cellKeys[std::size_t(row)])
        refuted |= changed && m_cells.remove(cell);
    return refuted;
}

void Comparer::takeCell(const QByteArray& key, std::shared_ptr<const ComparedCell> cell)
{
    const auto places = placesOf(key);
    if (places.empty())
        return;
    const bool another = !m_cells.contains(key);
    m_cells.insert(key, std::move(cell));
    m_done += another ? int(places.size()) : 0;
    for (const Place& place : places)
        Q_EMIT cellReady(place.row, place.column);
    Q_EMIT progress(m_done, total());
    if (another && m_done == total())
        Q_EMIT finished();
}

void Comparer::takeModel(const QByteArray& key, std::shared_ptr<const Result<ModelFacts>> model)
{
    if (std::find(m_modelKeys.begin(), m_modelKeys.end(), key) == m_modelKeys.end())
        return;
    m_models.insert(key, model);
    if (model->ok() && !(*model)->checkpoints.empty())
        m_checkpoints[QByteArray::fromStdString((*model)->source.path.string())] = (*model)->checkpoints;
    for (std::size_t i = 0; i < m_modelKeys.size(); ++i)
        if (m_modelKeys[i] == key)
            Q_EMIT modelOpened(int(i));
}

std::shared_ptr<const ComparedRow> Comparer::row(int row) const
{
    return m_rows.value(m_rowKeys[std::size_t(row)]);
}

std::shared_ptr<const ComparedCell> Comparer::cell(int row, int column) const
{
    return m_cells.value(m_cellKeys[std::size_t(row)][std::size_t(column)]);
}

std::shared_ptr<const Result<ModelFacts>> Comparer::model(std::size_t model) const
{
    return m_models.value(m_modelKeys[model]);
}

std::vector<CheckpointFact> Comparer::checkpoints(const ModelSource& run) const
{
    return m_checkpoints.value(QByteArray::fromStdString(run.path.string()));
}

FigureParts Comparer::parts() const
{
    FigureParts parts;
    for (std::size_t i = 0; i < m_spec.models.size(); ++i)
        parts.models.push_back(model(i));
    for (int row = 0; row < rows(); ++row) {
        parts.rows.push_back(this->row(row));
        auto& line = parts.cells.emplace_back();
        for (int column = 0; column < columns(); ++column)
            line.push_back(cell(row, column));
    }
    return parts;
}

} // namespace lookaway
