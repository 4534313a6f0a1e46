// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/Inspection.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace lookaway {

/// A model among those that are set side by side.
struct ComparedModel {
    std::string title = {}; ///< "0-occlusion"; never empty, and no two have the same
    ModelSource source = {};

    bool operator==(const ComparedModel& other) const { return title == other.title && source == other.source; }
};

/// What part of the picture as the network sees it is shown, as shares of its width and height.
struct CropBox {
    double x = 0;
    double y = 0;
    double width = 1;
    double height = 1;

    bool whole() const { return x <= 0 && y <= 0 && width >= 1 && height >= 1; }
    bool operator==(const CropBox& other) const
    {
        return x == other.x && y == other.y && width == other.width && height == other.height;
    }
};

/// A row: a picture, of which all columns explain the same class.
struct ComparedPicture {
    std::filesystem::path file = {};
    std::string title = {}; ///< empty = none
    /// Name or number of the class that this row explains; empty = as RowClass says.
    std::string className = {};
    CropBox crop = {};

    bool operator==(const ComparedPicture& other) const
    {
        return file == other.file && title == other.title && className == other.className && crop == other.crop;
    }
};

/// What a column shows of every picture.
struct ComparedColumn {
    enum class Kind {
        Input,      ///< the picture as the model's network sees it
        Map,        ///< the model's heat map
        Difference, ///< the model's heat map minus that of the reference, each on its own scale [0, 1]
        HotRegions, ///< which pixels are hot for the model, for the reference, for both
    };
    Kind kind = Kind::Map;
    std::size_t model = 0;     ///< index of ComparisonSpec::models
    std::size_t reference = 0; ///< the other model of Difference and HotRegions
    std::string method = "grad-cam";
    std::string layer = {}; ///< empty = the model's default
    std::string title = {}; ///< empty = made of model and method

    bool operator==(const ComparedColumn& other) const
    {
        return kind == other.kind && model == other.model && reference == other.reference && method == other.method
            && layer == other.layer && title == other.title;
    }
};

/// Which class a row explains. It is found in each model by its name, where both models name their classes, otherwise
/// by its number.
struct RowClass {
    enum class By {
        Predicted, ///< what `model` predicts
        True,      ///< the picture's folder has the name of its class
        Given,     ///< `name`, in all rows
    };
    By by = By::Predicted;
    std::size_t model = 0;
    std::string name = {}; ///< or number

    bool operator==(const RowClass& other) const
    {
        return by == other.by && model == other.model && name == other.name;
    }
};

/// The class that the picture's folder names, looked for in the first model.
inline RowClass trueClass()
{
    RowClass rule;
    rule.by = RowClass::By::True;
    return rule;
}

/// Pictures in rows, models and what they say in columns. A value: copied between threads and kept for undo.
struct ComparisonSpec {
    std::vector<ComparedModel> models = {};
    std::vector<ComparedPicture> pictures = {};
    std::vector<ComparedColumn> columns = {};
    RowClass rowClass = {};
    ExplainSettings explain = {};
    /// A pixel is hot above this share of its map's maximum; spread and overlap count hot pixels. (0, 1)
    double hotLevel = 0.5;
    /// As TrainingSettings::device.
    std::string device = "auto";
    /// Intra-op threads that it is computed with: with another number sums round differently, and some layers are
    /// computed by other code. 0 = defaultThreads(). [0, 1024]
    int threads = 0;
};

/// ComparisonSpec::threads as a number on this machine.
int threadsOf(const ComparisonSpec& spec);

/// Whether it lies in the picture.
Result<void> validate(const CropBox& crop);
/// What is wrong with it, in a sentence: no model, two of one title, an index that names none, an unknown method, a
/// level out of range.
Result<void> validate(const ComparisonSpec& spec);
/// Its own title, else "Input", "0-occlusion", "0-occlusion minus baseline" or, of hot regions, "0-occlusion and
/// baseline"; where the columns differ in method or layer, these follow: "0-occlusion, LIME".
std::string titleOf(const ComparedColumn& column, const ComparisonSpec& spec);

} // namespace lookaway
