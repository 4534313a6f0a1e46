// SPDX-License-Identifier: MIT
#include "compare/TestComparer.h"

#include "base/Memory.h"
#include "compare/ClassMatch.h"
#include "data/Parallel.h"
#include "session/Startup.h"
#include "session/inspect/ClassNames.h"
#include "session/inspect/MapHeat.h"
#include "session/inspect/Pictures.h"

#include <algorithm>

namespace lookaway {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t chunkSize = 16;

/// As the person sees it: at the size of the network's picture.
HeatMap heatAtInput(const Explanation& explanation, const ModelFacts& facts)
{
    auto map = resizedMap(explanation.raw, facts.input.side, facts.input.side);
    const float noHeat = noHeatOf(map, explanation.method);
    return heatAbove(std::move(map), noHeat);
}

} // namespace

TestComparer::TestComparer(TestComparison& outcome, JobContext& context)
    : m_outcome(outcome)
    , m_request(outcome.request)
    , m_context(context)
{
}

Result<void> TestComparer::run()
{
    if (const auto opened = open(); !opened)
        return opened;
    const auto& all = m_request.pictures;
    for (std::size_t first = 0; first < all.size(); first += chunkSize) {
        const auto end = std::min(first + chunkSize, all.size());
        if (const auto done = ask(read(first, end)); !done)
            return done;
        returnFreeMemory();
        m_context.emit(Progress{ "Comparing", static_cast<std::int64_t>(end), static_cast<std::int64_t>(all.size()) });
    }
    if (m_outcome.pictures.empty())
        return m_outcome.failed.empty() ? fail("There are no pictures to compare the models on.",
                   "Name a folder with pictures, or a run that has test pictures.")
                                        : m_outcome.failed.front().error;
    return {};
}

ExplainOrder TestComparer::order() const
{
    return { m_request.method, m_request.layer, -1, m_request.explain };
}

Result<void> TestComparer::open()
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
    return checkClasses();
}

TitledModel TestComparer::titled(std::size_t model) const
{
    return { m_request.models[model].title, m_outcome.models[model] };
}

std::size_t TestComparer::naming() const
{
    const auto first = m_request.rowClass.model;
    const auto names = [this](std::size_t model) { return !m_outcome.models[model].input.classes.empty(); };
    for (std::size_t model = 0; model < m_outcome.models.size() && !names(first); ++model)
        if (names(model))
            return model;
    return first;
}

Result<void> TestComparer::checkClasses()
{
    const auto from = titled(naming());
    for (std::size_t model = 0; model < m_models.size(); ++model) {
        if (const auto wrong = classMismatch(from, titled(model)))
            return *wrong;
        if (auto remark = numberRemark(from, titled(model)); !remark.empty())
            m_outcome.remarks.push_back(std::move(remark));
    }
    return {};
}

void TestComparer::failed(const fs::path& file, const Error& error)
{
    m_outcome.failed.push_back({ file, error });
}

TestComparer::Chunk TestComparer::read(std::size_t first, std::size_t end)
{
    // Of every picture only what the models see is kept: the pictures themselves may be large.
    std::vector<Result<std::vector<Image>>> seen(end - first, fail("not read"));
    parallelFor(seen.size(), usableCpus(), [&](std::size_t i) { seen[i] = see(m_request.pictures[first + i].file); });
    Chunk chunk;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (!seen[i]) {
            failed(m_request.pictures[first + i].file, seen[i].error());
            continue;
        }
        chunk.push_back({ m_request.pictures[first + i], std::move(*seen[i]), {} });
    }
    return chunk;
}

Result<std::vector<Image>> TestComparer::see(const fs::path& file) const
{
    const auto picture = readPicture(file, 0);
    if (!picture)
        return picture.error();
    std::vector<Image> inputs;
    for (const auto& model : m_models) {
        auto input = model->prepare(*picture);
        if (!input)
            return input.error();
        inputs.push_back(std::move(*input));
    }
    return inputs;
}

Result<std::vector<Result<std::int64_t>>> TestComparer::explainedClasses(const Chunk& chunk)
{
    const auto& rule = m_request.rowClass;
    const auto& facts = m_outcome.models[naming()];
    std::vector<Result<std::int64_t>> classes;
    if (rule.by == RowClass::By::Given) {
        const auto given = classNamed(rule.name, facts);
        if (!given)
            return given.error();
        return std::vector<Result<std::int64_t>>(chunk.size(), *given);
    }
    if (rule.by == RowClass::By::Predicted) {
        std::vector<Image> inputs;
        for (const auto& item : chunk)
            inputs.push_back(item.inputs[rule.model]);
        const auto answers = m_models[rule.model]->predict(inputs, m_context.token);
        if (!answers)
            return answers.error();
        for (const auto& answer : *answers)
            classes.emplace_back(answer.top(1).front());
        return classes;
    }
    for (const auto& item : chunk) {
        const auto& name = item.picture.className;
        if (const auto index = folderClass(name, facts))
            classes.emplace_back(*index);
        else
            classes.emplace_back(fail("The class of '" + item.picture.file.string() + "' is not known"
                    + (name.empty() ? "." : ": there is none called '" + name + "'."),
                "Explain the predicted class, or name one."));
    }
    return classes;
}

