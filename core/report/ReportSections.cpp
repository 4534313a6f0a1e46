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

std::string signedDecimals(double value, int places)
{
    return (value < 0 ? "" : "+") + decimals(value, places);
}

std::string paragraph(const std::string& text)
{
    return "<p class=\"faint\">" + text + "</p>\n";
}

/// "test_cue_hidden.macro_f1" as people read it: "Test cue hidden: macro f1".
std::string metricTitle(const std::string& key)
{
    std::string words = key;
    std::replace(words.begin(), words.end(), '_', ' ');
    if (const auto dot = words.find('.'); dot != std::string::npos)
        words.replace(dot, 1, ": ");
    words.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words.front())));
    return words;
}

/// A setting of a run as text, by its key.
std::string settingOf(const RunRecord& run, const char* key)
{
    const auto* setting = findSetting(key);
    return setting ? text(setting->get(run.facts.config)) : std::string();
}

} // namespace

std::string chanceText(double p)
{
    return p < 0.001 ? "&lt; .001" : decimals(p, 3);
}

namespace {

/// How often the models are right.
std::string accuracyTable(const std::vector<ModelStatistics>& models, std::size_t reference)
{
    HtmlTable table({ "Model", "Accuracy", "Right", "Pictures", "Gained", "Lost", "p (McNemar)" });
    for (std::size_t i = 0; i < models.size(); ++i) {
        const auto& model = models[i];
        if (model.known == 0)
            return {};
        std::vector<std::string> row{ html(model.title), decimals(model.accuracy(), 3), std::to_string(model.right),
            std::to_string(model.known) };
        if (i == reference)
            row.insert(row.end(), { "", "", "" });
        else
            row.insert(
                row.end(), { std::to_string(model.gained), std::to_string(model.lost), chanceText(model.pAccuracy) });
        table.add(std::move(row));
    }
    return table.text();
}

/// Where they look.
std::string attentionTable(const std::vector<ModelStatistics>& models, std::size_t reference)
{
    HtmlTable table({ "Model", "Spread", "Entropy", "Regions", "Empty maps", "Difference", "95 %", "p (t)",
        "p (Wilcoxon)", "Overlap", "Kept", "New" });
    for (std::size_t i = 0; i < models.size(); ++i) {
        const auto& model = models[i];
        const auto measured = [&](double value, int places) {
            return model.hasSpread() ? decimals(value, places) : nothing;
        };
        std::vector<std::string> row{ html(model.title), measured(model.spread.meanShareAboveLevel, 3),
            measured(model.spread.meanEntropy, 2), measured(model.spread.meanComponents, 2),
            std::to_string(model.spread.emptyMaps) };
        if (i == reference) {
            row.insert(row.end(), 7, "");
        } else {
            const auto& share = model.share;
            for (const auto& text : { signedDecimals(share.meanDifference, 3),
                     signedDecimals(share.low, 3) + " &hellip; " + signedDecimals(share.high, 3), chanceText(share.pT),
                     chanceText(share.pWilcoxon) })
                row.push_back(model.hasTests() ? text : nothing);
            for (const double value : { model.meanIou, model.meanKept, model.meanOwn })
                row.push_back(model.hasOverlap() ? decimals(value, 3) : nothing);
        }
        table.add(std::move(row));
    }
    return table.text();
}

} // namespace

std::string statisticsSection(const TestComparison& outcome)
{
    const auto models = modelStatistics(outcome);
    const auto& request = outcome.request;
    auto said = std::to_string(outcome.pictures.size()) + " pictures, " + html(request.method)
        + ". Spread: mean share of the picture that is hotter than " + decimals(request.hotLevel, 2)
        + " of its map&rsquo;s maximum; maps without positive heat are left out.";
    if (models.size() > 1)
        said += " Gained (right here, wrong there), lost, differences and overlap (intersection over union of the hot "
                "regions; kept: share of the reference&rsquo;s hot region that is hot here too; new: share of the hot "
                "region here that is not hot there) are against "
            + html(request.models[request.reference].title) + "; tests are paired and two-sided.";
    return accuracyTable(models, request.reference) + attentionTable(models, request.reference) + paragraph(said);
}

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
    HtmlTable table(
        { "Model", "Network", "Occlusion", "p", "Threshold", "Epochs", "Seed", "Started", "Weights (SHA-256)" });
    for (std::size_t i = 0; i < models.size(); ++i) {
        const auto& facts = outcome.models[i];
        const auto& run = models[i].run;
        const auto of = [&](const char* key) { return run ? html(settingOf(*run, key)) : nothing; };
        const bool occludes = run && settingOf(*run, "distraction.fill") != "none";
        const auto scheme = [&](const char* key) { return occludes ? of(key) : nothing; };
        table.add({ html(models[i].title), html(facts.title), of("distraction.fill"), scheme("distraction.p"),
            scheme("distraction.threshold"), run ? std::to_string(run->epochs.size()) : nothing, of("training.seed"),
            run ? html(run->facts.started) : nothing, "<code>" + html(facts.weightsHash.substr(0, 12)) + "</code>" });
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
