// SPDX-License-Identifier: MIT
#pragma once

#include "compare/FigureRecord.h"

#include <QByteArray>
#include <QHash>
#include <QSet>

#include <cstddef>
#include <memory>
#include <vector>

namespace lookaway {

/// What is known of a figure, cell by cell in the order of its comparison, shared instead of copied. A null pointer is
/// what is not known yet.
struct FigureParts {
    std::vector<std::shared_ptr<const ComparedRow>> rows = {};
    std::vector<std::vector<std::shared_ptr<const ComparedCell>>> cells = {}; ///< by row, then column
    std::vector<std::shared_ptr<const Result<ModelFacts>>> models = {};

    std::size_t count() const; ///< of cells
    std::size_t missing() const;
    /// Every row and cell is known.
    bool complete() const;
    std::size_t failed() const; ///< cells that hold an error
    /// As values, for painting and writing. Copies every map: for a worker's thread.
    FigureContent content() const;
    /// The other way round.
    static FigureParts of(const FigureContent& content);
};

/// Cells that were computed, found by what they show and not by where they stand: moving, removing, bringing back by
/// undo need no computation. Bounded; what the present figure shows always stays. GUI thread.
class FigureCells {
public:
    /// Everything that is known in `parts`, which answer `comparison`.
    void add(const ComparisonSpec& comparison, const FigureParts& parts);
    void clear();
    FigureParts parts(const ComparisonSpec& comparison) const;
    /// What rows and cells of a comparison show: equal keys, equal results.
    static QSet<QByteArray> keys(const ComparisonSpec& comparison);
    /// Whether all that is missing for `comparison` is among these.
    bool covered(const ComparisonSpec& comparison, const QSet<QByteArray>& keys) const;

private:
    template <class T> using Store = QHash<QByteArray, std::shared_ptr<const T>>;
    void forgetAllBut(const ComparisonSpec& comparison);

    Store<ComparedCell> m_cells;
    Store<ComparedRow> m_rows;
    Store<Result<ModelFacts>> m_models;
};

/// Whether two figures are the same to the last setting.
bool sameFigure(const FigureSpec& a, const FigureSpec& b);

} // namespace lookaway
