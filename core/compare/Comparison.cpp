// SPDX-License-Identifier: MIT
#include "compare/Comparison.h"

#include "compare/ClassMatch.h"
#include "compare/MapPairs.h"
#include "compare/ModelPool.h"
#include "compare/RowView.h"
#include "compare/SpecNames.h"
#include "session/Failure.h"
#include "session/inspect/MapHeat.h"

#include <algorithm>

namespace lookaway {

namespace {

using Kind = ComparedColumn::Kind;
using Found = std::shared_ptr<const Explanation>;

Result<Found> explainWith(Inspection& model, const Image& input, const ExplainOrder& order, const CancelToken& cancel)
{
    auto found = model.explain({ input }, order, {}, cancel);
    if (!found)
        return found.error();
    return std::make_shared<const Explanation>(std::move(found->front()));
}

/// The heat of two models in one picture, on the same pixels.
struct Pair {
    Found own;
    HeatMap map;
    HeatMap reference;
};

/// Fills in a cell as far as it goes; the first thing that fails ends it.
class CellMaker {
public:
    CellMaker(const ComparisonSpec& spec, ModelPool& models, RowView& row, const ComparedColumn& column,
        const CancelToken& cancel)
        : m_spec(spec)
        , m_models(models)
        , m_row(row)
        , m_column(column)
        , m_cancel(cancel)
    {
    }

    Result<void> make(ComparedCell& cell)
    {
        const auto input = m_row.input(m_column.model);
        if (!input)
            return input.error();
        cell.picture = *input;
        if (m_column.kind == Kind::Input)
            return {};
        if (const auto answered = addAnswer(cell); !answered)
            return answered;
        return m_column.kind == Kind::Map ? addMap(cell) : addPair(cell);
    }

private:
    Result<void> addAnswer(ComparedCell& cell)
    {
        const auto said = m_row.answer(m_column.model, m_cancel);
        if (!said)
            return said.error();
        const auto at = [&](std::int64_t c) { return double{ said->probabilities.at(static_cast<std::size_t>(c)) }; };
        const auto& facts = m_models.open(m_column.model).value()->facts();
        cell.predicted = said->top(1).front();
        cell.predictedName = classLabel(facts, cell.predicted);
        cell.predictedProbability = at(cell.predicted);
        const auto wanted = m_row.classIn(m_column.model, m_cancel);
        if (!wanted)
            return wanted.error();
        cell.classIndex = *wanted;
        cell.probability = at(*wanted);
        return {};
    }

    Result<Found> explanation(std::size_t model)
    {
        return m_row.explanation(model, m_column.method, m_column.layer, m_cancel);
    }

    Result<void> addMap(ComparedCell& cell)
    {
        const auto found = explanation(m_column.model);
        if (!found)
            return found.error();
        const Explanation& one = **found;
        cell.map = resizedMap(one.raw, cell.picture->width, cell.picture->height);
        cell.isSigned = one.isSigned;
        cell.layer = one.layer;
        cell.seconds = one.seconds;
        cell.noHeat = noHeatOf(cell.map, m_column.method);
        cell.spread = attentionSpread(heatAbove(cell.map, cell.noHeat), m_spec.hotLevel);
        return {};
    }

    Result<void> addPair(ComparedCell& cell)
    {
        auto pair = pairOfMaps();
        if (!pair)
            return pair.error();
        const bool difference = m_column.kind == Kind::Difference;
        cell.map = difference ? differenceOf(pair->map, pair->reference)
                              : hotRegionsOf(pair->map, pair->reference, m_spec.hotLevel);
        cell.isSigned = difference;
        cell.layer = pair->own->layer;
        cell.seconds = pair->own->seconds;
        cell.overlap = hotOverlap(pair->map, pair->reference, m_spec.hotLevel);
        return {};
    }

