// SPDX-License-Identifier: MIT
// Sections about classes: which are taken for which, and how well each is told apart.
#include "evaluate/ClassReport.h"
#include "report/ClassCounts.h"
#include "report/Html.h"
#include "report/ReportSections.h"

#include <algorithm>
#include <cstdio>

namespace lookaway {

namespace {

// A page with more cells is too large to open.
constexpr std::size_t mostClasses = 200;
constexpr const char* nothing = "&ndash;";

std::string share(double value)
{
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.3f", value);
    return buffer;
}

/// A name that may be cut short.
std::string named(const std::string& name)
{
    return "title=\"" + html(name) + "\"";
}

std::string matrixCell(
    const ConfusionMatrix& counts, const std::vector<std::string>& names, std::size_t truth, std::size_t predicted)
{
    const auto count = counts.count(truth, predicted);
    const bool right = truth == predicted;
    if (count == 0)
        return right ? "<td class=\"right\"></td>" : "<td></td>";
    const auto strength = 1 + count * 5 / counts.support(truth);
    return "<td class=\"h" + std::to_string(strength) + (right ? " right" : "") + "\" "
        + named(names[truth] + " called " + names[predicted]) + ">" + std::to_string(count) + "</td>";
}

std::string matrix(const ConfusionMatrix& counts, std::vector<std::string> names)
{
    const auto classes = names.size();
    names.emplace_back("another class");
    const auto columns = counts.predictions(classes) > 0 ? classes + 1 : classes;
    std::string text = "<div class=\"box\"><table class=\"matrix\">\n<thead><tr><th></th>";
    for (std::size_t i = 0; i < columns; ++i)
        text += "<th " + named(names[i]) + "><span>" + html(names[i]) + "</span></th>";
    text += "</tr></thead>\n<tbody>\n";
    for (std::size_t truth = 0; truth < classes; ++truth) {
        text += "<tr><th " + named(names[truth]) + ">" + html(names[truth]) + "</th>";
        for (std::size_t predicted = 0; predicted < columns; ++predicted)
            text += matrixCell(counts, names, truth, predicted);
        text += "</tr>\n";
    }
    return text + "</tbody></table></div>\n";
}

/// "<td>0.500</td><td>..." of one model.
std::string scoreCells(const Scores& scores, bool predicted)
{
    return "<td class=\"first\">" + (predicted ? share(scores.precision) : nothing) + "</td><td>" + share(scores.recall)
        + "</td><td>" + share(scores.f1) + "</td>";
}

/// Over the classes of the test pictures, not those that happen to be predicted.
Scores meanOf(const ClassReport& report, std::size_t classes)
{
    Scores mean;
    const auto count = static_cast<double>(classes);
    for (std::size_t i = 0; i < classes; ++i) {
        mean.precision += report.perClass[i].precision / count;
        mean.recall += report.perClass[i].recall / count;
        mean.f1 += report.perClass[i].f1 / count;
    }
    return mean;
}

std::string scoreHeads(const TestComparison& outcome)
{
    const auto& models = outcome.request.models;
    const bool several = models.size() > 1;
    std::string first = std::string("<tr><th") + (several ? " rowspan=\"2\"" : "") + ">Class</th><th"
        + (several ? " rowspan=\"2\"" : "") + ">Pictures</th>";
    std::string second;
    for (const auto& model : models) {
        if (several)
            first += "<th colspan=\"3\" class=\"first\">" + html(model.title) + "</th>";
        second += several ? "<th class=\"first\" title=\"Precision\">P</th><th title=\"Recall\">R</th><th>F1</th>"
                          : "<th class=\"first\">Precision</th><th>Recall</th><th>F1</th>";
    }
    return several ? first + "</tr>\n<tr>" + second + "</tr>\n" : first + second + "</tr>\n";
}

} // namespace

std::string confusionSection(const TestComparison& outcome)
{
    const auto classes = trueClasses(outcome);
    if (classes.size() < 2)
        return {};
    if (classes.size() > mostClasses)
        return "<p class=\"faint\">Not shown: a matrix of " + std::to_string(classes.size())
            + " classes does not fit into a page.</p>\n";
    std::string all;
    for (std::size_t model = 0; model < outcome.models.size(); ++model)
        all += "<h3>" + html(outcome.request.models[model].title) + "</h3>\n"
            + matrix(countAnswers(outcome, model, classes), classes);
    return all
        + "<p class=\"faint\">Rows: true class; columns: predicted class. Numbers of pictures; the stronger the "
          "colour, the larger their share of the row. Framed: right.</p>\n";
}

std::string classesSection(const TestComparison& outcome)
{
    const auto classes = trueClasses(outcome);
    if (classes.size() < 2)
        return {};
    std::vector<ClassReport> reports;
    for (std::size_t model = 0; model < outcome.models.size(); ++model)
        reports.push_back(classReport(countAnswers(outcome, model, classes), classes));
    std::string text =
        "<div class=\"box\"><table class=\"classes\">\n<thead>" + scoreHeads(outcome) + "</thead>\n<tbody>\n";
    for (std::size_t i = 0; i < classes.size(); ++i) {
        text += "<tr><td>" + html(classes[i]) + "</td><td>" + std::to_string(reports[0].perClass[i].support) + "</td>";
        for (const auto& report : reports)
            text += scoreCells(report.perClass[i], report.perClass[i].predictions > 0);
        text += "</tr>\n";
    }
    text += "<tr><td>Mean</td><td></td>";
    for (const auto& report : reports)
        text += scoreCells(meanOf(report, classes.size()), true);
    return text
        + "</tr>\n</tbody></table></div>\n<p class=\"faint\">Precision (P): share of the pictures that were given the "
          "class "
          "and belong to it; a class that no picture was given has none (&ndash;), which counts as 0. Recall (R): "
          "share of "
          "the class&rsquo;s pictures that were given it. F1: their harmonic mean. Mean: over the classes, each as "
          "much "
          "as the others.</p>\n";
}

} // namespace lookaway