Result<std::vector<std::int64_t>> TestComparer::classesFor(std::int64_t index) const
{
    std::vector<std::int64_t> classes;
    for (std::size_t model = 0; model < m_models.size(); ++model) {
        const auto matched = matchClass(titled(naming()), index, titled(model));
        if (!matched)
            return matched.error();
        classes.push_back(*matched);
    }
    return classes;
}

Result<void> TestComparer::chooseClasses(Chunk& chunk)
{
    if (chunk.empty())
        return {};
    const auto explained = explainedClasses(chunk);
    if (!explained)
        return explained.error();
    Chunk kept;
    for (std::size_t i = 0; i < chunk.size(); ++i) {
        const auto& index = explained->at(i);
        auto classes = index ? classesFor(*index) : Result<std::vector<std::int64_t>>(index.error());
        if (!classes) {
            failed(chunk[i].picture.file, classes.error());
            continue;
        }
        chunk[i].classes = std::move(*classes);
        kept.push_back(std::move(chunk[i]));
    }
    chunk = std::move(kept);
    return {};
}

Result<TestComparer::Said> TestComparer::askModel(std::size_t model, Chunk& chunk)
{
    std::vector<Image> inputs;
    std::vector<std::int64_t> classes;
    for (auto& item : chunk) {
        inputs.push_back(std::move(item.inputs[model]));
        classes.push_back(item.classes[model]);
    }
    auto explanations = m_models[model]->explain(inputs, order(), classes, m_context.token, progressOf(model));
    if (!explanations)
        return explanations.error();
    Said said{ {}, std::move(*explanations) };
    if (!said.explanations.front().probabilities.empty()) {
        for (const auto& one : said.explanations)
            said.answers.push_back({ one.probabilities });
        return said;
    }
    auto answers = m_models[model]->predict(inputs, m_context.token);
    if (!answers)
        return answers.error();
    said.answers = std::move(*answers);
    return said;
}

ExplainProgress TestComparer::progressOf(std::size_t model) const
{
    const auto stage = m_request.models[model].title + ", " + m_request.method;
    return [this, stage](std::int64_t done, std::int64_t total, const HeatMap&) {
        m_context.emit(Progress{ stage, done, total });
    };
}

Result<void> TestComparer::ask(Chunk chunk)
{
    if (const auto chosen = chooseClasses(chunk); !chosen || chunk.empty())
        return chosen;
    const auto& named = m_outcome.models[naming()];
    std::vector<Said> said;
    for (std::size_t model = 0; model < m_models.size(); ++model) {
        auto one = askModel(model, chunk);
        if (!one)
            return one.error();
        said.push_back(std::move(*one));
    }
    const auto first = m_outcome.pictures.size();
    m_outcome.pictures.resize(first + chunk.size());
    parallelFor(chunk.size(), usableCpus(), [&](std::size_t i) {
        auto& picture = m_outcome.pictures[first + i];
        picture.picture = std::move(chunk[i].picture);
        // A folder that is called otherwise says nothing about the class.
        if (!folderClass(picture.picture.className, named))
            picture.picture.className.clear();
        picture.className = classLabel(named, chunk[i].classes[naming()]);
        for (std::size_t model = 0; model < said.size(); ++model)
            picture.answers.push_back(measure(model, i, said, picture.picture));
    });
    return {};
}

TestedAnswer TestComparer::measure(
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
        if (const auto truth = folderClass(picture.className, m_outcome.models[naming()])) {
            const auto here = matchClass(titled(naming()), *truth, titled(model));
            made.right = here && *here == predicted;
        }
    const auto heat = heatAtInput(explanation, facts);
    made.spread = attentionSpread(heat, m_request.hotLevel);
    // Maps of pictures that were cut differently do not lie on each other.
    const auto& reference = m_outcome.models[m_request.reference];
    if (model != m_request.reference && facts.input.fit == reference.input.fit)
        made.overlap =
            hotOverlap(heat, heatAtInput(said[m_request.reference].explanations[i], reference), m_request.hotLevel);
    return made;
}

} // namespace lookaway
