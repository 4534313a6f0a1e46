// SPDX-License-Identifier: MIT
#include "compare/RowView.h"

#include "compare/ClassMatch.h"
#include "compare/SpecNames.h"
#include "session/inspect/ClassNames.h"
#include "session/inspect/Pictures.h"

#include <algorithm>

namespace lookaway {

namespace {

/// What is in the slot, or else what `compute` gives; kept unless it was cancelled.
template <class T, class Compute> Result<T> once(std::optional<Result<T>>& slot, const Compute& compute)
{
    if (slot)
        return *slot;
    Result<T> computed = compute();
    if (computed || !computed.error().cancelled())
        slot = computed;
    return computed;
}

std::optional<std::int64_t> within(const Result<std::int64_t>& found, const ModelFacts& model)
{
    return found && *found < model.classCount ? std::optional<std::int64_t>(*found) : std::nullopt;
}

} // namespace

RowView::RowView(const ComparisonSpec& spec, ModelPool& models, const Comparison::Explain& explain, std::size_t row)
    : m_spec(spec)
    , m_models(models)
    , m_explain(explain)
    , m_row(row)
{
}

const Result<Image>& RowView::decoded()
{
    if (!m_decoded)
        m_decoded = readPicture(picture().file, 0);
    return *m_decoded;
}

std::optional<Error> RowView::pictureError()
{
    return decoded() ? std::nullopt : std::optional<Error>(decoded().error());
}

Result<std::shared_ptr<const Image>> RowView::input(std::size_t model)
{
    const auto opened = m_models.open(model);
    if (!opened)
        return opened.error();
    return once(view(model).input, [&]() -> Result<std::shared_ptr<const Image>> {
        if (!decoded())
            return decoded().error();
        auto prepared = (*opened)->prepare(*decoded());
        if (!prepared)
            return prepared.error();
        return std::make_shared<const Image>(std::move(*prepared));
    });
}

Result<ClassProbabilities> RowView::answer(std::size_t model, const CancelToken& cancel)
{
    const auto shown = input(model);
    if (!shown)
        return shown.error();
    return once(view(model).answer, [&]() -> Result<ClassProbabilities> {
        auto answers = m_models.open(model).value()->predict({ **shown }, cancel);
        if (!answers)
            return answers.error();
        return std::move(answers->front());
    });
}

Result<std::int64_t> RowView::classIn(std::size_t model, const CancelToken& cancel)
{
    const auto opened = m_models.open(model);
    if (!opened)
        return opened.error();
    const auto wanted = explained(cancel);
    if (!wanted)
        return wanted.error();
    if (wanted->model == model)
        return wanted->index;
    const auto& origin = m_models.open(wanted->model).value()->facts();
    return matchClass({ m_spec.models[wanted->model].title, origin }, wanted->index,
        { m_spec.models[model].title, (*opened)->facts() });
}

Result<std::shared_ptr<const Explanation>> RowView::explanation(
    std::size_t model, const std::string& method, const std::string& layer, const CancelToken& cancel)
{
    const auto shown = input(model);
    if (!shown)
        return shown.error();
    const auto wanted = classIn(model, cancel);
    if (!wanted)
        return wanted.error();
    return once(view(model).maps[{ method, layer }], [&] {
        return m_explain(*m_models.open(model).value(), **shown, { method, layer, *wanted, m_spec.explain }, cancel);
    });
}

Result<FoundClass> RowView::explained(const CancelToken& cancel)
{
    return once(m_explained, [&] { return findExplained(cancel); });
}

Result<FoundClass> RowView::findExplained(const CancelToken& cancel)
{
    if (!picture().className.empty())
        return namedClass(picture().className);
    switch (m_spec.rowClass.by) {
    case RowClass::By::Predicted:
        return predictedClass(cancel);
    case RowClass::By::Given:
        return namedClass(m_spec.rowClass.name);
    case RowClass::By::True:
        break;
    }
    if (const auto known = trueClass())
        return *known;
    return fail(
        "The picture '" + picture().file.string() + "' is not in a folder with the name of one of the models' classes.",
        "Explain the predicted class, or name one.");
}

Result<FoundClass> RowView::predictedClass(const CancelToken& cancel)
{
    const auto model = m_spec.rowClass.model;
    const auto said = answer(model, cancel);
    if (!said)
        return said.error();
    const auto index = said->top(1).front();
    return FoundClass{ model, index, classLabel(m_models.open(model).value()->facts(), index) };
}

Result<FoundClass> RowView::namedClass(const std::string& name)
{
    const auto found = firstThatFinds([&](const ModelFacts& facts) { return within(classNamed(name, facts), facts); });
    if (!found)
        return found.error();
    if (*found)
        return **found;
    return fail("No model has a class '" + name + "'.", "Give the name of a class, or its number, counted from 0.");
}

std::optional<FoundClass> RowView::trueClass()
{
    if (!m_trueClass) {
        const auto folder = std::filesystem::absolute(picture().file).parent_path().filename().string();
        const auto found =
            firstThatFinds([&](const ModelFacts& facts) { return within(folderClass(folder, facts), facts); });
        m_trueClass = found ? *found : std::nullopt;
    }
    return *m_trueClass;
}

Result<std::optional<FoundClass>> RowView::firstThatFinds(const Find& find)
{
    std::vector<std::size_t> order = usedModels(m_spec);
    std::stable_partition(order.begin(), order.end(), [&](std::size_t i) { return i == m_spec.rowClass.model; });
    std::optional<Error> problem;
    bool anyOpened = false;
    for (const auto model : order) {
        const auto opened = m_models.open(model);
        anyOpened = anyOpened || opened.ok();
        if (!opened)
            problem = problem ? problem : opened.error();
        else if (const auto index = find((*opened)->facts()))
            return std::optional<FoundClass>({ model, *index, classLabel((*opened)->facts(), *index) });
    }
    if (problem && !anyOpened)
        return *problem;
    return std::optional<FoundClass>();
}

} // namespace lookaway
