// SPDX-License-Identifier: MIT
#include "compare/ClassMatch.h"

#include "session/inspect/ClassNames.h"

#include <algorithm>

namespace lookaway {

namespace {

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

std::int64_t indexIgnoringCase(const std::vector<std::string>& names, const std::string& wanted)
{
    const auto found =
        std::find_if(names.begin(), names.end(), [&](const auto& name) { return lower(name) == lower(wanted); });
    return found == names.end() ? -1 : static_cast<std::int64_t>(found - names.begin());
}

} // namespace

std::string classLabel(const ModelFacts& model, std::int64_t index)
{
    const auto name = classNameOf(model, index);
    return name.empty() ? std::to_string(index) : name;
}

Result<std::int64_t> findClass(const std::string& wanted, const ModelFacts& model)
{
    const auto exact = classNamed(wanted, model);
    if (exact)
        return exact;
    const auto found = indexIgnoringCase(model.input.classes, wanted);
    return found < 0 ? exact : Result<std::int64_t>(found);
}

Result<std::int64_t> folderClass(const std::string& folder, const ModelFacts& model)
{
    const auto& names = model.input.classes;
    const bool isNumber = folder.find_first_not_of("0123456789") == std::string::npos;
    if (folder.empty() || (isNumber && !names.empty() && std::count(names.begin(), names.end(), folder) == 0))
        return fail("The model has no class that is called \"" + folder + "\".");
    return findClass(folder, model);
}

Result<std::int64_t> matchClass(const ModelFacts& from, std::int64_t index, const ModelFacts& to)
{
    const auto name = classNameOf(from, index);
    if (!name.empty() && !to.input.classes.empty()) {
        // ImageNet has two classes "crane": the one of the same number is meant.
        if (classNameOf(to, index) == name && index < to.classCount)
            return index;
        const auto& names = to.input.classes;
        if (const auto exact = std::find(names.begin(), names.end(), name); exact != names.end())
            return static_cast<std::int64_t>(exact - names.begin());
        if (const auto found = indexIgnoringCase(names, name); found >= 0)
            return found;
        return fail("The model \"" + to.title + "\" has no class \"" + name + "\".",
            "Compare models of the same classes, or give the class names of its outputs.");
    }
    if (index < to.classCount)
        return index;
    return fail("The model \"" + to.title + "\" has " + std::to_string(to.classCount) + " classes, none of number "
            + std::to_string(index) + ".",
        "Compare models of the same classes.");
}

} // namespace lookaway
