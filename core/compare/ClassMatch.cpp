// SPDX-License-Identifier: MIT
#include "compare/ClassMatch.h"

#include "session/inspect/ClassNames.h"
#include "session/settings/CommandLineText.h"

#include <algorithm>

namespace lookaway {

namespace {

bool named(const TitledModel& model)
{
    return !model.facts.input.classes.empty();
}

/// "'a' has 20 classes", "'b' has 1000 classes without names"
std::string countText(const TitledModel& model)
{
    return "'" + model.title + "' has " + std::to_string(model.facts.classCount) + " classes"
        + (named(model) ? "" : " without names");
}

/// What writes the names of a model's classes beside its file, where everything that opens it finds them.
std::string namingCommand(const ModelSource& source)
{
    std::string words = "lookaway-cli layers ";
    words += source.kind == ModelSource::Kind::Run  ? "--run "
        : source.kind == ModelSource::Kind::Weights ? "--weights "
                                                    : "--torchscript ";
    words += shellQuoted(source.path.string());
    if (!source.model.empty())
        words += " --model " + shellQuoted(source.model);
    return words + " --classes NAMES.txt --remember";
}

} // namespace

std::string classLabel(const ModelFacts& model, std::int64_t index)
{
    const auto name = classNameOf(model, index);
    return name.empty() ? std::to_string(index) : name;
}

Result<std::int64_t> folderClass(const std::string& folder, const ModelFacts& model)
{
    const auto& names = model.input.classes;
    const bool isNumber = folder.find_first_not_of("0123456789") == std::string::npos;
    if (folder.empty() || (isNumber && !names.empty() && std::count(names.begin(), names.end(), folder) == 0))
        return fail("The model has no class that is called \"" + folder + "\".");
    return classNamed(folder, model);
}

std::optional<Error> classMismatch(const TitledModel& from, const TitledModel& to)
{
    if ((named(from) && named(to)) || from.facts.classCount == to.facts.classCount)
        return std::nullopt;
    std::string commands;
    for (const auto* model : { &to, &from })
        if (!named(*model))
            commands += (commands.empty() ? "" : " and ") + namingCommand(model->facts.source);
    return fail("Which class of '" + to.title + "' is which of '" + from.title + "' cannot be told: " + countText(to)
            + ", " + countText(from) + ".",
        "Give the classes their names: " + commands
            + ", with a name per line in NAMES.txt; or in the studio, Inspect, Input, Remember.");
}

std::string numberRemark(const TitledModel& from, const TitledModel& to)
{
    if (named(from) == named(to) || classMismatch(from, to))
        return {};
    const auto& silent = named(from) ? to : from;
    const auto& telling = named(from) ? from : to;
    return "'" + silent.title + "' does not name its classes: they are taken by number, as '" + telling.title
        + "' has as many.";
}

Result<std::int64_t> matchClass(const TitledModel& from, std::int64_t index, const TitledModel& to)
{
    if (const auto wrong = classMismatch(from, to))
        return *wrong;
    const auto name = classNameOf(from.facts, index);
    const auto& names = to.facts.input.classes;
    const bool byNumber = names.empty() || name.empty();
    // ImageNet has two classes "crane": the one of the same number is meant.
    const bool sameNumber =
        byNumber ? from.facts.classCount == to.facts.classCount : classNameOf(to.facts, index) == name;
    if (sameNumber && index < to.facts.classCount)
        return index;
    if (const auto found = byNumber ? -1 : indexOfClass(names, name); found >= 0)
        return found;
    return fail("'" + to.title + "' has no class '" + classLabel(from.facts, index) + "'.",
        "Explain a class that every model has.");
}

} // namespace lookaway
