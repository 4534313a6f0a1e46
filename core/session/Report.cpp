// SPDX-License-Identifier: MIT
#include "session/Report.h"

#include "session/settings/SettingNames.h"
#include "weights/Sha256.h"

#include <nlohmann/json.hpp>

namespace lookaway {

namespace {

const char* nameOf(TrainingOutcome::Ending ending)
{
    switch (ending) {
    case TrainingOutcome::Ending::AllEpochs:
        return "all-epochs";
    case TrainingOutcome::Ending::EarlyStopping:
        return "early-stopping";
    case TrainingOutcome::Ending::StoppedByUser:
        break;
    }
    return "stopped-by-user";
}

} // namespace

Result<std::string> reportJson(
    const Preparation& run, const TrainingOutcome& outcome, const std::vector<TestResult>& tests)
{
    const auto hash = sha256OfFile(outcome.best);
    if (!hash)
        return hash.error();
    nlohmann::json report;
    report["format"] = "lookaway report 1";
    report["model"] = run.info.name;
    report["data"] = run.config.data.path;
    report["seed"] = run.config.training.seed;
    report["occlusion"] = lookaway::nameOf(run.config.distraction.fill);
    report["where"] = lookaway::nameOf(run.config.distraction.where);
    report["checkpoint"] = outcome.best.filename().string();
    report["checkpoint.sha256"] = *hash;
    report["training.epochs"] = outcome.epochs.size();
    report["training.ending"] = nameOf(outcome.ending);
    report["training.best_epoch"] = outcome.bestEpoch;
    if (run.data.validation->size() > 0)
        report["training.best_validation_loss"] = outcome.bestValidationLoss;
    for (const auto& test : tests)
        report.update(metricsJson(test));
    report["unreadable"] = nlohmann::json::array();
    for (const auto& problem : run.data.problems)
        report["unreadable"].push_back({ { "path", problem.path.string() }, { "reason", problem.reason } });
    return report.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

} // namespace lookaway
