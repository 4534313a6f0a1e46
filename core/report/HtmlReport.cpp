// SPDX-License-Identifier: MIT
#include "report/HtmlReport.h"

#include "base/AtomicFile.h"
#include "base/OutputPath.h"
#include "report/Html.h"
#include "report/ReportPictures.h"
#include "report/ReportSections.h"
#include "session/Versions.h"

#include <ctime>

namespace lookaway {

namespace {

std::string titleOf(const TestComparison& outcome)
{
    std::string titles;
    for (const auto& model : outcome.request.models)
        titles += (titles.empty() ? "" : ", ") + model.title;
    return "Lookaway: " + titles;
}

std::string nowUtc()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char buffer[32];
    std::strftime(buffer, sizeof buffer, "%Y-%m-%d %H:%M UTC", &parts);
    return buffer;
}

std::string provenance()
{
    std::string all;
    for (const auto& [name, version] : versions())
        all += (all.empty() ? "" : ", ") + name + " " + version;
    return "<p class=\"faint\">Written " + nowUtc() + " with " + html(all) + ".</p>\n";
}

/// Runs are read as they stand; a run whose files are damaged is a model without a run.
std::vector<ReportedModel> reportedModels(const TestComparisonRequest& test, JobContext& context)
{
    std::vector<ReportedModel> models;
    for (const auto& model : test.models) {
        ReportedModel reported{ model.title, {} };
        if (model.source.kind == ModelSource::Kind::Run) {
            auto run = readRun(model.source.path);
            if (run)
                reported.run = std::move(*run);
            else
                context.emit(TrainingWarning{ run.error().message() });
        }
        models.push_back(std::move(reported));
    }
    return models;
}

Result<std::string> pageOf(std::size_t pictures, const TestComparison& outcome, JobContext& context)
{
    const auto models = reportedModels(outcome.request, context);
    context.emit(Progress{ "Drawing heat maps", 0, 1 });
    const auto maps = picturesSection(outcome, pictureGroups(outcome, pictures), context.token);
    if (!maps)
        return maps.error();
    HtmlPage page(titleOf(outcome));
    const auto add = [&](const char* heading, const std::string& body) {
        if (!body.empty())
            page.section(heading, body);
    };
    add("Models", modelsSection(outcome, models));
    add("Test pictures", statisticsSection(outcome));
    add("Training", curvesSection(models));
    add("Pictures", *maps);
    add("Classes", classesSection(outcome));
    add("Confusion", confusionSection(outcome));
    add("Results of the runs", resultsSection(models));
    add("Pictures that could not be used", problemsSection(outcome));
    if (const auto settings = settingsSection(models); !settings.empty())
        page.details("Settings", settings);
    page.section("About", provenance());
    return page.text();
}

} // namespace

Job reportJob(std::shared_ptr<const TestComparison> test, std::size_t pictures, std::filesystem::path out)
{
    return [test = std::move(test), pictures, out = std::move(out)](JobContext& context) -> Result<std::string> {
        if (const auto possible = checkOutputFile(out); !possible)
            return possible.error();
        const auto page = pageOf(pictures, *test, context);
        if (!page)
            return page.error();
        if (const auto written = writeFileAtomically(out, *page); !written)
            return written.error();
        return out.string();
    };
}

Job reportJob(ReportRequest request)
{
    return [request = std::move(request)](JobContext& context) -> Result<std::string> {
        if (const auto possible = checkOutputFile(request.out); !possible)
            return possible.error();
        TestComparisonRequest test = request.test;
        test.out.clear();
        std::shared_ptr<const TestComparison> outcome;
        const auto compare = testComparisonJob(std::move(test),
            [&](TestComparison found) { outcome = std::make_shared<const TestComparison>(std::move(found)); });
        if (const auto done = compare(context); !done)
            return done.error();
        if (request.tested)
            request.tested(*outcome);
        return reportJob(outcome, request.pictures, request.out)(context);
    };
}

} // namespace lookaway
