// SPDX-License-Identifier: MIT
#pragma once

#include "compare/FigureRecord.h"

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

} // namespace lookaway
