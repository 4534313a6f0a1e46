// SPDX-License-Identifier: MIT
#include "session/runs/EventText.h"

#include "session/settings/Settings.h"

#include <cstdio>

namespace lookaway {

namespace {

std::string percent(double share)
{
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.1f %%", 100 * share);
    return buffer;
}

std::string four(double value)
{
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.4f", value);
    return buffer;
}

struct Line {
    std::string operator()(const RunStarted& run) const
    {
        std::string line = (run.resumed ? "Resumed after mini-batch " + std::to_string(run.fromStep) : "Started") + ": "
            + run.model + " (" + std::to_string(run.parameters) + " parameters) on " + run.data + ", "
            + std::to_string(run.classes.size()) + " classes";
        for (const auto& [part, count] : run.pictures)
            line += ", " + part + " " + std::to_string(count);
        line += "; " + std::to_string(run.imageSize) + " px, layer " + run.layer + ", " + run.device + " "
            + run.precision + ", " + std::to_string(run.threads) + " threads";
        for (const auto& file : run.unreadable)
            line += "\n  left out: " + file;
        return line;
    }
    std::string operator()(const Progress&) const { return {}; }
    std::string operator()(const StepDone&) const { return {}; }
    std::string operator()(const BatchOccluded&) const { return {}; }
    std::string operator()(const EpochDone& epoch) const
    {
        std::string line = "Epoch " + std::to_string(epoch.epoch + 1) + ": loss " + four(epoch.trainLoss)
            + ", accuracy " + percent(epoch.trainAccuracy);
        if (epoch.validated)
            line += "; validation loss " + four(epoch.validationLoss) + ", accuracy "
                + percent(epoch.validationAccuracy) + (epoch.isBest ? " (best so far)" : "");
        if (epoch.occludedBatches > 0)
            line += "; " + std::to_string(epoch.occludedBatches) + " mini-batches occluded, "
                + percent(epoch.occludedShare) + " of the pixels";
        return line;
    }
    std::string operator()(const SettingChanged& change) const
    {
        return "Changed before mini-batch " + std::to_string(change.globalStep) + ": " + change.setting + " from "
            + change.from + " to " + change.to;
    }
    std::string operator()(const CheckpointWritten& checkpoint) const
    {
        return "Checkpoint " + checkpoint.path + " after mini-batch " + std::to_string(checkpoint.globalStep);
    }
    std::string operator()(const TrainingWarning& warning) const { return "Warning: " + warning.text; }
    std::string operator()(const TrainingNote& note) const { return note.text; }
    std::string operator()(const Evaluated& test) const
    {
        return "Tested on " + test.name + " (" + std::to_string(test.pictures) + " pictures): accuracy "
            + percent(test.accuracy) + ", macro F1 " + percent(test.macroF1);
    }
    std::string operator()(const ProbesExplained& event) const
    {
        return "Explained " + std::to_string(event.probes.size()) + " probe pictures: attention spread "
            + percent(event.meanSpread);
    }
    std::string operator()(const RunFinished& run) const
    {
        const std::string after = " after " + std::to_string(static_cast<long>(run.seconds)) + " s";
        switch (run.outcome) {
        case RunFinished::Outcome::Completed:
            return "Completed" + after;
        case RunFinished::Outcome::Cancelled:
            return "Cancelled" + after;
        case RunFinished::Outcome::Failed:
            break;
        }
        return "Failed" + after + ": " + run.error.message();
    }
};

} // namespace

std::string logLine(const Event& event)
{
    return std::visit(Line{}, event);
}

} // namespace lookaway
