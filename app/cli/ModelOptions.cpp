// SPDX-License-Identifier: MIT
#include "ModelOptions.h"

#include "base/AtomicFile.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <optional>
#include <sstream>

namespace lookaway::cli {

namespace {

constexpr std::size_t largestClassList = 16 << 20;

/// A class per line; empty lines at the end do not count.
Result<std::vector<std::string>> readClassNames(const std::string& file)
{
    const auto text = readFile(file, largestClassList);
    if (!text)
        return text.error();
    std::vector<std::string> names;
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
        while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
            line.pop_back();
        names.push_back(line);
    }
    while (!names.empty() && names.back().empty())
        names.pop_back();
    if (names.empty())
        return fail("The list of classes '" + file + "' is empty.",
            "Write one name per line, in the order of the "
            "network's outputs.");
    return names;
}

} // namespace

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
        ->group(input);
    command.add_option("--std", m_std, "Standard deviation per channel to divide by. [ImageNet's]")
        ->type_name("R G B")
        ->expected(3)
        ->group(input);
    command.add_flag("--probabilities", m_probabilities, "The TorchScript network answers with probabilities.")
        ->group(input);
    command.add_option("--device", m_device, "auto, cpu, cuda, cuda:N or mps. [auto]")
        ->type_name("DEVICE")
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

Result<std::function<void(InputFormat&)>> ModelOptions::adapt() const
{
    std::vector<std::string> classes;
    if (!m_classes.empty()) {
        auto names = readClassNames(m_classes);
        if (!names)
            return names.error();
        classes = std::move(*names);
    }
    if (classes.empty() && m_fit.empty() && m_side == 0 && m_mean.empty() && m_std.empty() && !m_probabilities)
        return std::function<void(InputFormat&)>();
    return std::function<void(InputFormat&)>([options = *this, classes](InputFormat& format) {
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
    auto model = Inspection::open(*source, options.device());
    if (!model || (!*adapt && !remember))
        return model;
    InputFormat format = (*model)->facts().input;
    if (*adapt)
        (*adapt)(format);
    if (const auto adapted = (*model)->setInput(format, remember); !adapted)
        return adapted.error();
    return model;
}

} // namespace lookaway::cli
