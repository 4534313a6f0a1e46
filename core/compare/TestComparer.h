// SPDX-License-Identifier: MIT
#pragma once

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
    /// Pictures that go through all models together.
    struct Chunk {
        std::vector<TestPicture> pictures = {};
        std::vector<Image> images = {};
    };
    /// One model's part in a chunk.
    struct Said {
        std::vector<ClassProbabilities> answers = {};
        std::vector<Explanation> explanations = {};
    };

    ExplainOrder order() const;
    Result<void> open();
    void failed(const std::filesystem::path& file, const Error& error);
    Chunk read(std::size_t first, std::size_t end);
    Result<std::vector<Image>> inputsFor(std::size_t model, const Chunk& chunk);
    /// The class of each picture in the reference frame of RowClass::model; pictures without one leave the chunk.
    Result<std::vector<std::int64_t>> chooseClasses(Chunk& chunk);
    Result<std::vector<std::int64_t>> classesFor(std::size_t model, const std::vector<std::int64_t>& classes) const;
    Result<Said> askModel(std::size_t model, const Chunk& chunk, const std::vector<std::int64_t>& classes);
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
