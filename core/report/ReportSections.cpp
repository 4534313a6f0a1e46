// SPDX-License-Identifier: MIT
#include "report/ReportSections.h"

#include "report/Html.h"
#include "session/settings/ConfigFile.h"
#include "session/settings/SettingNames.h"
#include "session/settings/Settings.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>

namespace lookaway {

namespace {

constexpr const char* nothing = "&ndash;"; // was not measured

std::string decimals(double value, int places)
{
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.*f", places, value);
    return buffer;
}

/// "test_cue_hidden.macro_f1" as people read it: "Test cue hidden: macro f1".
std::string metricTitle(const std::string& key)
{
    // As the tables of a comparison call them.
    static const std::pair<const char*, const char*> measures[] = { { "attention_share", "spread" },
        { "attention_entropy", "entropy" }, { "attention_components", "regions" },
        { "attention_empty_maps", "empty maps" } };
    std::string words = key;
    for (const auto& [measure, word] : measures)
        if (const auto at = words.find(measure); at != std::string::npos)
            words.replace(at, std::string(measure).size(), word);
    std::replace(words.begin(), words.end(), '_', ' ');
    if (const auto dot = words.find('.'); dot != std::string::npos)
        words.replace(dot, 1, ": ");
    words.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words.front())));
    return words;
}

/// "2026-11-22T04:39:09Z" as people read it: "2026-11-22 04:39".
std::string dayOf(std::string started)
{
    std::replace(started.begin(), started.end(), 'T', ' ');
    return started.substr(0, 16);
}

/// A setting of a run as text, by its key.
std::string settingOf(const RunRecord& run, const char* key)
{
    const auto* setting = findSetting(key);
    return setting ? text(setting->get(run.facts.config)) : std::string();
}

} // namespace

std::string resultsSection(const std::vector<ReportedModel>& models)
{
    std::set<std::string> keys;
    std::vector<std::string> heads{ "Measure" };
    for (const auto& model : models) {
        if (!model.run)
            continue;
        heads.push_back(html(model.title));
        for (const auto& [key, value] : model.run->results)
            if (key.rfind("test", 0) == 0 || key.rfind("validation", 0) == 0)
                keys.insert(key);
    }
    HtmlTable table(heads);
    for (const auto& key : keys) {
        std::vector<std::string> row{ html(metricTitle(key)) };
        for (const auto& model : models)
            if (model.run) {
                const auto found = model.run->results.find(key);
                const bool known = found != model.run->results.end();
                const bool whole = known && found->second == std::trunc(found->second);
                row.push_back(known ? decimals(found->second, whole ? 0 : 4) : nothing);
            }
        table.add(std::move(row));
    }
    return table.empty() ? std::string() : table.text();
}

std::string modelsSection(const TestComparison& outcome, const std::vector<ReportedModel>& models)
{
    const bool anyRun = std::any_of(models.begin(), models.end(), [](const auto& model) { return model.run; });
    std::vector<std::string> heads{ "Model", "Network" };
    if (anyRun)
        heads.insert(heads.end(), { "Occlusion", "p", "Threshold", "Epochs", "Seed", "Started" });
    heads.emplace_back("Weights (SHA-256)");
    HtmlTable table(heads, HtmlTable::Kind::Words);
    for (std::size_t i = 0; i < models.size(); ++i) {
        const auto& facts = outcome.models[i];
        const auto& run = models[i].run;
        const auto of = [&](const char* key) { return run ? html(settingOf(*run, key)) : nothing; };
        const bool occludes = run && settingOf(*run, "distraction.fill") != "none";
        const auto scheme = [&](const char* key) { return occludes ? of(key) : nothing; };
        std::vector<std::string> row{ html(models[i].title), html(facts.title) };
        if (anyRun)
            row.insert(row.end(),
                { of("distraction.fill"), scheme("distraction.p"), scheme("distraction.threshold"),
                    run ? std::to_string(run->epochs.size()) : nothing, of("training.seed"),
                    run ? html(dayOf(run->facts.started)) : nothing });
        row.push_back(facts.weightsHash.empty() ? nothing
                                                : "<code title=\"" + html(facts.weightsHash) + "\">"
                    + html(facts.weightsHash.substr(0, 12)) + "&hellip;</code>");
        table.add(std::move(row));
    }
    return table.text();
}

std::string settingsSection(const std::vector<ReportedModel>& models)
{
    std::string all;
    for (const auto& model : models)
        if (model.run)
            all += "<h3>" + html(model.title) + "</h3>\n<pre>" + html(toToml(model.run->facts.config)) + "</pre>\n";
    return all;
}

std::string problemsSection(const TestComparison& outcome)
{
    std::string all;
    for (const auto& file : outcome.failed)
        all += "<p>" + html(file.error.message()) + "</p>\n";
    return all;
}

} // namespace lookaway
