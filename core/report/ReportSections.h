// SPDX-License-Identifier: MIT
#pragma once

#include "compare/ModelStatistics.h"
#include "session/runs/RunReader.h"

#include <optional>
#include <string>
#include <vector>

namespace lookaway {

class Comparison;

/// A model of a report; its run where it comes from one.
struct ReportedModel {
    std::string title = {};
    std::optional<RunRecord> run = {};
};

// The parts of a report, each as HTML; empty where there is nothing to say.

/// Accuracy, attention spread and overlap of all models over the test pictures, with the paired tests.
std::string statisticsSection(const TestComparison& outcome);
/// What the runs' own reports say (report.json), a column per run.
std::string resultsSection(const std::vector<ReportedModel>& models);
/// Loss and accuracy by epoch.
std::string curvesSection(const std::vector<ReportedModel>& models);
/// Which classes are taken for which, by model.
std::string confusionSection(const TestComparison& outcome);
/// Precision, recall and F1 of every class, by model.
std::string classesSection(const TestComparison& outcome);
/// Network, weights and scheme, a row per model.
std::string modelsSection(const TestComparison& outcome, const std::vector<ReportedModel>& models);
/// The configuration of each run.
std::string settingsSection(const std::vector<ReportedModel>& models);
/// Pictures that could not be used, and why.
std::string problemsSection(const TestComparison& outcome);

/// "< .001", "0.042".
std::string chanceText(double p);

} // namespace lookaway
