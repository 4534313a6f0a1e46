// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/FigureParts.h"

#include <QByteArray>
#include <QHash>
#include <QSet>

#include <memory>

namespace lookaway {

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
