// SPDX-License-Identifier: MIT
// What CompareModel says in words and numbers.
#include "pages/compare/CompareModel.h"

#include "bridge/ExplanationCache.h"
#include "bridge/OverlapSource.h"
#include "session/inspect/ClassNames.h"
#include "widgets/pictures/ColorScale.h"

#include <QLocale>
#include <QPointF>

#include <algorithm>

namespace lookaway {

using Kind = ComparedColumn::Kind;
using Mark = CompareModel::Note::Mark;

float sample(const HeatMap& map, QPointF place)
{
    const auto axis = [](double share, int count) {
        const double at = std::clamp(share * count - 0.5, 0.0, count - 1.0);
        const int low = int(at);
        return std::tuple{ low, std::min(low + 1, count - 1), float(at - low) };
    };
    const auto [left, right, across] = axis(place.x(), map.width);
    const auto [top, bottom, down] = axis(place.y(), map.height);
    const float above = map.at(left, top) + across * (map.at(right, top) - map.at(left, top));
    const float below = map.at(left, bottom) + across * (map.at(right, bottom) - map.at(left, bottom));
    return above + down * (below - above);
}

QString percentOf(double share, int mostDigits)
{
    const double percent = share * 100;
    if (percent > 0 && percent < 0.05)
        return QStringLiteral("<\u202f") + QLocale().toString(0.1, 'f', 1) + QStringLiteral("\u202f%");
    const int digits = percent > 0 && percent < 9.95 ? mostDigits : 0;
    return QLocale().toString(percent, 'f', digits) + QStringLiteral("\u202f%");
}

QString whichIsEmpty(const HeatMap& pair, ComparedColumn::Kind kind)
{
    const bool regions = kind == Kind::HotRegions;
    const auto any = [&](auto&& is) { return std::any_of(pair.values.begin(), pair.values.end(), is); };
    if (any([&](float value) { return regions ? value >= 2 : value > 0; }))
        return CompareModel::tr("no heat in the reference");
    if (any([&](float value) { return regions ? value == 1 : value < 0; }))
        return CompareModel::tr("no heat in this model");
    return CompareModel::tr("no heat in both");
}

/// nullopt where the picture's class is unknown, or the model has no names for its classes.
std::optional<bool> CompareModel::right(const ComparedCell& cell, int row, int column) const
{
    const auto known = m_comparer->row(row);
    const auto model = m_comparer->model(columnOf(column).model);
    if (!known || known->trueName.empty() || !model || !model->ok() || (*model)->input.classes.empty())
        return std::nullopt;
    if (cell.predictedName == known->trueName)
        return true;
    const auto truth = classNamed(known->trueName, **model); // another model may write its name otherwise
    return truth && *truth == cell.predicted;
}

/// With the reference's map by the same method, where that is shown. Maps of pictures that were cut differently do not
/// lie on each other.
std::optional<HotOverlap> CompareModel::overlap(int row, int column) const
{
    const auto cell = m_comparer->cell(row, column);
    const ComparedColumn& own = columnOf(column);
    if (own.kind != Kind::Map || own.model == m_reference || !cell || cell->map.empty())
        return std::nullopt;
    const auto fit = [this](std::size_t model) {
        const auto facts = model < m_comparer->spec().models.size() ? m_comparer->model(model) : nullptr;
        return facts && facts->ok() ? std::optional((*facts)->input.fit) : std::nullopt;
    };
    if (!fit(own.model) || fit(own.model) != fit(m_reference))
        return std::nullopt;
    for (int other = 0; other < m_comparer->columns(); ++other) {
        const ComparedColumn& candidate = columnOf(other);
        if (candidate.kind != Kind::Map || candidate.model != m_reference || candidate.method != own.method)
            continue;
        const auto reference = m_comparer->cell(row, other);
        if (reference && !reference->map.empty())
            if (const auto* known = m_overlaps->find(cell, reference, m_comparer->spec().hotLevel))
                return *known;
    }
    return std::nullopt;
}

std::vector<CompareModel::Note> CompareModel::mapNotes(const ComparedCell& cell, int row, int column) const
{
    std::vector<Note> notes;
    const auto correct = right(cell, row, column);
    const auto model = m_comparer->model(columnOf(column).model);
    const bool named = !model || !model->ok() || !(*model)->input.classes.empty();
    const QString name = QString::fromStdString(cell.predictedName);
    const QString predicted = named ? name : tr("class %1").arg(name);
    if (cell.predicted >= 0)
        notes.push_back({ !correct ? Mark::None
                : *correct         ? Mark::Right
                                   : Mark::Wrong,
            QStringLiteral("%1 %2").arg(percentOf(cell.predictedProbability), predicted), {} });
    if (cell.classIndex >= 0)
        notes.push_back({ Mark::None, tr("explained class %1").arg(percentOf(cell.probability)),
            tr("explained %1").arg(percentOf(cell.probability)) });
    const auto shared = overlap(row, column);
    const QString iou = shared ? QLocale().toString(shared->iou, 'f', 2) : QString();
    const double share = cell.spread ? cell.spread->shareAboveLevel : 0;
    if (shared)
        notes.push_back({ Mark::None, tr("spread %1, overlap %2").arg(percentOf(share), iou),
            tr("spread %1, IoU %2").arg(percentOf(share, 0), iou) });
    else if (cell.spread)
        notes.push_back({ Mark::None, cell.spread->empty ? tr("no heat") : tr("spread %1").arg(percentOf(share)), {} });
    return notes;
}

std::vector<CompareModel::Note> CompareModel::notes(int row, int column) const
{
    const auto cell = m_comparer->cell(row, column);
    const Kind kind = columnOf(column).kind;
    if (!cell || kind == Kind::Input)
        return {};
    if (kind == Kind::Map)
        return mapNotes(*cell, row, column);
    if (!cell->overlap)
        return { { Mark::None, cell->error ? QString() : whichIsEmpty(cell->map, kind), tr("no heat") } };
    return { { Mark::None, tr("overlap %1").arg(QLocale().toString(cell->overlap->iou, 'f', 2)), {} },
        { Mark::None, tr("still used %1").arg(percentOf(cell->overlap->kept)), {} },
        { Mark::None, tr("new %1").arg(percentOf(cell->overlap->own)), {} } };
}

QString CompareModel::valueAt(int row, int column, QPointF place) const
{
    const auto cell = m_comparer->cell(row, column);
    if (!cell || !cell->picture)
        return {};
    const ComparedColumn& what = columnOf(column);
    if (what.kind == Kind::Input)
        return tr("x %1, y %2")
            .arg(std::clamp(int(place.x() * cell->picture->width), 0, cell->picture->width - 1))
            .arg(std::clamp(int(place.y() * cell->picture->height), 0, cell->picture->height - 1));
    if (cell->map.empty())
        return {};
    if (what.kind != Kind::HotRegions)
        return ColorScale::numberText(double(sample(cell->map, place)));
    const auto at = [](double share, int count) { return std::clamp(int(share * count), 0, count - 1); };
    switch (int(cell->map.at(at(place.x(), cell->map.width), at(place.y(), cell->map.height)))) {
    case 1:
        return tr("reference only");
    case 2:
        return tr("this model only");
    case 3:
        return tr("both");
    default:
        return tr("neither");
    }
}

CompareModel::Head CompareModel::columnHead(int column) const
{
    const ComparisonSpec& spec = m_comparer->spec();
    const ComparedColumn& what = columnOf(column);
    const ModelSource& source = spec.models[what.model].source;
    Head head;
    head.title = QString::fromStdString(titleOf(what, spec));
    const auto facts = m_comparer->model(what.model);
    if (facts && !facts->ok())
        head.problem = QString::fromStdString(facts->error().message());
    if (what.kind == Kind::Input)
        return head;
    if (what.kind == Kind::Map && what.model == m_reference && spec.models.size() > 1)
        head.mark = tr("reference");
    if (what.kind == Kind::HotRegions)
        head.lines << tr("hot regions");
    const MethodFact* method = findMethod(what.method);
    head.lines << QString::fromStdString(method ? method->title : what.method);
    const bool layered = method && method->needsLayer;
    if (layered && !what.layer.empty())
        head.lines << QString::fromStdString(what.layer);
    else if (layered && facts && facts->ok())
        head.lines << QString::fromStdString((*facts)->targetLayer);
    for (const CheckpointFact& checkpoint : m_comparer->checkpoints(source))
        if (checkpoint.file == source.checkpoint && checkpoint.epoch)
            head.lines << tr("epoch %1").arg(*checkpoint.epoch);
    return head;
}

CompareModel::Head CompareModel::rowHead(int row) const
{
    const ComparedPicture& picture = m_comparer->spec().pictures[std::size_t(row)];
    const auto known = m_comparer->row(row);
    Head head;
    head.title = QString::fromStdString(picture.title.empty() ? picture.file.stem().string() : picture.title);
    if (!known)
        return head;
    if (known->error)
        head.problem = QString::fromStdString(known->error->message());
    const QString explained = QString::fromStdString(known->className);
    const QString real = QString::fromStdString(known->trueName);
    if (!explained.isEmpty())
        head.lines << explained;
    if (!explained.isEmpty() && !real.isEmpty())
        head.lines << (real == explained ? tr("its true class") : tr("in truth %1").arg(real));
    return head;
}

} // namespace lookaway
