// SPDX-License-Identifier: MIT
#include "evaluate/Evaluation.h"

#include "data/BatchLoader.h"
#include "explain/EvalScope.h"
#include "explain/FullPrecision.h"
#include "explain/GradCam.h"
#include "explain/HeatMap.h"
#include "models/Classifier.h"
#include "models/NetworkDevice.h"
#include "models/Normalization.h"
#include "train/TrainStep.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace lookaway {

namespace {

/// A mini-batch on the network's device.
struct Input {
    at::Tensor images; ///< N x 3 x H x W, normalised
    at::Tensor labels; ///< N, int64
};

/// Whether every label of the batch names a class.
Result<void> checkLabels(const Batch& batch, std::size_t classes)
{
    for (const auto label : batch.labels)
        if (label < 0 || static_cast<std::size_t>(label) >= classes)
            return fail("A test picture belongs to class number " + std::to_string(label) + ", but the model knows "
                    + std::to_string(classes) + " classes.",
                "Use the data that the model was trained on, or data with the same classes.");
    return {};
}

/// Reads what the network answered; all values in one copy to the host.
Result<void> append(
    const at::Tensor& logits, const at::Tensor& labels, const Batch& batch, std::vector<Prediction>& predictions)
{
    const auto logProbabilities = logits.to(at::kFloat).log_softmax(1);
    const auto best = logProbabilities.max(1);
    const auto truth = logProbabilities.gather(1, labels.unsqueeze(1)).squeeze(1);
    // Rank of the truth: how many classes have a higher logit.
    const auto rank = (logProbabilities > truth.unsqueeze(1)).sum(1);
    const auto table =
        torch::stack({ std::get<0>(best), std::get<1>(best).to(at::kFloat), truth, rank.to(at::kFloat) }, 1).cpu();
    const auto rows = table.accessor<float, 2>();
    for (std::int64_t i = 0; i < rows.size(0); ++i) {
        if (!std::isfinite(rows[i][2]))
            return fail("The network's output is not finite for a test picture.",
                "The weights are damaged or the training diverged; evaluate an earlier checkpoint.");
        Prediction prediction;
        prediction.item = batch.items.at(static_cast<std::size_t>(i));
        prediction.truth = static_cast<std::size_t>(batch.labels.at(static_cast<std::size_t>(i)));
        prediction.predicted = static_cast<std::size_t>(rows[i][1]);
        prediction.probabilityOfPredicted = std::exp(rows[i][0]);
        prediction.probabilityOfTruth = std::exp(rows[i][2]);
        prediction.loss = -rows[i][2];
        prediction.inTop5 = rows[i][3] < 5;
        predictions.push_back(prediction);
    }
    return {};
}

/// Calls `look(input, batch)` for every mini-batch of the test set, in inference mode.
template <class Look>
Result<void> overTestSet(Classifier& model, BatchLoader& loader, const EvaluationSettings& settings,
    const PrecisionPolicy& precision, const CancelToken& cancel, const Look& look)
{
    const EvalScope inference(model);
    const Computing computing{ deviceOf(model), precision };
    const Normalization normalization(model.info().mean, model.info().std);
    std::size_t done = 0;
    loader.startEpoch(0);
    for (;;) {
        if (cancel.cancelled())
            return cancelled();
        auto next = loader.next();
        if (!next)
            return next.error();
        if (!*next)
            break;
        Batch batch = std::move(**next);
        if (batch.count == 0) // none of its pictures could be read
            continue;
        if (auto checked = checkLabels(batch, settings.classNames.size()); !checked)
            return checked;
        const Input input{ normalization.apply(imagesOf(batch, computing)), labelsOf(batch, computing) };
        if (auto looked = look(input, batch); !looked)
            return looked;
        done += static_cast<std::size_t>(batch.count);
        if (settings.progress)
            settings.progress(done);
        loader.recycle(std::move(batch));
    }
    if (done == 0)
        return fail("There is no readable picture in the test set \"" + settings.name + "\".",
            "Check the data folder; the report lists what could not be read.");
    return {};
}

} // namespace

Result<TestResult> evaluate(
    Classifier& model, BatchLoader& loader, const EvaluationSettings& settings, const CancelToken& cancel)
{
    std::vector<Prediction> predictions;
    const AutocastScope autocast(settings.precision, deviceOf(model));
    const auto look = [&](const Input& input, const Batch& batch) -> Result<void> {
        const auto logits = model.forward(input.images);
        if (logits.size(1) != static_cast<std::int64_t>(settings.classNames.size()))
            return fail("The network tells " + std::to_string(logits.size(1)) + " classes apart, but the data has "
                    + std::to_string(settings.classNames.size()) + ".",
                "Use the data that the model was trained on, or data with the same classes.");
        return append(logits, input.labels, batch, predictions);
    };
    if (auto run = overTestSet(model, loader, settings, settings.precision, cancel, look); !run)
        return run.error();
    auto result = summarise(settings.name, std::move(predictions), settings.classNames);
    result.unreadable = loader.problems();
    return result;
}

Result<AttentionSpreadSummary> evaluateAttention(Classifier& model, BatchLoader& loader, const std::string& layer,
    const EvaluationSettings& settings, const CancelToken& cancel)
{
    const FullPrecision fp32;
    const GradCam gradCam;
    std::vector<AttentionSpread> spreads;
    const auto look = [&](const Input& input, const Batch& batch) -> Result<void> {
        const auto maps = gradCam.explain(model, { input.images, input.labels, layer }, { cancel });
        if (!maps)
            return maps.error();
        const auto resized = resizeMaps(maps->maps, batch.height, batch.width).cpu().contiguous();
        for (int i = 0; i < batch.count; ++i) {
            HeatMap map(batch.width, batch.height);
            std::copy_n(resized[i].data_ptr<float>(), map.values.size(), map.values.begin());
            spreads.push_back(attentionSpread(map));
        }
        return {};
    };
    if (auto run = overTestSet(model, loader, settings, PrecisionPolicy{}, cancel, look); !run)
        return run.error();
    return summarise(spreads);
}

} // namespace lookaway
