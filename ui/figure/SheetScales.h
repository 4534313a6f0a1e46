// SPDX-License-Identifier: MIT
#pragma once

#include "compare/FigureRecord.h"
#include "figure/FigureSheet.h"

#include <array>
#include <optional>
#include <vector>

namespace lookaway {

/// Which maps of a figure share a scale, and what is written about their colours. Signed maps, which have colours of
/// their own, share a scale with each other only.
class SharedScales {
public:
    /// Both outlive it.
    SharedScales(const FigureSpec& spec, const FigureContent& content);

    /// nullopt: a scale of its own.
    std::optional<MapScale> of(std::size_t row, std::size_t column) const;
    /// A bar or patches for every kind of colours that the columns have.
    std::vector<SheetScale> legends() const;

private:
    using BySign = std::array<std::optional<MapScale>, 2>;

    bool isSigned(std::size_t column) const;
    bool hasMaps(bool isSigned) const;
    SheetScale mapLegend(bool isSigned) const;
    SheetScale differenceLegend() const;
    SheetScale regionLegend() const;

    const FigureSpec& m_spec;
    const FigureContent& m_content;
    std::vector<BySign> m_rows;
    BySign m_figure;
};

} // namespace lookaway
