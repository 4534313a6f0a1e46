// SPDX-License-Identifier: MIT
// How often models are right and where they look, over all test pictures.
#include "compare/SpecNames.h"
#include "report/Html.h"
#include "report/ReportSections.h"

#include <cstdio>

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

std::string when(bool measured, const std::string& text)
{
    return measured ? text : nothing;
}

std::string modelTitle(const ModelStatistics& model, bool isReference)
{
    return html(model.title) + (isReference ? " (reference)" : "");
}

/// Every model for itself; gained and lost where there is another one.
std::string ownTable(const std::vector<ModelStatistics>& models, std::size_t reference)
{
    const bool several = models.size() > 1;
    std::vector<std::string> heads{ "Model", "Pictures", "Accuracy" };
    if (several)
        heads.insert(heads.end(), { "Gained", "Lost", "p (McNemar)" });
    heads.insert(heads.end(), { "Empty", "Spread", "Entropy", "Regions" });
    HtmlTable table(heads);
    for (std::size_t i = 0; i < models.size(); ++i) {
        const auto& model = models[i];
        const bool known = model.known > 0;
        const bool measured = model.hasSpread();
        std::vector<std::string> row{ modelTitle(model, several && i == reference), std::to_string(model.known),
            when(known, decimals(model.accuracy(), 3)) };
        if (i != reference)
            row.insert(row.end(),
                { when(known, std::to_string(model.gained)), when(known, std::to_string(model.lost)),
                    when(known, chanceText(model.pAccuracy)) });
        else if (several)
            row.insert(row.end(), 3, "");
        row.insert(row.end(),
            { std::to_string(model.spread.emptyMaps), when(measured, decimals(model.spread.meanShareAboveLevel, 3)),
                when(measured, decimals(model.spread.meanEntropy, 2)),
                when(measured, decimals(model.spread.meanComponents, 2)) });
        table.add(std::move(row));
    }
    return table.text();
}

/// Every other model against the reference, over their pairs.
std::string pairsTable(const std::vector<ModelStatistics>& models, std::size_t reference)
{
    HtmlTable table({ html("Against " + models[reference].title), "Pairs", "There", "Here", "Difference", "95 %",
        "p (t)", "p (W)", "Overlap", "Kept", "New" });
    for (std::size_t i = 0; i < models.size(); ++i) {
        if (i == reference)
            continue;
        const auto& model = models[i];
        const auto& share = model.share;
        const auto paired = [&](const std::string& text) { return when(model.hasPairs(), text); };
        const auto tested = [&](const std::string& text) { return when(model.hasTests(), text); };
        const auto overlapping = [&](double value) { return when(model.hasOverlap(), decimals(value, 3)); };
        table.add({ html(model.title), std::to_string(share.pairs), paired(decimals(model.spreadThere, 3)),
            paired(decimals(model.spreadHere, 3)), paired(signedDecimals(share.meanDifference, 3)),
            tested(signedDecimals(share.low, 3) + " &hellip; " + signedDecimals(share.high, 3)),
            tested(chanceText(share.pT)), tested(chanceText(share.pWilcoxon)), overlapping(model.meanIou),
            overlapping(model.meanKept), overlapping(model.meanOwn) });
    }
    return table.text();
}

std::string wordsTable(const std::string& hot, bool several)
{
    std::string rows;
    for (const auto& word : statisticsWords(hot)) {
        if (several || !word.compares)
            rows += "<tr><td>" + html(word.title) + "</td><td>" + html(word.meaning) + "</td></tr>\n";
    }
    return "<details><summary>What the columns mean</summary>\n<table class=\"words\"><tbody>\n" + rows
        + "</tbody></table></details>\n";
}

} // namespace

std::string chanceText(double p)
{
    return p < 0.001 ? "&lt; .001" : decimals(p, 3);
}

std::string statisticsSection(const TestComparison& outcome)
{
    const auto models = modelStatistics(outcome);
    const auto& request = outcome.request;
    const bool several = models.size() > 1;
    const auto hot = hotText(request.method, request.hotLevel);
    const auto count = outcome.pictures.size();
    auto said = std::to_string(count) + (count == 1 ? " picture, " : " pictures, ") + methodTitle(request.method)
        + ". Hot is what lies " + hot
        + ". Empty: maps without heat; they are left out of the rest. Spread: hot share of "
          "the picture, mean of all the model's other maps.";
    if (several)
        said += " Pairs: pictures in which neither its map nor that of the reference ("
            + request.models[request.reference].title
            + ") is empty; there (the reference's spread), here, difference, tests and overlap are over them.";
    for (const auto& remark : outcome.remarks)
        said += " " + remark;
    return ownTable(models, request.reference) + (several ? pairsTable(models, request.reference) : std::string())
        + "<p class=\"faint\">" + html(said) + "</p>\n" + wordsTable(hot, several);
}

} // namespace lookaway
