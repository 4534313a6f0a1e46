// SPDX-License-Identifier: MIT
#include "compare/TestComparison.h"

#include "base/AtomicFile.h"
#include "base/Memory.h"
#include "compare/ClassMatch.h"
#include "compare/ModelStatistics.h"
#include "data/Parallel.h"
#include "session/Pictures.h"
#include "session/Startup.h"

#include <algorithm>
#include <chrono>

namespace lookaway {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t chunkSize = 16;

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

class TestComparer {
public:
    TestComparer(TestComparison& outcome, JobContext& context)
        : m_outcome(outcome)
        , m_request(outcome.request)
        , m_context(context)
    {
    }

    Result<void> run()
    {
        if (const auto opened = open(); !opened)
            return opened;
        const auto& all = m_request.pictures;
        for (std::size_t first = 0; first < all.size(); first += chunkSize) {
            const auto end = std::min(first + chunkSize, all.size());
            if (const auto done = ask(read(first, end)); !done)
                return done;
            returnFreeMemory();
            m_context.emit(
                Progress{ "Comparing", static_cast<std::int64_t>(end), static_cast<std::int64_t>(all.size()) });
        }
        if (m_outcome.pictures.empty())
            return m_outcome.failed.empty() ? fail("There are no pictures to compare the models on.",
                       "Name a folder with pictures, or a run that has test pictures.")
                                            : m_outcome.failed.front().error;
        return {};
    }

private:
    ExplainOrder order() const { return { m_request.method, m_request.layer, -1, m_request.explain }; }

    Result<void> open()
    {
        for (const auto& model : m_request.models) {
            auto opened = Inspection::open(model.source, m_request.device);
            if (!opened)
                return opened.error();
            if (const auto possible = (*opened)->check(order()); !possible)
                return possible;
            m_outcome.models.push_back((*opened)->facts());
            m_models.push_back(std::move(*opened));
        }
        return {};
    }

    void failed(const fs::path& file, const Error& error) { m_outcome.failed.push_back({ file, error }); }

    Chunk read(std::size_t first, std::size_t end)
    {
        std::vector<Result<Image>> images(end - first, fail("not read"));
        parallelFor(images.size(), usableCpus(),
            [&](std::size_t i) { images[i] = readPicture(m_request.pictures[first + i].file, 0); });
        Chunk chunk;
        for (std::size_t i = 0; i < images.size(); ++i) {
            if (!images[i]) {
                failed(m_request.pictures[first + i].file, images[i].error());
                continue;
            }
            chunk.pictures.push_back(m_request.pictures[first + i]);
            chunk.images.push_back(std::move(*images[i]));
        }
        return chunk;
    }

    Result<std::vector<Image>> inputsFor(std::size_t model, const Chunk& chunk)
    {
        std::vector<Result<Image>> prepared(chunk.images.size(), fail("not prepared"));
        parallelFor(prepared.size(), usableCpus(),
            [&](std::size_t i) { prepared[i] = m_models[model]->prepare(chunk.images[i]); });
        std::vector<Image> inputs;
        for (auto& input : prepared) {
            if (!input)
                return input.error();
            inputs.push_back(std::move(*input));
        }
        return inputs;
    }

    /// The class of each picture in the reference frame of RowClass::model; pictures without one leave the chunk.
    Result<std::vector<std::int64_t>> chooseClasses(Chunk& chunk)
    {
        const auto& rule = m_request.rowClass;
        const auto& facts = m_outcome.models[rule.model];
        std::vector<std::int64_t> classes(chunk.pictures.size(), -1);
        if (rule.by == RowClass::By::Predicted && !chunk.images.empty()) {
            const auto inputs = inputsFor(rule.model, chunk);
            if (!inputs)
                return inputs.error();
            const auto answers = m_models[rule.model]->predict(*inputs, m_context.token);
            if (!answers)
                return answers.error();
            for (std::size_t i = 0; i < classes.size(); ++i)
                classes[i] = answers->at(i).top(1).front();
            return classes;
        }
        Chunk kept;
        std::vector<std::int64_t> found;
        for (std::size_t i = 0; i < chunk.pictures.size(); ++i) {
            const auto& name = rule.by == RowClass::By::Given ? rule.name : chunk.pictures[i].className;
            const auto index = name.empty()
                ? fail("The class of '" + chunk.pictures[i].file.string() + "' is not known.",
                    "Explain the predicted class, or name one.")
                : findClass(name, facts);
            if (!index) {
                if (rule.by == RowClass::By::Given)
                    return index.error();
                failed(chunk.pictures[i].file, index.error());
                continue;
            }
            kept.pictures.push_back(std::move(chunk.pictures[i]));
            kept.images.push_back(std::move(chunk.images[i]));
            found.push_back(*index);
        }
        chunk = std::move(kept);
        return found;
    }

    Result<std::vector<std::int64_t>> classesFor(std::size_t model, const std::vector<std::int64_t>& classes) const
    {
        std::vector<std::int64_t> own;
        for (const auto index : classes) {
            const auto matched = matchClass(m_outcome.models[m_request.rowClass.model], index, m_outcome.models[model]);
            if (!matched)
                return matched.error();
            own.push_back(*matched);
        }
        return own;
    }

