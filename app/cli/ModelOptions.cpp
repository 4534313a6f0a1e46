// SPDX-License-Identifier: MIT
#include "ModelOptions.h"

#include "OptionChecks.h"

#include "session/inspect/ClassNames.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace lookaway::cli {

void ModelOptions::addTo(CLI::App& command)
{
    const auto model = "Model";
    command.add_option("--run", m_run, "Folder of a run.")->type_name("RUN")->group(model);
    command.add_option("--checkpoint", m_checkpoint, "File of the run, e.g. last.safetensors. [the best one]")
        ->type_name("FILE")
        ->group(model);
    command.add_option("--weights", m_weights, "Weights of a network (.pth, .pt or .safetensors).")
        ->type_name("FILE")
        ->group(model);
    command
        .add_option("--model", m_model,
            "Name of that network; \"lookaway-cli models\" lists them. [the one that the weights fit]")
        ->type_name("NAME")
        ->check(modelName())
        ->group(model);
    command.add_option("--torchscript", m_torchScript, "TorchScript file: scripted, traced or frozen.")
        ->type_name("FILE")
        ->group(model);
    const auto input = "Input";
    command.add_option("--classes", m_classes, "File with the names of the classes, one per line.")
        ->type_name("FILE")
        ->group(input);
    command.add_option("--image-size", m_side, "Side of the network's picture. [the model's own, px]")
        ->type_name("N")
        ->check(CLI::Range(1, 4096).description(""))
        ->group(input);
    command
        .add_option("--fit", m_fit,
            "How a picture becomes square: the whole stretched, or its middle. [runs: stretch; files: centre-crop]")
        ->type_name("stretch|centre-crop")
        ->check(CLI::IsMember({ "stretch", "centre-crop" }).description(""))
        ->group(input);
    command.add_option("--mean", m_mean, "Mean per channel that the network expects to be subtracted. [ImageNet's]")
        ->type_name("R G B")
        ->expected(3)
        ->check(finiteNumber())
        ->group(input);
    command.add_option("--std", m_std, "Standard deviation per channel to divide by. [ImageNet's]")
        ->type_name("R G B")
        ->expected(3)
        ->check(finiteNumber(/*positive=*/true))
        ->group(input);
    command.add_flag("--probabilities", m_probabilities, "The TorchScript network answers with probabilities.")
        ->group(input);
    command.add_option("--device", m_device, "auto, cpu, cuda, cuda:N or mps. [auto]")
        ->type_name("DEVICE")
        ->check(deviceName())
        ->group("Machine");
}

Result<ModelSource> ModelOptions::source(Weights weights) const
{
    const bool byName = weights == Weights::Optional && m_weights.empty() && !m_model.empty();
    const int named =
        (byName ? 1 : 0) + (m_run.empty() ? 0 : 1) + (m_weights.empty() ? 0 : 1) + (m_torchScript.empty() ? 0 : 1);
    if (named != 1)
        return fail(named == 0 ? "No model is named." : "More than one model is named.",
            std::string("Give one of --run RUN, --weights FILE [--model NAME]")
                + (weights == Weights::Optional ? ", --model NAME" : "") + " and --torchscript FILE.");
    if (!m_run.empty())
        return ModelSource{ ModelSource::Kind::Run, m_run, {}, m_checkpoint };
    if (byName || !m_weights.empty())
        return ModelSource{ ModelSource::Kind::Weights, m_weights, m_model };
    return ModelSource{ ModelSource::Kind::TorchScript, m_torchScript };
}

Result<InputChange> ModelOptions::adapt() const
{
    std::vector<std::string> classes;
    if (!m_classes.empty()) {
        auto names = readClassNames(m_classes);
        if (!names)
            return names.error();
        classes = std::move(*names);
    }
    if (classes.empty() && m_fit.empty() && m_side == 0 && m_mean.empty() && m_std.empty() && !m_probabilities)
        return InputChange();
    return InputChange([options = *this, classes](const ModelFacts& model, InputFormat& format) -> Result<void> {
        if (!classes.empty() && static_cast<std::int64_t>(classes.size()) != model.classCount)
            return fail("'" + options.m_classes + "' names " + std::to_string(classes.size()) + " classes, but "
                    + model.title + " tells " + std::to_string(model.classCount) + " apart.",
                "Write one name per line, in the order of the network's outputs.");
        if (!classes.empty())
            format.classes = classes;
        if (!options.m_fit.empty())
            format.fit = options.m_fit == "stretch" ? InputFormat::Fit::Stretch : InputFormat::Fit::CentreCrop;
        if (options.m_side > 0)
            format.side = options.m_side;
        if (!options.m_mean.empty())
            std::copy_n(options.m_mean.begin(), 3, format.mean.begin());
        if (!options.m_std.empty())
            std::copy_n(options.m_std.begin(), 3, format.std.begin());
        format.probabilities = format.probabilities || options.m_probabilities;
        return {};
    });
}

Result<std::unique_ptr<Inspection>> openModel(const ModelOptions& options, ModelOptions::Weights weights, bool remember)
{
    const auto source = options.source(weights);
    if (!source)
        return source.error();
    if (remember && source->path.empty())
        return fail("There is no file beside which something could be remembered.",
            "Name one with --weights, --torchscript or --run.");
    const auto adapt = options.adapt();
    if (!adapt)
        return adapt.error();
    return openAdapted(*source, options.device(), *adapt, remember);
}

} // namespace lookaway::cli
