// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/FaithfulnessJob.h"
#include "session/inspect/PictureRegions.h"

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace lookaway {

/// Some pictures that are measured together, side by side.
struct MeasuredChunk {
    std::vector<std::size_t> numbers = {}; ///< in the order of all pictures, for their noise
    std::vector<std::filesystem::path> files = {};
    std::vector<Image> inputs = {};
    std::vector<std::int64_t> classes = {}; ///< -1: the predicted one
    std::vector<std::vector<PictureRegion>> regions = {};
};

/// Explains and measures one chunk after the other, and collects what was found. Holds references to what it is given.
class FaithfulnessRun {
public:
    FaithfulnessRun(const FaithfulnessRequest& request, JobContext& context, Inspection& model)
        : m_request(request)
        , m_context(context)
        , m_model(model)
    {
    }

    ExplainOrder orderFor(const std::string& method) const;
    /// At least one picture.
    Result<void> add(MeasuredChunk chunk);
    /// Methods, then controls; empty where nothing was added.
    std::vector<MeasuredMethod> finish();

    std::string name = {}; ///< of the chunk, for the progress

private:
    /// Explains inputs `indices` of the chunk, for these classes.
    using Explain = std::function<Result<std::vector<Explanation>>(
        const std::vector<std::size_t>& indices, const std::vector<std::int64_t>& classes)>;

    Result<void> resolveClasses(MeasuredChunk& chunk);
    Result<std::vector<Explanation>> measureMethod(
        const MeasuredChunk& chunk, const Explain& explain, MeasuredMethod& method);
    Result<void> play(const MeasuredChunk& chunk, const Explain& explain, const std::vector<Explanation>& found,
        std::vector<MeasuredExplanation>& rows);
    Result<void> checkSanityOf(const MeasuredChunk& chunk, const std::string& method);
    std::function<void(std::int64_t, std::int64_t)> progress(const std::string& what) const;

    const FaithfulnessRequest& m_request;
    JobContext& m_context;
    Inspection& m_model;
    std::vector<MeasuredMethod> m_methods;
    /// By width and height of raw maps.
    std::map<std::pair<int, int>, MeasuredMethod> m_controls;
    std::map<std::string, std::vector<SanityCheck>> m_sanity; ///< by method, of each chunk
};

} // namespace lookaway
