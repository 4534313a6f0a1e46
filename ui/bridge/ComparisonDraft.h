// SPDX-License-Identifier: MIT
#pragma once

#include "compare/ComparisonSpec.h"

#include <optional>
#include <string>
#include <vector>

namespace lookaway {

/// A comparison that is being put together. Its columns fit its models whatever is done: what shows a model that is
/// taken away goes, too, and a model that no column shows any more goes. A value.
struct ComparisonDraft {
    ComparisonSpec spec = {};
    /// That overlap, differences and hot regions are measured against.
    std::size_t reference = 0;

    /// Each gets a title of its own, a column like the last map of the others, and what else the others have. The first
    /// one brings the pictures' column with it.
    void addModels(std::vector<ComparedModel> models);
    /// Those that are there already (as a picture of the same class) are not added again. Returns the first one's row.
    std::size_t addPictures(const std::vector<ComparedPicture>& pictures);
    void removeModel(std::size_t model);
    void removeColumn(std::size_t column);
    void removePicture(std::size_t row);
    void moveColumn(std::size_t from, std::size_t to);
    void movePicture(std::size_t from, std::size_t to);

    /// All columns with maps.
    void setMethod(const std::string& method);
    void setLayer(const std::string& layer);
    /// Their common one; nullopt where they differ, or there is none.
    std::optional<std::string> method() const;
    std::optional<std::string> layer() const;
    /// Another map of a column's model, right of it.
    void addMethod(std::size_t column, const std::string& method);

    /// A column of the kind (Difference, HotRegions) for every model but the reference, or none.
    void show(ComparedColumn::Kind kind, bool on);
    bool shows(ComparedColumn::Kind kind) const;
    void setReference(std::size_t model);

    void setTitle(std::size_t column, const std::string& title);

private:
    bool shown(std::size_t model) const;
    bool nothingToCompare(const ComparedColumn& column) const;
    void dropUnshown();
    std::string freeTitle(const std::string& title) const;
};

/// Whether both compare the same, shown alike: hot level and device are left out, which belong to whoever looks.
bool sameComparison(const ComparisonDraft& a, const ComparisonDraft& b);

} // namespace lookaway
