// SPDX-License-Identifier: MIT
#include "ComparedModels.h"

#include <algorithm>
#include <filesystem>

namespace lookaway::cli {

namespace fs = std::filesystem;

namespace {

Result<ComparedModel> comparedModel(const std::string& named)
{
    const auto equals = named.find('=');
    // A path may have an equals sign as well.
    const bool titled = equals != std::string::npos && equals > 0 && !fs::exists(named);
    const fs::path path = titled ? named.substr(equals + 1) : named;
    const auto source = recogniseModel(path);
    if (!source)
        return source.error();
    const auto plain = path.has_filename() ? path : path.parent_path();
    return ComparedModel{ titled ? named.substr(0, equals) : plain.filename().string(), *source };
}

bool taken(const std::string& title, const std::vector<ComparedModel>& models)
{
    return std::any_of(models.begin(), models.end(), [&](const auto& model) { return model.title == title; });
}

} // namespace

Result<std::vector<ComparedModel>> comparedModels(const std::vector<std::string>& named)
{
    std::vector<ComparedModel> models;
    for (const auto& one : named) {
        auto model = comparedModel(one);
        if (!model)
            return model.error();
        if (taken(model->title, models))
            return fail("Two models are called \"" + model->title + "\".", "Tell them apart: --model TITLE=PATH.");
        models.push_back(std::move(*model));
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
