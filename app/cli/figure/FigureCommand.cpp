// SPDX-License-Identifier: MIT
#include "Commands.h"
#include "Console.h"
#include "RunView.h"
#include "WatchedRun.h"
#include "figure/FigureFiles.h"
#include "figure/FigureOptions.h"

#include "compare/FigureFile.h"

#include <CLI/CLI.hpp>
#include <QGuiApplication>
#include <nlohmann/json.hpp>

#include <clocale>
#include <cstdio>
#include <memory>

namespace lookaway::cli {

namespace {

struct CommandOptions {
    FigureOptions figure;
    bool json = false;
};

/// Qt's fonts and paint devices, without a screen.
class Painting {
public:
    Painting()
    {
        // What Qt has to say (about missing folders of a desktop, say) is not about figures.
        qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& text) {
            if (type == QtFatalMsg)
                std::fprintf(stderr, "%s\n", qPrintable(text));
        });
        m_application = std::make_unique<QGuiApplication>(m_count, m_arguments);
        // The application takes over the person's language; numbers stay as they were.
        std::setlocale(LC_NUMERIC, "C");
    }

private:
    char m_program[13] = "lookaway-cli";
    char m_option[10] = "-platform";
    char m_platform[10] = "offscreen";
    char* m_arguments[4] = { m_program, m_option, m_platform, nullptr };
    int m_count = 3;
    std::unique_ptr<QGuiApplication> m_application;
};

/// Computes the figure in a session: with progress, and Ctrl-C cancels.
Job computing(const FigureSpec& spec, FigureContent& content)
{
    return [spec, &content](JobContext& context) -> Result<std::string> {
        const auto cells = spec.comparison.pictures.size() * spec.comparison.columns.size();
        context.emit(Progress{ "Explaining", 0, static_cast<std::int64_t>(cells) });
        Comparison comparison;
        auto computed = computeFigure(spec, comparison, context.token, [&](std::int64_t done, std::int64_t total) {
            context.emit(Progress{ "Explaining", done, total });
        });
        if (!computed)
            return computed.error();
        content = std::move(*computed);
        return std::string();
    };
}

struct FailedCell {
    std::size_t row = 0;
    std::size_t column = 0;
    Error error;
};

std::vector<FailedCell> failedCells(const FigureContent& content)
{
    std::vector<FailedCell> failed;
    for (std::size_t row = 0; row < content.cells.size(); ++row)
        for (std::size_t column = 0; column < content.cells[row].size(); ++column)
            if (const auto& error = content.cells[row][column].error)
                failed.push_back({ row, column, *error });
    return failed;
}

void printForMachines(const std::vector<std::string>& files, const std::vector<FailedCell>& failed)
{
    auto cells = nlohmann::json::array();
    for (const auto& cell : failed)
        cells.push_back({ { "row", cell.row }, { "column", cell.column }, { "error", cell.error.message() } });
    printJson({ { "outcome", "completed" }, { "files", files }, { "failed_count", cells.size() },
        { "failed_cells", cells } });
}

int render(const CommandOptions& options, const FigureSpec& spec, std::vector<std::string> files)
{
    const auto& figure = options.figure;
    const FigureFiles wanted{ figure.out(), figure.tex(), figure.sidecar(),
        [&](const std::vector<std::string>& group) { return figure.command(group); } };
    if (const auto possible = checkFiles(wanted); !possible)
        return finish(possible.error(), options.json);
    FigureContent content;
    RunView view;
    const auto finished = runWatched(computing(spec, content), view).finished;
    if (const auto error = errorOf(finished))
        return finish(*error, options.json);
    const auto failed = failedCells(content);
    if (failed.size() == spec.comparison.pictures.size() * spec.comparison.columns.size())
        return finish(failed.front().error, options.json);
    for (const auto& cell : failed)
        printError(fail("Row " + std::to_string(cell.row + 1) + ", column " + std::to_string(cell.column + 1) + ": "
                + cell.error.what,
            cell.error.hint));
    const Painting painting;
    for (const auto& note : { fontNote(spec), heightNote(spec, content) })
        if (!note.empty())
            view.line(note);
    const auto written = writeFiles(wanted, spec, content);
    if (!written)
        return finish(written.error(), options.json);
    files.insert(files.end(), written->begin(), written->end());
    if (options.json)
        printForMachines(files, failed);
    else
        for (const auto& file : files)
            std::printf("%s\n", file.c_str());
    return complete(failed.size(), "cell");
}

int makeFigure(const CommandOptions& options)
{
    const auto& figure = options.figure;
    if (const auto usage = figure.usage(); !usage)
        return refuse(usage.error(), options.json);
    if (const auto endings = checkEndings({ figure.out(), figure.tex() }); !endings)
        return refuse(endings.error(), options.json);
    const auto spec = figure.spec();
    if (!spec)
        return finish(spec.error(), options.json);
    std::vector<std::string> files;
    if (!figure.save().empty()) {
        if (const auto saved = writeFigure(figure.save(), *spec); !saved)
            return finish(saved.error(), options.json);
        files.push_back(figure.save());
    }
    if (!figure.out().empty())
        return render(options, *spec, files);
    if (options.json)
        printForMachines(files, {});
    else
        std::printf("%s\n", figure.save().c_str());
    return Success;
}

} // namespace

void addFigureCommand(CLI::App& app, Action& action)
{
    auto* command = app.add_subcommand("figure",
        "Renders a figure for a paper: pictures in rows, what models look at in columns. Without a window, pixel for "
        "pixel as the studio does.");
    const auto options = std::make_shared<CommandOptions>();
    options->figure.addTo(*command);
    addJsonFlag(*command, options->json);
    command->footer("Examples:\n"
                    "  lookaway-cli figure figure.toml --out figure.pdf --tex\n"
                    "  lookaway-cli figure --template figure3 --model baseline=runs/none --model 0-occlusion=runs/zero "
                    "--image cars --save figure.toml --out figure.pdf");
    command->callback([options, &action] { action = [options] { return makeFigure(*options); }; });
}

} // namespace lookaway::cli
