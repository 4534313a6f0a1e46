// SPDX-License-Identifier: MIT
#include "figure/FigureOptions.h"

#include "ComparedModels.h"
#include "OptionChecks.h"

#include "base/Text.h"
#include "compare/FigureFile.h"
#include "session/Startup.h"
#include "session/inspect/PictureFiles.h"
#include "session/settings/CommandLineText.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace lookaway::cli {

namespace {

constexpr const char* figure2 = "figure2";
constexpr const char* figure3 = "figure3";

/// "single", "onehalf", "double" or millimetres.
Result<double> widthOf(const std::string& wanted)
{
    for (const auto& width : figureWidths())
        if (wanted == width.id)
            return width.mm;
    double mm = 0;
    if (CLI::detail::lexical_cast(wanted, mm))
        return mm;
    return fail("--width is '" + wanted + "'; it must be single, onehalf, double or millimetres.");
}

/// Figure 2 shows one picture: none is left out without a word.
Result<void> checkPictures(const std::string& name, std::size_t pictures)
{
    if (name != figure2 || pictures <= 1)
        return {};
    return fail("The template figure2 shows one picture, and " + std::to_string(pictures) + " are named.",
        "Name one, or use --template figure3: a row per picture.");
}

Result<void> apply(FigureSpec& spec, const std::string& width, int dpi, const std::string& device, int threads)
{
    if (!width.empty()) {
        const auto mm = widthOf(width);
        if (!mm)
            return mm.error();
        spec.style.widthMm = *mm;
    }
    if (dpi != 0)
        spec.style.dpi = dpi;
    if (!device.empty())
        spec.comparison.device = device;
    if (threads != 0)
        spec.comparison.threads = threads;
    return validate(spec);
}

} // namespace

void FigureOptions::addTo(CLI::App& command)
{
    command.add_option("spec", m_file, "File of a figure, as the studio's composer and --save write it.")
        ->type_name("SPEC.toml");
    command.add_option("--out", m_out, "What to write, by its ending: .pdf, .svg, .png, .tif. May be repeated.")
        ->type_name("FILE")
        ->allow_extra_args(false);
    command.add_option("--width", m_width, "Of the figure: single (85), onehalf (114), double (174) or mm. [its own]")
        ->type_name("WIDTH");
    command.add_option("--dpi", m_dpi, "Of pictures in it, and of PNG and TIFF. [its own; 72 to 1200]")
        ->type_name("N")
        ->check(CLI::Range(72, 1200).description(""));
    command.add_flag("--tex", m_tex, "Also NAME.tex: the figure for LaTeX, with a caption.");
    command.add_flag(
        "--no-sidecar", m_noSidecar, "Not NAME.json, which says what the figure shows and how to make it again.");
    command.add_option("--device", m_device, "auto, cpu, cuda, cuda:N or mps. [the figure's own]")
        ->type_name("DEVICE")
        ->check(deviceName())
        ->group("Machine");
    command
        .add_option("--threads", m_threads,
            "Threads to compute with; another number rounds differently. [the figure's own; a new one: as many as "
            "cores]")
        ->type_name("N")
        ->check(CLI::Range(1, 1024).description(""))
        ->group("Machine");
    const auto group = "A new figure";
    command
        .add_option("--template", m_template,
            "figure2: one picture, the maps of all models; figure3: a row per picture, a map per model.")
        ->type_name("NAME")
        ->check(CLI::IsMember({ figure2, figure3 }).description(""))
        ->group(group);
    command
        .add_option(
            "--model", m_models, "A model, several times: a run folder, a checkpoint, weights or a TorchScript file.")
        ->type_name("[TITLE=]PATH")
        ->allow_extra_args(false)
        ->group(group);
    command.add_option("--image", m_images, "Pictures, and folders of pictures.")->type_name("FILE...")->group(group);
    command.add_option("--method", m_method, "\"lookaway-cli explainers\" lists the methods. [grad-cam]")
        ->type_name("ID")
        ->check(methodId())
        ->group(group);
    command.add_option("--layer", m_layer, "Layer to explain at. [each model's last convolutional one]")
        ->type_name("LAYER")
        ->group(group);
    command
        .add_option("--class", m_class,
            "Class to explain: predicted (by the first model), true (the name of the picture's folder), or a number "
            "or name. [predicted]")
        ->type_name("CLASS")
        ->group(group);
    command.add_option("--save", m_save, "Keeps the figure's description, to be changed and rendered again.")
        ->type_name("SPEC.toml")
        ->group(group);
}

