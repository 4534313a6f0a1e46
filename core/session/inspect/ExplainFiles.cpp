// SPDX-License-Identifier: MIT
#include "session/inspect/ExplainFiles.h"

#include "base/Memory.h"
#include "base/OutputPath.h"
#include "session/inspect/ClassNames.h"
#include "session/inspect/ExplainChunk.h"
#include "session/inspect/ExplanationOutput.h"
#include "session/inspect/ExplanationRecord.h"
#include "session/inspect/PictureFiles.h"

#include <algorithm>
#include <chrono>
#include <future>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t chunkSize = 16;

/// Explains chunk after chunk, method by method; the next chunk is read, and what the last method found is written,
/// meanwhile.
class FilesExplainer {
public:
    FilesExplainer(const ExplainFilesRequest& request, JobContext& context, Inspection& model)
        : m_request(request)
        , m_context(context)
        , m_model(model)
    {
        m_outcome.model = model.facts();
    }

    Result<ExplainFilesOutcome> run(const std::vector<fs::path>& pictures)
    {
        const auto start = std::chrono::steady_clock::now();
        if (const auto ready = prepare(pictures); !ready)
            return ready.error();
        auto ended = explainAll();
        const auto written = finishWriting();
        if (ended && !written)
            ended = written;
        m_outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        if (!ended)
            m_outcome.stopped = ended.error();
        if (m_outcome.explained.empty())
            return ended ? m_outcome.failed.front().error : ended.error();
        if (const auto listed = writeExplanations(m_request, m_outcome); !listed)
            return ended ? listed.error() : ended.error();
        return std::move(m_outcome);
    }

private:
    Result<void> prepare(const std::vector<fs::path>& pictures)
    {
        m_files = pictures;
        m_names = outputNames(pictures);
        m_outcome.wanted = pictures.size() * m_request.methods.size();
        for (const auto& method : m_request.methods)
            if (const auto possible = m_model.check(orderFor(method)); !possible)
                return possible;
        if (m_request.choice == ExplainFilesRequest::ClassChoice::Given) {
            const auto named = classNamed(m_request.wantedClass, m_model.facts());
            if (!named)
                return named.error();
            m_given = *named;
            m_suffix = ".class" + std::to_string(m_given);
        }
        return makeOutputFolder(m_request.out);
    }

    ExplainOrder orderFor(const std::string& method) const
    {
        return { method, m_request.layer, -1, m_request.settings };
    }

    std::vector<ChunkPicture> read(std::size_t first) const
    {
        std::vector<ChunkPicture> pictures;
        for (auto i = first; i < std::min(first + chunkSize, m_files.size()); ++i)
            pictures.push_back({ m_files[i], m_names[i], m_given });
        readInputs(pictures, m_request.choice == ExplainFilesRequest::ClassChoice::True, m_model);
        return pictures;
    }

    Result<void> explainAll()
    {
        auto reading = std::async(std::launch::async, [this] { return read(0); });
        for (std::size_t first = 0; first < m_files.size(); first += chunkSize) {
            auto pictures = reading.get();
            const auto next = first + chunkSize;
            if (next < m_files.size())
                reading = std::async(std::launch::async, [this, next] { return read(next); });
            auto chunk = chunkOf(std::move(pictures), m_outcome.failed);
            for (const auto& method : m_request.methods)
                if (const auto explained = explain(chunk, method, first); !explained)
                    return explained;
            returnFreeMemory();
            m_context.emit(Progress{ "Explaining", static_cast<std::int64_t>(std::min(next, m_files.size())),
                static_cast<std::int64_t>(m_files.size()) });
        }
        return {};
    }

    /// One method on one chunk.
    Result<void> explain(ExplainChunk& chunk, const std::string& method, std::size_t first)
    {
        if (chunk.pictures.empty())
            return {};
        auto found =
            m_model.explain(chunk.inputs, orderFor(method), chunk.classes, m_context.token, progressOf(first, method));
        if (!found)
            return found.error();
        if (chunk.answers.empty())
            if (const auto known = answersOf(*found, chunk.inputs, chunk.answers); !known)
                return known;
        std::vector<ExplanationOutput> outputs;
        for (std::size_t i = 0; i < chunk.pictures.size(); ++i) {
            chunk.classes[i] = found->at(i).classIndex; // the next method explains the same
            outputs.push_back(output(chunk.pictures[i], chunk.answers[i], std::move(found->at(i)), chunk.shown[i]));
        }
        return startWriting(std::move(outputs));
    }

