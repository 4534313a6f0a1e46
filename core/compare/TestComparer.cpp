// SPDX-License-Identifier: MIT
#include "compare/TestComparer.h"

#include "base/Memory.h"
#include "compare/ClassMatch.h"
#include "data/Parallel.h"
#include "session/Pictures.h"
#include "session/Startup.h"

#include <algorithm>

namespace lookaway {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t chunkSize = 16;

HeatMap atInput(const Explanation& explanation, const ModelFacts& facts)
{
    return resizedMap(explanation.raw, facts.input.side, facts.input.side);
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
    return {};
}

void TestComparer::failed(const fs::path& file, const Error& error)
{
    m_outcome.failed.push_back({ file, error });
}

TestComparer::Chunk TestComparer::read(std::size_t first, std::size_t end)
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

Result<std::vector<Image>> TestComparer::inputsFor(std::size_t model, const Chunk& chunk)
{
    std::vector<Result<Image>> prepared(chunk.images.size(), fail("not prepared"));
    parallelFor(
        prepared.size(), usableCpus(), [&](std::size_t i) { prepared[i] = m_models[model]->prepare(chunk.images[i]); });
    std::vector<Image> inputs;
    for (auto& input : prepared) {
        if (!input)
            return input.error();
        inputs.push_back(std::move(*input));
    }
    return inputs;
}

Result<std::vector<std::int64_t>> TestComparer::chooseClasses(Chunk& chunk)
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
        const auto& picture = chunk.pictures[i];
        const bool given = rule.by == RowClass::By::Given;
        const auto index = given ? findClass(rule.name, facts) : folderClass(picture.className, facts);
        if (!index && given)
            return index.error();
        if (!index) {
            failed(picture.file,
                fail("The class of '" + picture.file.string() + "' is not known"
                        + (picture.className.empty() ? "." : ": there is none called '" + picture.className + "'."),
                    "Explain the predicted class, or name one."));
            continue;
        }
        kept.pictures.push_back(std::move(chunk.pictures[i]));
        kept.images.push_back(std::move(chunk.images[i]));
        found.push_back(*index);
    }
    chunk = std::move(kept);
    return found;
}

Result<std::vector<std::int64_t>> TestComparer::classesFor(
    std::size_t model, const std::vector<std::int64_t>& classes) const
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

Result<TestComparer::Said> TestComparer::askModel(
    std::size_t model, const Chunk& chunk, const std::vector<std::int64_t>& classes)
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

ExplainProgress TestComparer::progressOf(std::size_t model) const
{
    const auto stage = m_request.models[model].title + ", " + m_request.method;
    return [this, stage](std::int64_t done, std::int64_t total, const HeatMap&) {
        m_context.emit(Progress{ stage, done, total });
    };
}

Result<void> TestComparer::ask(Chunk chunk)
{
    const auto classes = chooseClasses(chunk);
    if (!classes)
        return classes.error();
    if (chunk.pictures.empty())
        return {};
    // A folder that is called otherwise says nothing about the class.
    for (auto& picture : chunk.pictures)
        if (!folderClass(picture.className, m_outcome.models[m_request.rowClass.model]))
            picture.className.clear();
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
        if (const auto truth = folderClass(picture.className, facts))
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

} // namespace lookaway
