// SPDX-License-Identifier: MIT
#include "session/inspect/ExplainFiles.h"

#include "base/Affinity.h"
#include "base/AtomicFile.h"
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

/// Explains chunk after chunk; the next one is read, and the last one written, meanwhile.
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
        auto reading = std::async(std::launch::async, [this] { return read(0); });
        std::future<Result<void>> writing;
        for (std::size_t first = 0; first < m_files.size(); first += chunkSize) {
            auto chunk = reading.get();
            const auto next = first + chunkSize;
            if (next < m_files.size())
                reading = std::async(std::launch::async, [this, next] { return read(next); });
            auto explained = explain(chunk, first);
            if (!explained)
                return explained.error();
            if (writing.valid())
                if (const auto written = writing.get(); !written)
                    return written.error();
            writing = std::async(std::launch::async,
                [this, results = std::move(*explained)]() mutable { return write(std::move(results)); });
            returnFreeMemory();
            m_context.emit(Progress{ "Explaining", static_cast<std::int64_t>(std::min(next, m_files.size())),
                static_cast<std::int64_t>(m_files.size()) });
        }
        if (writing.valid())
            if (const auto written = writing.get(); !written)
                return written.error();
        return finish(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }

private:
    Result<void> prepare(const std::vector<fs::path>& pictures)
    {
        m_files = pictures;
        m_names = outputNames(pictures);
        for (const auto& method : m_request.methods)
            if (const auto possible = m_model.check(orderFor(method)); !possible)
                return possible;
        if (m_request.choice == ExplainFilesRequest::ClassChoice::Given) {
            const auto named = classNamed(m_request.wantedClass, m_model.facts());
            if (!named)
                return named.error();
            m_given = *named;
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

    Result<std::vector<ExplanationOutput>> explain(std::vector<Item>& chunk, std::size_t first)
    {
        std::vector<Image> inputs;
        std::vector<const Item*> items;
        for (auto& item : chunk) {
            if (!item.input) {
                m_outcome.failed.push_back({ item.file, item.input.error() });
                continue;
            }
            inputs.push_back(std::move(*item.input));
            items.push_back(&item);
        }
        std::vector<ExplanationOutput> outputs;
        if (inputs.empty())
            return outputs;
        std::vector<std::int64_t> classes;
        for (const auto* item : items)
            classes.push_back(item->wantedClass);
        std::vector<std::shared_ptr<const Image>> shown;
        for (const auto& input : inputs)
            shown.push_back(std::make_shared<const Image>(input));
        std::vector<ClassProbabilities> answers;
        for (const auto& method : m_request.methods) {
            auto found = m_model.explain(inputs, orderFor(method), classes, m_context.token, progressOf(first, method));
            if (!found)
                return found.error();
            if (answers.empty())
                if (const auto known = answersOf(*found, inputs, answers); !known)
                    return known.error();
            for (std::size_t i = 0; i < items.size(); ++i) {
                classes[i] = found->at(i).classIndex; // the next method explains the same
                outputs.push_back(output(*items[i], answers[i], std::move(found->at(i)), shown[i]));
            }
        }
        return outputs;
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
        made.facts.overlay = m_request.out / (item.name + "." + explanation.method + ".png");
        made.facts.raw = m_request.out / (item.name + "." + explanation.method + ".npy");
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

    Result<void> write(std::vector<ExplanationOutput> outputs)
    {
        if (const auto written = writeOutputs(outputs, m_request); !written)
            return written;
        for (auto& output : outputs)
            m_outcome.explained.push_back(std::move(output.facts));
        return {};
    }

    Result<ExplainFilesOutcome> finish(double seconds)
    {
        m_outcome.seconds = seconds;
        if (m_outcome.explained.empty())
            return m_outcome.failed.front().error;
        const auto written =
            writeFileAtomically(m_request.out / "explanations.json", explanationsJson(m_request, m_outcome));
        if (!written)
            return written.error();
        return std::move(m_outcome);
    }

    const ExplainFilesRequest& m_request;
    JobContext& m_context;
    Inspection& m_model;
    std::vector<fs::path> m_files;
    std::vector<std::string> m_names;
    std::int64_t m_given = -1;
    ExplainFilesOutcome m_outcome;
};

Result<ExplainFilesOutcome> explainFiles(const ExplainFilesRequest& request, JobContext& context)
{
    const auto pictures = listPictures(request.pictures);
    if (!pictures)
        return pictures.error();
    const auto model = Inspection::open(request.model, request.device);
    if (!model)
        return model.error();
    if (request.adapt) {
        InputFormat format = (*model)->facts().input;
        request.adapt(format);
        if (const auto adapted = (*model)->setInput(format, false); !adapted)
            return adapted.error();
    }
    return FilesExplainer(request, context, **model).run(*pictures);
}

} // namespace

Job explainFilesJob(ExplainFilesRequest request, std::function<void(ExplainFilesOutcome)> done)
{
    return [request = std::move(request), done = std::move(done)](JobContext& context) -> Result<std::string> {
        auto outcome = explainFiles(request, context);
        if (!outcome)
            return outcome.error();
        done(std::move(*outcome));
        return std::string();
    };
}

} // namespace lookaway
