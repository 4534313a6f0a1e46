// SPDX-License-Identifier: MIT
#include "Commands.h"
#include "Console.h"
#include "RunView.h"
#include "TestComparisonOptions.h"
#include "WatchedRun.h"

#include "report/HtmlReport.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

namespace lookaway::cli {

namespace {

struct ReportOptions {
    TestComparisonOptions models;
    std::size_t pictures = ReportRequest().pictures;
    std::string out;
    bool json = false;
};

int report(const ReportOptions& options)
{
    if (const auto usage = options.models.usage(); !usage)
        return refuse(usage.error(), options.json);
    const auto test = options.models.request();
    if (!test)
        return finish(test.error(), options.json);
    std::vector<UnexplainedFile> failed;
    ReportRequest request{ *test, options.pictures, options.out };
    request.tested = [&](const TestComparison& outcome) { failed = outcome.failed; };
    RunView view;
    const auto finished = runWatched(reportJob(std::move(request)), view).finished;
    if (const auto error = errorOf(finished))
        return finish(*error, options.json);
    for (const auto& file : failed)
        printError(file.error);
    if (options.json)
        printJson({ { "outcome", "completed" }, { "report", finished.report }, { "failed_count", failed.size() } });
    else
        std::printf("The report is %s\n", finished.report.c_str());
    return complete(failed.size(), "picture");
}

} // namespace

void addReportCommand(CLI::App& app, Action& action)
{
    auto* command = app.add_subcommand("report",
        "Writes one HTML page about a model, or several side by side: results with paired tests, curves, settings, "
        "confusion, the hardest pictures, heat maps. The page needs no network.");
    const auto options = std::make_shared<ReportOptions>();
    options->models.addTo(*command);
    command->add_option("--pictures", options->pictures, "How many are shown of each kind. [6]")
        ->type_name("N")
        ->check(CLI::Range(0, 200).description(""));
    command->add_option("--out", options->out, "The page.")->type_name("FILE.html")->required();
    addJsonFlag(*command, options->json);
    command->footer("Examples:\n"
                    "  lookaway-cli report --model runs/zero --out zero.html\n"
                    "  lookaway-cli report --model baseline=runs/none --model 0-occlusion=runs/zero --out both.html");
    command->callback([options, &action] { action = [options] { return report(*options); }; });
}

} // namespace lookaway::cli