Result<void> FigureOptions::usage() const
{
    if (m_file.empty() == m_template.empty())
        return fail(m_file.empty() ? "No figure is named." : "A figure's file and a template are named.",
            "Give either SPEC.toml or --template NAME.");
    if (m_template.empty()
        && !(m_models.empty() && m_images.empty() && m_method.empty() && m_layer.empty() && m_class.empty()
            && m_save.empty()))
        return fail("Models, pictures and what is explained are in '" + m_file + "'.",
            "--model, --image, --method, --layer, --class and --save go with --template.");
    if (m_out.empty() && m_save.empty())
        return fail("Nothing is to be written.",
            m_template.empty() ? "Give --out FILE." : "Give --out FILE or --save SPEC.toml.");
    if (!m_template.empty() && m_models.empty())
        return fail("The template " + m_template + " needs a model.", "Name each with --model TITLE=PATH.");
    if (!m_template.empty() && m_images.empty())
        return fail("No picture is named.", "Name pictures or folders with --image.");
    if (const auto shown = checkPictures(m_template, m_images.size()); !shown)
        return shown;
    if (const auto titles = checkTitles(m_models); !titles)
        return titles;
    if (m_width.empty())
        return {};
    const auto mm = widthOf(m_width);
    if (!mm)
        return mm.error();
    FigureStyle style;
    style.widthMm = *mm;
    return validate(style);
}

Result<FigureSpec> FigureOptions::spec() const
{
    auto spec = m_template.empty() ? readFigure(m_file) : fromTemplate();
    if (!spec)
        return spec;
    if (const auto applied = apply(*spec, m_width, m_dpi, m_device, m_threads); !applied)
        return applied.error();
    return spec;
}

Result<FigureSpec> FigureOptions::fromTemplate() const
{
    auto models = comparedModels(m_models);
    if (!models)
        return models.error();
    const auto files = listPictures({ m_images.begin(), m_images.end() });
    if (!files)
        return files.error();
    if (const auto shown = checkPictures(m_template, files->size()); !shown)
        return shown.error();
    std::vector<ComparedPicture> pictures;
    for (const auto& file : *files)
        pictures.push_back({ std::filesystem::absolute(file).lexically_normal(), {}, {}, {} });
    for (auto& model : *models)
        if (!model.source.path.empty())
            model.source.path = std::filesystem::absolute(model.source.path).lexically_normal();
    auto spec = m_template == figure3 ? figureThree(*models, pictures) : figureTwo(*models, pictures);
    for (auto& column : spec.comparison.columns) {
        column.method = m_method.empty() ? column.method : m_method;
        column.layer = m_layer;
    }
    if (!m_class.empty())
        spec.comparison.rowClass = rowClassFor(m_class, 0);
    return spec;
}

std::string FigureOptions::templateWords() const
{
    std::string words = " --template " + m_template;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty())
            words += std::string(" ") + name + " " + shellQuoted(value);
    };
    for (const auto& model : m_models)
        add("--model", model);
    for (const auto& image : m_images)
        add("--image", image);
    add("--method", m_method);
    add("--layer", m_layer);
    add("--class", m_class);
    return words;
}

std::string FigureOptions::command(const std::vector<std::string>& files) const
{
    // What was saved has width, dpi, device and threads in it.
    std::string words = "lookaway-cli figure";
    if (m_template.empty() || !m_save.empty())
        words += " " + shellQuoted(m_save.empty() ? m_file : m_save);
    else
        words += templateWords();
    for (const auto& file : files)
        words += " --out " + shellQuoted(file);
    if (m_tex)
        words += " --tex";
    if (!m_save.empty())
        return words;
    if (!m_width.empty())
        words += " --width " + shellQuoted(m_width);
    if (m_dpi != 0)
        words += " --dpi " + std::to_string(m_dpi);
    if (!m_device.empty())
        words += " --device " + shellQuoted(m_device);
    // A new figure has this machine's number; elsewhere it is another one.
    if (const int threads = m_threads == 0 && !m_template.empty() ? defaultThreads() : m_threads; threads != 0)
        words += " --threads " + std::to_string(threads);
    return words;
}

} // namespace lookaway::cli
