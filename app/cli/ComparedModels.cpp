// SPDX-License-Identifier: MIT
#include "ComparedModels.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace lookaway::cli {

namespace fs = std::filesystem;

namespace {

struct NamedPath {
    std::string title;
    fs::path path;
};

NamedPath namedPath(const std::string& named)
{
    const auto equals = named.find('=');
    // A path may have an equals sign as well.
    if (equals != std::string::npos && equals > 0 && !fs::exists(named))
        return { named.substr(0, equals), named.substr(equals + 1) };
    const fs::path path = named;
    return { (path.has_filename() ? path : path.parent_path()).filename().string(), path };
}

} // namespace

Result<void> checkTitles(const std::vector<std::string>& named)
{
    std::set<std::string> taken;
    for (const auto& one : named)
        if (const auto title = namedPath(one).title; !taken.insert(title).second)
            return fail("Two models are called \"" + title + "\".", "Tell them apart: --model TITLE=PATH.");
    return {};
}

Result<void> checkTitle(const std::string& title, const std::vector<std::string>& named)
{
    std::vector<ComparedModel> models;
    for (const auto& one : named)
        models.push_back({ namedPath(one).title, {} });
    const auto found = modelTitled(title, models);
    return found ? Result<void>() : found.error();
}

Result<std::vector<ComparedModel>> comparedModels(const std::vector<std::string>& named)
{
    if (const auto titles = checkTitles(named); !titles)
        return titles.error();
    std::vector<ComparedModel> models;
    for (const auto& one : named) {
        const auto [title, path] = namedPath(one);
        const auto source = recogniseModel(path);
        if (!source)
            return source.error();
        models.push_back({ title, *source });
    }
    return models;
}

Result<std::size_t> modelTitled(const std::string& title, const std::vector<ComparedModel>& models)
{
    std::string titles;
    for (std::size_t i = 0; i < models.size(); ++i) {
        if (models[i].title == title)
            return i;
        titles += (i == 0 ? "" : ", ") + models[i].title;
    }
    return fail("There is no model called \"" + title + "\".", "The models are: " + titles + ".");
}

RowClass rowClassFor(const std::string& wanted, std::size_t model)
{
    if (wanted == "true")
        return { RowClass::By::True, model, {} };
    if (wanted == "predicted")
        return { RowClass::By::Predicted, model, {} };
    return { RowClass::By::Given, model, wanted };
}

} // namespace lookaway::cli
