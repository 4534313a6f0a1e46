// SPDX-License-Identifier: MIT
#include "train/TrainingState.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <stdexcept>

namespace lookaway {

using nlohmann::json;

static json toJson(const EpochDone& e)
{
    return { { "epoch", e.epoch }, { "global_step", e.globalStep }, { "train_loss", e.trainLoss },
        { "train_accuracy", e.trainAccuracy }, { "validated", e.validated }, { "validation_loss", e.validationLoss },
        { "validation_accuracy", e.validationAccuracy }, { "learning_rate", e.learningRate },
        { "occluded_batches", e.occludedBatches }, { "occluded_share", e.occludedShare },
        { "constant_maps", e.constantMaps }, { "is_best", e.isBest } };
}

static EpochDone epochFromJson(const json& j)
{
    EpochDone e;
    j.at("epoch").get_to(e.epoch);
    j.at("global_step").get_to(e.globalStep);
    j.at("train_loss").get_to(e.trainLoss);
    j.at("train_accuracy").get_to(e.trainAccuracy);
    j.at("validated").get_to(e.validated);
    j.at("validation_loss").get_to(e.validationLoss);
    j.at("validation_accuracy").get_to(e.validationAccuracy);
    j.at("learning_rate").get_to(e.learningRate);
    j.at("occluded_batches").get_to(e.occludedBatches);
    j.at("occluded_share").get_to(e.occludedShare);
    j.at("constant_maps").get_to(e.constantMaps);
    j.at("is_best").get_to(e.isBest);
    return e;
}

static json toJson(const EpochTotals& t)
{
    return { { "pictures", t.pictures }, { "loss", t.loss }, { "correct", t.correct },
        { "occluded_batches", t.occludedBatches }, { "occluded_share", t.occludedShare },
        { "constant_maps", t.constantMaps } };
}

static EpochTotals totalsFromJson(const json& j)
{
    EpochTotals t;
    j.at("pictures").get_to(t.pictures);
    j.at("loss").get_to(t.loss);
    j.at("correct").get_to(t.correct);
    j.at("occluded_batches").get_to(t.occludedBatches);
    j.at("occluded_share").get_to(t.occludedShare);
    j.at("constant_maps").get_to(t.constantMaps);
    return t;
}

static json toJson(const LiveSettings& live)
{
    return { { "p", live.distraction.p }, { "threshold", live.distraction.threshold },
        { "fill", static_cast<int>(live.distraction.fill) }, { "where", static_cast<int>(live.distraction.where) },
        { "learning_rate", live.learningRate } };
}

static LiveSettings liveFromJson(const json& j, DistractionSettings distraction)
{
    const int fill = j.at("fill").get<int>();
    const int where = j.at("where").get<int>();
    if (fill < 0 || fill > static_cast<int>(FillKind::Mean) || where < 0
        || where > static_cast<int>(Where::LeastSalient))
        throw std::out_of_range("unknown fill or place");
    distraction.fill = static_cast<FillKind>(fill);
    distraction.where = static_cast<Where>(where);
    j.at("p").get_to(distraction.p);
    j.at("threshold").get_to(distraction.threshold);
    return { distraction, j.at("learning_rate").get<double>() };
}

static json toJson(const EarlyStopping::State& best)
{
    json j = { { "epoch", best.bestEpoch }, { "epochs_without_improvement", best.epochsWithoutImprovement } };
    if (std::isfinite(best.bestLoss)) // JSON has no infinity
        j["loss"] = best.bestLoss;
    return j;
}

static EarlyStopping::State bestFromJson(const json& j)
{
    EarlyStopping::State best;
    j.at("epoch").get_to(best.bestEpoch);
    j.at("epochs_without_improvement").get_to(best.epochsWithoutImprovement);
    if (j.contains("loss"))
        j.at("loss").get_to(best.bestLoss);
    return best;
}

std::string toJson(const TrainingState& state)
{
    json epochs = json::array();
    for (const EpochDone& epoch : state.epochs)
        epochs.push_back(toJson(epoch));
    const json j = { { "epoch", state.epoch }, { "step", state.step }, { "global_step", state.globalStep },
        { "round", state.round }, { "round_first_epoch", state.roundFirstEpoch },
        { "round_first_step", state.roundFirstStep }, { "best", toJson(state.best) },
        { "totals", toJson(state.totals) }, { "epochs", epochs }, { "live", toJson(state.live) },
        { "loss_scale", state.lossScale.scale }, { "good_steps", state.lossScale.goodSteps } };
    return j.dump();
}

Result<TrainingState> trainingStateFromJson(
    const std::string& text, const DistractionSettings& distraction, const std::string& source)
{
    try {
        const json j = json::parse(text);
        TrainingState state;
        j.at("epoch").get_to(state.epoch);
        j.at("step").get_to(state.step);
        j.at("global_step").get_to(state.globalStep);
        j.at("round").get_to(state.round);
        j.at("round_first_epoch").get_to(state.roundFirstEpoch);
        j.at("round_first_step").get_to(state.roundFirstStep);
        state.best = bestFromJson(j.at("best"));
        state.totals = totalsFromJson(j.at("totals"));
        for (const json& epoch : j.at("epochs"))
            state.epochs.push_back(epochFromJson(epoch));
        state.live = liveFromJson(j.at("live"), distraction);
        j.at("loss_scale").get_to(state.lossScale.scale);
        j.at("good_steps").get_to(state.lossScale.goodSteps);
        if (state.epoch < 0 || state.step < 0 || state.globalStep < 0 || state.round < 0 || state.round > 1)
            throw std::out_of_range("impossible position");
        return state;
    } catch (const std::exception&) {
        return fail("'" + source + "' does not say how far the training got: its metadata are damaged.",
            "Start the training anew, with these weights if you like.");
    }
}

} // namespace lookaway
