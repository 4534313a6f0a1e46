// SPDX-License-Identifier: MIT
#include "session/inspect/ClassNames.h"

#include <algorithm>

namespace lookaway {

Result<std::int64_t> classNamed(const std::string& wanted, const ModelFacts& model)
{
    const auto& names = model.input.classes;
    if (const auto found = std::find(names.begin(), names.end(), wanted); found != names.end())
        return static_cast<std::int64_t>(found - names.begin());
    const bool isNumber =
        !wanted.empty() && wanted.size() < 10 && wanted.find_first_not_of("0123456789") == std::string::npos;
    if (isNumber && std::stoll(wanted) < model.classCount)
        return static_cast<std::int64_t>(std::stoll(wanted));
    return fail("The model has no class \"" + wanted + "\".",
        names.empty()
            ? "Give a number from 0 to " + std::to_string(model.classCount - 1) + "."
            : "Give the name of a class, or a number from 0 to " + std::to_string(model.classCount - 1) + ".");
}

Result<std::int64_t> classOfFolder(const std::filesystem::path& picture, const ModelFacts& model)
{
    const auto named = classNamed(picture.parent_path().filename().string(), model);
    if (!named)
        return fail(
            "The picture '" + picture.string() + "' is not in a folder with the name of one of the model's classes.",
            "Choose the predicted class, or name one.");
    return named;
}

std::string classNameOf(const ModelFacts& model, std::int64_t index)
{
    const auto& names = model.input.classes;
    return static_cast<std::size_t>(index) < names.size() ? names[static_cast<std::size_t>(index)] : std::string();
}

} // namespace lookaway
