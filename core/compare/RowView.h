// SPDX-License-Identifier: MIT
#pragma once

#include "compare/Comparison.h"
#include "compare/ModelPool.h"

#include <map>
#include <memory>
#include <optional>
#include <tuple>

namespace lookaway {

/// A class in the counting of the model that it was found in.
struct FoundClass {
    std::size_t model = 0; ///< index of ComparisonSpec::models
    std::int64_t index = 0;
    std::string label = {}; ///< its name, or its number where it has none
};

/// One row of a comparison: its picture and what the models say about it, each computed when it is first asked for and
/// once only. What was cancelled is not kept.
class RowView {
public:
    /// All three outlive it.
    RowView(const ComparisonSpec& spec, ModelPool& models, const Comparison::Explain& explain, std::size_t row);

    std::size_t row() const { return m_row; }
    /// The class that the row explains.
    Result<FoundClass> explained(const CancelToken& cancel);
    /// The class of the picture's folder; nullopt where no model has such a class.
    std::optional<FoundClass> trueClass();
    /// The error of the picture, where it cannot be read.
    std::optional<Error> pictureError();

    /// The picture as the model's network sees it.
    Result<std::shared_ptr<const Image>> input(std::size_t model);
    Result<ClassProbabilities> answer(std::size_t model, const CancelToken& cancel);
    /// The row's class in the model's counting.
    Result<std::int64_t> classIn(std::size_t model, const CancelToken& cancel);
    Result<std::shared_ptr<const Explanation>> explanation(
        std::size_t model, const std::string& method, const std::string& layer, const CancelToken& cancel);

private:
    /// One picture, in the eyes of one model.
    struct View {
        std::optional<Result<std::shared_ptr<const Image>>> input = {};
        std::optional<Result<ClassProbabilities>> answer = {};
        std::map<std::pair<std::string, std::string>, std::optional<Result<std::shared_ptr<const Explanation>>>>
            maps = {}; ///< by method and layer
    };

    const ComparedPicture& picture() const { return m_spec.pictures[m_row]; }
    const Result<Image>& decoded();
    View& view(std::size_t model) { return m_views[m_models.identity(model)]; }
    Result<FoundClass> findExplained(const CancelToken& cancel);
    Result<FoundClass> predictedClass(const CancelToken& cancel);
    Result<FoundClass> namedClass(const std::string& name);
    /// The first model that finds a class in its own words; the one of RowClass is asked first. nullopt: none does.
    using Find = std::function<std::optional<std::int64_t>(const ModelFacts& model)>;
    Result<std::optional<FoundClass>> firstThatFinds(const Find& find);

    const ComparisonSpec& m_spec;
    ModelPool& m_models;
    const Comparison::Explain& m_explain;
    std::size_t m_row;
    std::optional<Result<Image>> m_decoded;
    std::optional<Result<FoundClass>> m_explained;
    std::optional<std::optional<FoundClass>> m_trueClass;
    std::map<const void*, View> m_views; ///< by the model's identity
};

} // namespace lookaway
