// SPDX-License-Identifier: MIT
#include "CompareTables.h"

#include "Console.h"
#include "TextTable.h"

#include "compare/SpecNames.h"

#include <algorithm>

namespace lookaway::cli {

namespace {

constexpr auto right = TextTable::Align::Right;
constexpr std::size_t pageWidth = 100;

std::string chance(double p)
{
    return p < 0.001 ? "< .001" : decimals(p, 3);
}

std::string signedDecimals(double value)
{
    return (value < 0 ? "" : "+") + decimals(value, 3);
}

std::string when(bool measured, const std::string& text)
{
    return measured ? text : "-";
}

/// Every model for itself.
std::string ownTable(const std::vector<ModelStatistics>& models, std::size_t reference)
{
    TextTable table({ { "Model" }, { "Pictures", right }, { "Accuracy", right }, { "Gained", right }, { "Lost", right },
        { "p (McNemar)", right }, { "Empty", right }, { "Spread", right } });
    for (std::size_t i = 0; i < models.size(); ++i) {
        const auto& model = models[i];
        const bool known = model.known > 0;
        std::vector<std::string> row{ model.title + (i == reference ? " (reference)" : ""), std::to_string(model.known),
            when(known, decimals(model.accuracy(), 3)) };
        if (i == reference)
            row.insert(row.end(), 3, "");
        else
            for (const auto& text :
                { std::to_string(model.gained), std::to_string(model.lost), chance(model.pAccuracy) })
                row.push_back(when(known, text));
        row.push_back(std::to_string(model.spread.emptyMaps));
        row.push_back(when(model.hasSpread(), decimals(model.spread.meanShareAboveLevel, 3)));
        table.add(std::move(row));
    }
    return table.text();
}

/// Every other model against the reference, over their pairs.
std::string pairsTable(const std::vector<ModelStatistics>& models, std::size_t reference)
{
    TextTable table({ { "Against " + models[reference].title }, { "Pairs", right }, { "There", right },
        { "Here", right }, { "Difference", right }, { "p (t)", right }, { "p (W)", right }, { "Overlap", right },
        { "Kept", right }, { "New", right } });
    for (std::size_t i = 0; i < models.size(); ++i) {
        if (i == reference)
            continue;
        const auto& model = models[i];
        std::vector<std::string> row{ model.title, std::to_string(model.share.pairs) };
        for (const double value : { model.spreadThere, model.spreadHere })
            row.push_back(when(model.hasPairs(), decimals(value, 3)));
        row.push_back(when(model.hasPairs(), signedDecimals(model.share.meanDifference)));
        for (const double p : { model.share.pT, model.share.pWilcoxon })
            row.push_back(when(model.hasTests(), chance(p)));
        for (const double value : { model.meanIou, model.meanKept, model.meanOwn })
            row.push_back(when(model.hasOverlap(), decimals(value, 3)));
        table.add(std::move(row));
    }
    return table.text();
}

} // namespace

std::string statisticsText(const TestComparison& outcome)
{
    const auto& request = outcome.request;
    const auto models = modelStatistics(outcome);
    const auto count = outcome.pictures.size();
    const bool several = models.size() > 1;
    auto note = std::to_string(count) + (count == 1 ? " picture, " : " pictures, ") + methodTitle(request.method)
        + ". Hot is what lies " + hotText(request.method, request.hotLevel)
        + ". Empty: maps without heat; they are left out of the rest. Spread: hot share of the picture, mean of all "
          "the "
          "model's other maps.";
    if (several)
        note +=
            " Pairs: pictures in which neither its map nor the reference's is empty; there (the reference's spread), "
            "here, difference, tests and overlap are over them.";
    note += " \"lookaway-cli compare --help\" explains every column.";
    std::string text = ownTable(models, request.reference) + "\n";
    if (several)
        text += pairsTable(models, request.reference) + "\n";
    text += wrapped(note, pageWidth, 0) + "\n";
    for (const auto& remark : outcome.remarks)
        text += wrapped(remark, pageWidth, 0) + "\n";
    return text;
}

std::string foundText(const TestComparison& outcome, const std::vector<std::size_t>& found, const PictureQuery& query)
{
    const auto& models = outcome.request.models;
    TextTable table({ { "Picture" }, { "Class" }, { models[outcome.request.reference].title }, { "Spread", right },
        { models[query.model].title }, { "Spread", right }, { "Overlap", right } });
    for (const auto index : found) {
        const auto& picture = outcome.pictures[index];
        const auto& before = picture.answers[outcome.request.reference];
        const auto& now = picture.answers[query.model];
        const auto spread = [](const TestedAnswer& answer) {
            return answer.spread.empty ? "no heat" : decimals(answer.spread.shareAboveLevel, 3);
        };
        const auto said = [](const TestedAnswer& answer) {
            return answer.predicted + " " + decimals(answer.predictedProbability, 2);
        };
        table.add({ picture.picture.file.string(), picture.className, said(before), spread(before), said(now),
            spread(now), now.overlap ? decimals(now.overlap->iou, 3) : "-" });
    }
    return table.text();
}

std::string columnsHelp()
{
    constexpr std::size_t indent = 44;
    std::string text = "Columns, and their keys in comparison.json (\"summary\"; where a picture has them too, also in "
                       "comparison.csv):\n";
    text = wrapped(text, pageWidth, 0) + "\n";
    for (const auto& word : statisticsWords(hotText({}, 0.5))) {
        std::string line = "  " + word.title;
        line.resize(std::max<std::size_t>(line.size() + 1, 15), ' ');
        line += word.key;
        line.resize(std::max<std::size_t>(line.size() + 2, indent), ' ');
        text += line + wrapped(word.meaning, pageWidth - indent, indent) + "\n";
    }
    return text;
}

} // namespace lookaway::cli