    /// Waits for what is being written.
    Result<void> finishWriting() { return m_writing.valid() ? m_writing.get() : Result<void>(); }

    Result<void> startWriting(std::vector<ExplanationOutput> outputs)
    {
        if (const auto written = finishWriting(); !written)
            return written;
        m_writing = std::async(std::launch::async, [this, results = std::move(outputs)]() mutable {
            return writeOutputs(std::move(results), m_request, m_outcome.explained);
        });
        return {};
    }

    /// What the network answers: told by the method on the way, or asked for.
    Result<void> answersOf(const std::vector<Explanation>& found, const std::vector<Image>& inputs,
        std::vector<ClassProbabilities>& answers)
    {
        if (found.front().probabilities.empty()) {
            auto asked = m_model.predict(inputs, m_context.token);
            if (!asked)
                return asked.error();
            answers = std::move(*asked);
            return {};
        }
        for (const auto& one : found)
            answers.push_back({ one.probabilities });
        return {};
    }

    ExplanationOutput output(const ChunkPicture& picture, const ClassProbabilities& answer, Explanation explanation,
        std::shared_ptr<const Image> input) const
    {
        ExplanationOutput made;
        const auto at = [&](std::int64_t c) { return double{ answer.probabilities.at(static_cast<std::size_t>(c)) }; };
        made.facts.picture = picture.file;
        made.facts.method = explanation.method;
        made.facts.layer = explanation.layer;
        made.facts.classIndex = explanation.classIndex;
        made.facts.probability = at(explanation.classIndex);
        made.facts.predicted = answer.top(1).front();
        made.facts.predictedProbability = at(made.facts.predicted);
        const std::string name = picture.name + "." + explanation.method + m_suffix;
        made.facts.overlay = m_request.out / (name + ".png");
        made.facts.raw = m_request.out / (name + ".npy");
        made.explanation = std::move(explanation);
        made.input = std::move(input);
        return made;
    }

    /// One slow method on one chunk; fast ones are told of chunk by chunk.
    ExplainProgress progressOf(std::size_t first, const std::string& method) const
    {
        const auto last = std::min(first + chunkSize, m_files.size());
        const auto stage = method + (last - first == 1 ? ", picture " : ", pictures ") + std::to_string(first + 1)
            + (last - first == 1 ? "" : " to " + std::to_string(last));
        return [this, stage](std::int64_t done, std::int64_t total, const HeatMap&) {
            m_context.emit(Progress{ stage, done, total });
        };
    }

    const ExplainFilesRequest& m_request;
    JobContext& m_context;
    Inspection& m_model;
    std::vector<fs::path> m_files;
    std::vector<std::string> m_names;
    std::int64_t m_given = -1;
    std::string m_suffix; ///< of the results' names: the class that is given
    ExplainFilesOutcome m_outcome;
    std::future<Result<void>> m_writing;
};

Result<ExplainFilesOutcome> explainFiles(const ExplainFilesRequest& request, JobContext& context)
{
    const auto pictures = listPictures(request.pictures);
    if (!pictures)
        return pictures.error();
    const auto model = openAdapted(request.model, request.device, request.adapt);
    if (!model)
        return model.error();
    if (const auto doubt = doubtAbout(**model); !doubt.empty())
        context.emit(TrainingWarning{ doubt });
    return FilesExplainer(request, context, **model).run(*pictures);
}

} // namespace

Job explainFilesJob(ExplainFilesRequest request, std::function<void(ExplainFilesOutcome)> done)
{
    return [request = std::move(request), done = std::move(done)](JobContext& context) -> Result<std::string> {
        auto outcome = explainFiles(request, context);
        if (!outcome)
            return outcome.error();
        const auto stopped = outcome->stopped;
        done(std::move(*outcome));
        if (stopped)
            return *stopped;
        return std::string();
    };
}

} // namespace lookaway