    Result<Said> askModel(std::size_t model, const Chunk& chunk, const std::vector<std::int64_t>& classes)
    {
        const auto inputs = inputsFor(model, chunk);
        if (!inputs)
            return inputs.error();
        const auto own = classesFor(model, classes);
        if (!own)
            return own.error();
        auto explanations = m_models[model]->explain(*inputs, order(), *own, m_context.token, progressOf(model));
        if (!explanations)
            return explanations.error();
        Said said{ {}, std::move(*explanations) };
        if (!said.explanations.front().probabilities.empty()) {
            for (const auto& one : said.explanations)
                said.answers.push_back({ one.probabilities });
            return said;
        }
        auto answers = m_models[model]->predict(*inputs, m_context.token);
        if (!answers)
            return answers.error();
        said.answers = std::move(*answers);
        return said;
    }

    ExplainProgress progressOf(std::size_t model) const
    {
        const auto stage = m_request.models[model].title + ", " + m_request.method;
        return [this, stage](std::int64_t done, std::int64_t total, const HeatMap&) {
            m_context.emit(Progress{ stage, done, total });
        };
    }

    Result<void> ask(Chunk chunk)
    {
        const auto classes = chooseClasses(chunk);
        if (!classes)
            return classes.error();
        if (chunk.pictures.empty())
            return {};
        std::vector<Said> said;
        for (std::size_t model = 0; model < m_models.size(); ++model) {
            auto one = askModel(model, chunk, *classes);
            if (!one)
                return one.error();
            said.push_back(std::move(*one));
        }
        const auto first = m_outcome.pictures.size();
        m_outcome.pictures.resize(first + chunk.pictures.size());
        parallelFor(chunk.pictures.size(), usableCpus(), [&](std::size_t i) {
            auto& picture = m_outcome.pictures[first + i];
            picture.picture = chunk.pictures[i];
            picture.className = classLabel(m_outcome.models[m_request.rowClass.model], classes->at(i));
            for (std::size_t model = 0; model < said.size(); ++model)
                picture.answers.push_back(measure(model, i, said, picture.picture));
        });
        return {};
    }

    TestedAnswer measure(
        std::size_t model, std::size_t i, const std::vector<Said>& said, const TestPicture& picture) const
    {
        const auto& explanation = said[model].explanations[i];
        const auto& answer = said[model].answers[i];
        const auto& facts = m_outcome.models[model];
        const auto predicted = answer.top(1).front();
        TestedAnswer made;
        made.classIndex = explanation.classIndex;
        made.probability = double{ answer.probabilities.at(static_cast<std::size_t>(explanation.classIndex)) };
        made.predicted = classLabel(facts, predicted);
        made.predictedProbability = double{ answer.probabilities.at(static_cast<std::size_t>(predicted)) };
        if (!picture.className.empty())
            if (const auto truth = findClass(picture.className, facts))
                made.right = *truth == predicted;
        // As the person sees it: at the size of the network's picture.
        const auto map = atInput(explanation, facts);
        made.spread = attentionSpread(map, m_request.hotLevel);
        // Maps of pictures that were cut differently do not lie on each other.
        const auto& reference = m_outcome.models[m_request.reference];
        if (model != m_request.reference && facts.input.fit == reference.input.fit)
            made.overlap =
                hotOverlap(map, atInput(said[m_request.reference].explanations[i], reference), m_request.hotLevel);
        return made;
    }

    static HeatMap atInput(const Explanation& explanation, const ModelFacts& facts)
    {
        return resizedMap(explanation.raw, facts.input.side, facts.input.side);
    }

    TestComparison& m_outcome;
    const TestComparisonRequest& m_request;
    JobContext& m_context;
    std::vector<std::unique_ptr<Inspection>> m_models;
};

Result<void> check(const TestComparisonRequest& request)
{
    ComparisonSpec spec;
    spec.models = request.models;
    spec.rowClass = request.rowClass;
    spec.hotLevel = request.hotLevel;
    spec.explain = request.explain;
    ComparedColumn column;
    column.model = request.reference;
    column.method = request.method;
    spec.columns = { column };
    return validate(spec);
}

Result<void> writeComparison(const TestComparison& outcome)
{
    const auto& out = outcome.request.out;
    std::error_code problem;
    fs::create_directories(out, problem);
    if (problem)
        return fail("The folder '" + out.string() + "' cannot be made: " + problem.message() + ".",
            "Choose another one with --out.");
    if (const auto written = writeFileAtomically(out / "comparison.csv", testComparisonCsv(outcome)); !written)
        return written;
    return writeFileAtomically(out / "comparison.json", testComparisonJson(outcome));
}

} // namespace

Job testComparisonJob(TestComparisonRequest request, std::function<void(TestComparison)> done)
{
    return [request = std::move(request), done = std::move(done)](JobContext& context) -> Result<std::string> {
        if (const auto valid = check(request); !valid)
            return valid.error();
        const auto start = std::chrono::steady_clock::now();
        TestComparison outcome;
        outcome.request = request;
        if (const auto asked = TestComparer(outcome, context).run(); !asked)
            return asked.error();
        outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        if (!request.out.empty())
            if (const auto written = writeComparison(outcome); !written)
                return written.error();
        const auto report = request.out.empty() ? std::string() : (request.out / "comparison.json").string();
        done(std::move(outcome));
        return report;
    };
}

} // namespace lookaway
