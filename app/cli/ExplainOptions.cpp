// SPDX-License-Identifier: MIT
#include "ExplainOptions.h"

#include "OptionChecks.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace lookaway::cli {

static std::vector<std::string> withoutRepeats(const std::vector<std::string>& words)
{
    std::vector<std::string> once;
    for (const auto& word : words)
        if (std::find(once.begin(), once.end(), word) == once.end())
            once.push_back(word);
    return once;
}

void ExplainOptions::addTo(CLI::App& command)
{
    command.add_option("--image", m_images, "Pictures, and folders of pictures.")->type_name("FILE...")->required();
    command
        .add_option(
            "--method", m_methods, "Methods, separated by commas; \"lookaway-cli explainers\" lists them. [grad-cam]")
        ->type_name("ID,...")
        ->delimiter(',')
        ->check(methodId());
    command.add_option("--layer", m_layer, "Layer to explain at. [the last convolutional one]")->type_name("LAYER");
    command
        .add_option("--class", m_class,
            "Class to explain: a number or name, predicted, or true (the name of the picture's folder). Capital "
            "letters do "
            "not matter, and a blank is as good as _ or -. [predicted]")
        ->type_name("CLASS");
    m_model.addTo(command);
    m_settings.addSection(command, "explain");
}

Result<void> ExplainOptions::usage() const
{
    if (const auto named = m_model.source(); !named)
        return named.error();
    const auto settings = m_settings.applyTo({});
    return settings ? Result<void>() : settings.error();
}

Result<ExplainFilesRequest> ExplainOptions::request() const
{
    using Choice = ExplainFilesRequest::ClassChoice;
    const auto model = m_model.source();
    if (!model)
        return model.error();
    auto adapt = m_model.adapt();
    if (!adapt)
        return adapt.error();
    const auto settings = m_settings.applyTo({});
    if (!settings)
        return settings.error();
    ExplainFilesRequest request;
    request.model = *model;
    request.device = m_model.device();
    request.adapt = std::move(*adapt);
    request.pictures.assign(m_images.begin(), m_images.end());
    request.methods = withoutRepeats(m_methods);
    request.layer = m_layer;
    request.choice = m_class == "predicted" ? Choice::Predicted : m_class == "true" ? Choice::True : Choice::Given;
    request.wantedClass = m_class;
    request.settings = settings->explain;
    return request;
}

} // namespace lookaway::cli
