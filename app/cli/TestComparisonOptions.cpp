// SPDX-License-Identifier: MIT
#include "TestComparisonOptions.h"

#include "ComparedModels.h"
#include "OptionChecks.h"

#include <CLI/CLI.hpp>

namespace lookaway::cli {

void TestComparisonOptions::addTo(CLI::App& command)
{
    command
        .add_option(
            "--model", m_models, "A model, several times: a run folder, a checkpoint, weights or a TorchScript file.")
        ->type_name("[TITLE=]PATH")
        ->required();
    command.add_option("--reference", m_reference, "Title of the model to compare with. [the first one]")
        ->type_name("TITLE");
    command
        .add_option(
            "--image", m_images, "Pictures, and folders of pictures. [the test pictures of the reference's run]")
        ->type_name("FILE...");
    command.add_option("--method", m_method, "\"lookaway-cli explainers\" lists the methods. [grad-cam]")
        ->type_name("ID")
        ->check(methodId());
    command.add_option("--layer", m_layer, "Layer to explain at. [each model's last convolutional one]")
        ->type_name("LAYER");
    command
        .add_option("--class", m_class,
            "Class to explain, in all models the same: true (with --image: the name of the picture's folder), "
            "predicted "
            "(by the reference), or a number or name. [true]")
        ->type_name("CLASS");
    command
        .add_option("--hot-level", m_hotLevel,
            "A pixel is hot above this share of its map's maximum; of RISE's, of the way there from the minimum. [0.5]")
        ->type_name("X")
        ->check(numberBetween(0, 1));
    m_settings.addSection(command, "explain");
    command.add_option("--device", m_device, "auto, cpu, cuda, cuda:N or mps. [auto]")
        ->type_name("DEVICE")
        ->check(deviceName())
        ->group("Machine");
}

Result<std::vector<TestPicture>> TestComparisonOptions::pictures(const ComparedModel& reference) const
{
    if (!m_images.empty())
        return testPicturesIn({ m_images.begin(), m_images.end() }, m_class == "true");
    if (reference.source.kind != ModelSource::Kind::Run)
        return fail("No pictures are named, and \"" + reference.title + "\" is no run that has test pictures.",
            "Name pictures or folders with --image.");
    return testPicturesOf(reference.source.path);
}

Result<void> TestComparisonOptions::usage() const
{
    if (const auto titles = checkTitles(m_models); !titles)
        return titles;
    if (!m_reference.empty())
        if (const auto known = checkTitle(m_reference, m_models); !known)
            return known;
    const auto settings = m_settings.applyTo({});
    return settings ? Result<void>() : settings.error();
}

Result<TestComparisonRequest> TestComparisonOptions::request() const
{
    TestComparisonRequest request;
    auto models = comparedModels(m_models);
    if (!models)
        return models.error();
    request.models = std::move(*models);
    if (!m_reference.empty()) {
        const auto reference = modelTitled(m_reference, request.models);
        if (!reference)
            return reference.error();
        request.reference = *reference;
    }
    const auto settings = m_settings.applyTo({});
    if (!settings)
        return settings.error();
    auto found = pictures(request.models[request.reference]);
    if (!found)
        return found.error();
    request.pictures = std::move(*found);
    request.explain = settings->explain;
    request.rowClass = rowClassFor(m_class, request.reference);
    request.method = m_method;
    request.layer = m_layer;
    request.hotLevel = m_hotLevel;
    request.device = m_device;
    return request;
}

} // namespace lookaway::cli
