// SPDX-License-Identifier: MIT
#include "report/ReportPictures.h"

#include "report/Html.h"
#include "report/MapsLegend.h"
#include "session/inspect/PictureFiles.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

namespace lookaway {

namespace {

/// Three digits that count.
std::string number(double value)
{
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.3g", value);
    return buffer;
}

std::string percent(double share)
{
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.1f&nbsp;%%", 100 * share);
    return buffer;
}

std::vector<std::size_t> hardest(const TestComparison& outcome, std::size_t count)
{
    std::vector<std::size_t> order(outcome.pictures.size());
    std::iota(order.begin(), order.end(), std::size_t{ 0 });
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
        return outcome.pictures[a].answers[0].probability < outcome.pictures[b].answers[0].probability;
    });
    order.resize(std::min(count, order.size()));
    return order;
}

/// What was compared, as a comparison of the shown pictures.
ComparisonSpec specFor(const TestComparison& outcome, const std::vector<PictureGroup>& groups)
{
    ComparisonSpec spec;
    spec.models = outcome.request.models;
    spec.rowClass = outcome.request.rowClass;
    spec.explain = outcome.request.explain;
    spec.hotLevel = outcome.request.hotLevel;
    spec.device = outcome.request.device;
    for (std::size_t model = 0; model < spec.models.size(); ++model) {
        ComparedColumn column;
        column.model = model;
        column.method = outcome.request.method;
        column.layer = outcome.request.layer;
        spec.columns.push_back(column);
    }
    for (const auto& group : groups)
        for (const auto index : group.pictures)
            spec.pictures.push_back(comparedPicture(outcome.pictures[index], outcome));
    return spec;
}

std::string inputFigure(const ComparedCell& cell, const TestedPicture& picture)
{
    const auto name = picture.picture.file.filename().string();
    const auto truth = picture.picture.className.empty() ? std::string() : "<br>" + html(picture.picture.className);
    return "<figure>" + htmlPicture(*cell.picture, name) + "<figcaption>" + html(name) + truth
        + "</figcaption></figure>\n";
}

/// What the model answers, ticked where the true class is known.
std::string answerText(const TestedAnswer& answer, const TestedPicture& picture)
{
    const std::string said = html(answer.predicted) + " " + percent(answer.predictedProbability);
    if (picture.picture.className.empty())
        return said;
    return answer.right ? "<span class=\"good\">&check; " + said + "</span>"
                        : "<span class=\"bad\">&cross; " + said + "</span>";
}

std::string mapFigure(
    const ComparedCell& cell, const TestedPicture& picture, std::size_t model, const std::string& title)
{
    const auto& answer = picture.answers[model];
    const auto heat = displayHeat(cell.map, cell.picture->width, cell.picture->height, cell.isSigned);
    const auto shown = cell.isSigned ? overlaySigned(*cell.picture, heat, reportOpacity)
                                     : overlay(*cell.picture, heat, reportColors, reportOpacity);
    auto said = answerText(answer, picture);
    if (answer.predicted != picture.className)
        said += "<br>p(" + html(picture.className) + ") " + percent(answer.probability);
    said += answer.spread.empty ? std::string("<br>no heat") : "<br>spread " + percent(answer.spread.shareAboveLevel);
    if (answer.overlap)
        said += ", overlap " + percent(answer.overlap->iou);
    if (const auto scale = scaleOf(cell.map, cell.isSigned); !scale.constant())
        said += "<br><span class=\"faint\">" + number(scale.low) + " &hellip; " + number(scale.high) + "</span>";
    return "<figure>" + htmlPicture(shown, title + ": " + picture.className) + "<figcaption><b>" + html(title)
        + "</b><br>" + said + "</figcaption></figure>\n";
}

/// Wide enough for the picture and a map of every model beside it, where the page is.
std::string rowsTag(std::size_t models)
{
    constexpr std::size_t remPerPicture = 9;
    return "<div class=\"rows\" style=\"--card-width: " + std::to_string((models + 1) * remPerPicture) + "rem\">\n";
}

} // namespace

std::vector<PictureGroup> pictureGroups(const TestComparison& outcome, std::size_t count)
{
    std::vector<PictureGroup> groups;
    const auto add = [&](const std::string& title, std::vector<std::size_t> pictures) {
        if (!pictures.empty())
            groups.push_back({ title, std::move(pictures) });
    };
    if (outcome.models.size() == 1) {
        add("Hardest pictures: least probability of the explained class", hardest(outcome, count));
        return groups;
    }
    const auto& titles = outcome.request.models;
    const auto& reference = titles[outcome.request.reference].title;
    for (std::size_t model = 0; model < titles.size(); ++model) {
        if (model == outcome.request.reference)
            continue;
        PictureQuery query;
        query.model = model;
        query.count = count;
        const auto& title = titles[model].title;
        query.order = PictureQuery::Order::Gained;
        add(title + " right, " + reference + " wrong", findPictures(outcome, query));
        query.order = PictureQuery::Order::Lost;
        add(title + " wrong, " + reference + " right", findPictures(outcome, query));
        query.order = PictureQuery::Order::SpreadGain;
        add(title + " looks at more of the picture than " + reference, findPictures(outcome, query));
    }
    return groups;
}

Result<std::string> picturesSection(
    const TestComparison& outcome, const std::vector<PictureGroup>& groups, const CancelToken& cancel)
{
    Comparison comparison;
    const auto spec = specFor(outcome, groups);
    comparison.setSpec(spec);
    if (groups.empty())
        return std::string();
    MapsLegend legend(outcome.request);
    std::string all;
    std::size_t row = 0;
    for (const auto& group : groups) {
        all += "<h3>" + html(group.title) + "</h3>\n" + rowsTag(spec.models.size());
        for (const auto index : group.pictures) {
            const auto& picture = outcome.pictures[index];
            std::string figures;
            for (std::size_t model = 0; model < spec.models.size(); ++model) {
                const auto cell = comparison.cell(row, model, cancel);
                if (cancel.cancelled())
                    return cancelled();
                if (!cell.picture || cell.error) {
                    figures +=
                        "<p class=\"bad\">" + html(cell.error ? cell.error->message() : "No picture.") + "</p>\n";
                    continue;
                }
                if (model == 0)
                    figures += inputFigure(cell, picture);
                figures += mapFigure(cell, picture, model, spec.models[model].title);
                legend.add(model, cell);
            }
            all += "<div class=\"row\">" + figures + "</div>\n";
            ++row;
        }
        all += "</div>\n";
    }
    return legend.text() + all;
}

} // namespace lookaway
