// SPDX-License-Identifier: MIT
#pragma once

#include "compare/ClassMatch.h"
#include "compare/TestComparison.h"

#include <memory>
#include <vector>

namespace lookaway {

/// Asks all models about all pictures of a request, chunk by chunk, and adds what they say to `outcome`. Holds
/// references to what it is given.
class TestComparer {
public:
    TestComparer(TestComparison& outcome, JobContext& context);
    Result<void> run();

private:
    /// A picture on its way; lists are by model.
    struct Item {
        TestPicture picture = {};
        std::vector<Image> inputs = {};         ///< as each model sees it
        std::vector<std::int64_t> classes = {}; ///< that is explained, in each model's counting
    };
    /// Pictures that go through all models together.
    using Chunk = std::vector<Item>;
    /// One model's part in a chunk.
    struct Said {
        std::vector<ClassProbabilities> answers = {};
        std::vector<Explanation> explanations = {};
    };

    ExplainOrder order() const;
    Result<void> open();
    /// Whether the models' classes can be told apart at all, before anything is computed.
    Result<void> checkClasses();
    void failed(const std::filesystem::path& file, const Error& error);
    Chunk read(std::size_t first, std::size_t end);
    Result<std::vector<Image>> see(const std::filesystem::path& file) const;
    /// Finds Item::classes; pictures without a class leave the chunk. An error ends the comparison.
    Result<void> chooseClasses(Chunk& chunk);
    /// By picture, in the counting of naming(); an error is the picture's own.
    Result<std::vector<Result<std::int64_t>>> explainedClasses(const Chunk& chunk);
    Result<std::vector<std::int64_t>> classesFor(std::int64_t index) const;
    /// The model whose names are used: that of RowClass::model, or the first other one that names its classes.
    std::size_t naming() const;
    TitledModel titled(std::size_t model) const;
    /// Takes the model's inputs out of the chunk.
    Result<Said> askModel(std::size_t model, Chunk& chunk);
    ExplainProgress progressOf(std::size_t model) const;
    Result<void> ask(Chunk chunk);
    TestedAnswer measure(
        std::size_t model, std::size_t i, const std::vector<Said>& said, const TestPicture& picture) const;

    TestComparison& m_outcome;
    const TestComparisonRequest& m_request;
    JobContext& m_context;
    std::vector<std::unique_ptr<Inspection>> m_models;
};

} // namespace lookaway