    Result<Pair> pairOfMaps()
    {
        const auto reference = m_models.open(m_column.reference);
        if (!reference)
            return ofReference(reference.error());
        const auto& input = m_models.open(m_column.model).value()->facts().input;
        const auto& other = (*reference)->facts().input;
        if (input.fit != other.fit)
            return fail("'" + titleOf(m_column.model) + "' and '" + titleOf(m_column.reference)
                    + "' make the picture square in different ways (the whole of it, or its middle), so that their "
                      "maps do not lie on each other.",
                "Set the same fit for both models in Inspect.");
        const auto own = explanation(m_column.model);
        if (!own)
            return own.error();
        const auto theirs = explanation(m_column.reference);
        if (!theirs)
            return ofReference(theirs.error());
        const int side = std::max(input.side, other.side);
        return Pair{ *own, heatOf(**own, side), heatOf(**theirs, side) };
    }

    HeatMap heatOf(const Explanation& found, int side) const
    {
        auto map = resizedMap(found.raw, side, side);
        const float noHeat = noHeatOf(map, m_column.method);
        return heatAbove(std::move(map), noHeat);
    }

    /// The column's title names the model, not its reference.
    Error ofReference(const Error& error) const
    {
        if (error.cancelled())
            return error;
        return fail("Reference '" + titleOf(m_column.reference) + "': " + error.what, error.hint);
    }
    const std::string& titleOf(std::size_t model) const { return m_spec.models[model].title; }

    const ComparisonSpec& m_spec;
    ModelPool& m_models;
    RowView& m_row;
    const ComparedColumn& m_column;
    const CancelToken& m_cancel;
};

} // namespace

struct Comparison::Parts {
    Explain explain;
    ComparisonSpec spec = {};
    ModelPool models = {};
    std::optional<RowView> current = {};

    RowView& at(std::size_t row)
    {
        if (!current || current->row() != row)
            current.emplace(spec, models, explain, row);
        return *current;
    }
};

Comparison::Comparison(Explain explain)
    : m_parts(std::make_unique<Parts>())
{
    m_parts->explain = explain ? std::move(explain) : Explain(explainWith);
}

Comparison::~Comparison() = default;

void Comparison::setSpec(const ComparisonSpec& spec)
{
    m_parts->current.reset();
    m_parts->spec = spec;
    m_parts->models.setModels(spec);
}

const ComparisonSpec& Comparison::spec() const
{
    return m_parts->spec;
}

Result<const ModelFacts*> Comparison::facts(std::size_t model)
{
    const auto opened = m_parts->models.open(model);
    if (!opened)
        return opened.error();
    return &(*opened)->facts();
}

ComparedRow Comparison::row(std::size_t row, const CancelToken& cancel)
{
    ComparedRow made;
    if (row >= spec().pictures.size()) {
        made.error = fail("There is no row " + std::to_string(row + 1) + " in the comparison.");
        return made;
    }
    try {
        auto& view = m_parts->at(row);
        made.error = view.pictureError();
        if (const auto known = view.trueClass())
            made.trueName = known->label;
        if (made.error)
            return made;
        const auto explained = view.explained(cancel);
        if (explained)
            made.className = explained->label;
        else
            made.error = explained.error();
    } catch (...) {
        made.error = describeCurrentException().error;
    }
    return made;
}

ComparedCell Comparison::cell(std::size_t row, std::size_t column, const CancelToken& cancel)
{
    ComparedCell cell;
    if (row >= spec().pictures.size() || column >= spec().columns.size()) {
        cell.error = fail("There is no row " + std::to_string(row + 1) + " with a column " + std::to_string(column + 1)
            + " in the comparison.");
        return cell;
    }
    try {
        CellMaker maker(spec(), m_parts->models, m_parts->at(row), spec().columns[column], cancel);
        if (const auto made = maker.make(cell); !made)
            cell.error = made.error();
    } catch (...) {
        cell.error = describeCurrentException().error;
    }
    return cell;
}

} // namespace lookaway
