// SPDX-License-Identifier: MIT
#include "session/inspect/ExplainFiles.h"

#include "base/Affinity.h"
#include "base/Memory.h"
#include "base/OutputPath.h"
#include "data/Parallel.h"
#include "session/Startup.h"
#include "session/inspect/ClassNames.h"
#include "session/inspect/ExplanationOutput.h"
#include "session/inspect/ExplanationRecord.h"
#include "session/inspect/PictureFiles.h"
#include "session/inspect/Pictures.h"

#include <algorithm>
#include <chrono>
#include <future>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t chunkSize = 16;

/// A picture on its way.
struct Item {
    fs::path file;
    std::string name; ///< of its results, without an ending
    Result<Image> input = fail("not read");
    std::int64_t wantedClass = -1;
};

/// The pictures of a chunk that can be explained, entry for entry.
struct Chunk {
    std::size_t first = 0; ///< number of its first picture
    std::vector<const Item*> items = {};
    std::vector<Image> inputs = {};
    std::vector<std::shared_ptr<const Image>> shown = {};
    std::vector<std::int64_t> classes = {};       ///< -1 = the predicted one, until the first method has said which
    std::vector<ClassProbabilities> answers = {}; ///< empty until the first method has told them
};

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

    std::vector<Item> read(std::size_t first) const
    {
        std::vector<Item> items(std::min(chunkSize, m_files.size() - first));
        parallelFor(items.size(), usableCpus(), [&](std::size_t i) {
            Item& item = items[i];
            item.file = m_files[first + i];
            item.name = m_names[first + i];
            const auto picture = readPicture(item.file, 0);
            item.input = picture ? m_model.prepare(*picture) : picture;
            if (!item.input)
                return;
            item.wantedClass = m_given;
            if (m_request.choice == ExplainFilesRequest::ClassChoice::True) {
                const auto named = classOfFolder(item.file, m_model.facts());
                if (named)
                    item.wantedClass = *named;
                else
                    item.input = named.error();
            }
        });
        return items;
    }

    Result<void> explainAll()
    {
        auto reading = std::async(std::launch::async, [this] { return read(0); });
        for (std::size_t first = 0; first < m_files.size(); first += chunkSize) {
            auto items = reading.get();
            const auto next = first + chunkSize;
            if (next < m_files.size())
                reading = std::async(std::launch::async, [this, next] { return read(next); });
            auto chunk = usable(items, first);
            for (const auto& method : m_request.methods)
                if (const auto explained = explain(chunk, method); !explained)
                    return explained;
            returnFreeMemory();
            m_context.emit(Progress{ "Explaining", static_cast<std::int64_t>(std::min(next, m_files.size())),
                static_cast<std::int64_t>(m_files.size()) });
        }
        return {};
    }

    /// Takes the pictures out of the items that could be read.
    Chunk usable(std::vector<Item>& items, std::size_t first)
    {
        Chunk chunk{ first };
        for (auto& item : items) {
            if (!item.input) {
                m_outcome.failed.push_back({ item.file, item.input.error() });
                continue;
            }
            chunk.shown.push_back(std::make_shared<const Image>(*item.input));
            chunk.inputs.push_back(std::move(*item.input));
            chunk.classes.push_back(item.wantedClass);
            chunk.items.push_back(&item);
        }
        return chunk;
    }

    /// One method on one chunk.
    Result<void> explain(Chunk& chunk, const std::string& method)
    {
        if (chunk.items.empty())
            return {};
        auto found = m_model.explain(
            chunk.inputs, orderFor(method), chunk.classes, m_context.token, progressOf(chunk.first, method));
        if (!found)
            return found.error();
        if (chunk.answers.empty())
            if (const auto known = answersOf(*found, chunk.inputs, chunk.answers); !known)
                return known;
        std::vector<ExplanationOutput> outputs;
        for (std::size_t i = 0; i < chunk.items.size(); ++i) {
            chunk.classes[i] = found->at(i).classIndex; // the next method explains the same
            outputs.push_back(output(*chunk.items[i], chunk.answers[i], std::move(found->at(i)), chunk.shown[i]));
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

    ExplanationOutput output(const Item& item, const ClassProbabilities& answer, Explanation explanation,
        std::shared_ptr<const Image> input) const
    {
        ExplanationOutput made;
        const auto at = [&](std::int64_t c) { return double{ answer.probabilities.at(static_cast<std::size_t>(c)) }; };
        made.facts.picture = item.file;
        made.facts.method = explanation.method;
        made.facts.layer = explanation.layer;
        made.facts.classIndex = explanation.classIndex;
        made.facts.probability = at(explanation.classIndex);
        made.facts.predicted = answer.top(1).front();
        made.facts.predictedProbability = at(made.facts.predicted);
        const std::string name = item.name + "." + explanation.method + m_suffix;
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
