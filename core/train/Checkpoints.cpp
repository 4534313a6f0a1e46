// SPDX-License-Identifier: MIT
#include "train/Checkpoints.h"

#include "models/Classifier.h"
#include "models/WeightTransfer.h"
#include "weights/Safetensors.h"

#include <system_error>

namespace lookaway {

namespace fs = std::filesystem;

static constexpr const char* stateKey = "training";
static constexpr const char* optimizerKey = "optimizer";
static constexpr const char* optimizerPrefix = "optimizer-";

Checkpoints::Checkpoints(fs::path folder, std::map<std::string, std::string> metadata)
    : m_folder(std::move(folder))
    , m_metadata(std::move(metadata))
{
}

static Result<std::string> entry(
    const std::map<std::string, std::string>& metadata, const char* key, const fs::path& path)
{
    const auto found = metadata.find(key);
    if (found == metadata.end())
        return fail("'" + path.string() + "' holds weights, but no training to go on with.",
            "Start a new training with these weights instead.");
    return found->second;
}

Result<std::optional<TrainingState>> Checkpoints::peek(const DistractionSettings& distraction) const
{
    std::error_code ignored;
    if (!fs::exists(last(), ignored))
        return std::optional<TrainingState>();
    const auto header = readSafetensorsHeader(last());
    if (!header)
        return header.error();
    const auto text = entry(header->metadata, stateKey, last());
    if (!text)
        return text.error();
    auto state = trainingStateFromJson(*text, distraction, last().string());
    if (!state)
        return state.error();
    return std::make_optional(std::move(*state));
}

Result<void> Checkpoints::load(Classifier& model, Optimizer& optimizer)
{
    const auto weights = readWeights(last());
    if (!weights)
        return weights.error();
    const auto name = entry(weights->metadata, optimizerKey, last());
    if (!name)
        return name.error();
    const auto optimizerState = readWeights(m_folder / fs::path(*name).filename());
    if (!optimizerState)
        return optimizerState.error();
    TransferOptions options;
    options.source = "'" + last().string() + "'";
    options.target = model.info().name;
    if (const auto loaded = loadInto(model, weights->tensors, options); !loaded)
        return loaded.error();
    if (auto restored = optimizer.restore(optimizerState->tensors); !restored)
        return restored;
    m_committedOptimizer = *name;
    removeStaleOptimizers();
    return {};
}

void Checkpoints::keepBest(const Classifier& model, int epoch)
{
    m_best = stateDictOf(model);
    m_bestEpoch = epoch;
}

Result<bool> Checkpoints::commit(const Classifier& model, const Optimizer& optimizer, const TrainingState& state)
{
    const bool newBest = m_best.has_value();
    if (newBest) {
        auto metadata = m_metadata;
        metadata["epoch"] = std::to_string(m_bestEpoch);
        if (const auto written = writeSafetensors(best(), *m_best, metadata); !written)
            return written.error();
        m_best.reset();
    }
    const std::string name = optimizerPrefix + std::to_string(state.globalStep) + ".safetensors";
    if (const auto written = writeSafetensors(m_folder / name, optimizer.state()); !written)
        return written.error();
    auto metadata = m_metadata;
    metadata["epoch"] = std::to_string(state.epoch);
    metadata[stateKey] = toJson(state);
    metadata[optimizerKey] = name;
    if (const auto written = writeSafetensors(last(), stateDictOf(model, TensorBytes::Shared), metadata); !written) {
        std::error_code ignored;
        if (name != m_committedOptimizer)
            fs::remove(m_folder / name, ignored);
        return written.error();
    }
    m_committedOptimizer = name;
    removeStaleOptimizers();
    return newBest;
}

Result<void> Checkpoints::keepEpoch(const Classifier& model, int epoch)
{
    std::string number = std::to_string(epoch + 1);
    number.insert(0, number.size() < 4 ? 4 - number.size() : 0, '0');
    auto metadata = m_metadata;
    metadata["epoch"] = std::to_string(epoch);
    return writeSafetensors(
        m_folder / ("epoch-" + number + ".safetensors"), stateDictOf(model, TensorBytes::Shared), metadata);
}

Result<void> Checkpoints::saveFirstRound(const Classifier& model)
{
    return writeSafetensors(firstRound(), stateDictOf(model, TensorBytes::Shared), m_metadata);
}

void Checkpoints::removeStaleOptimizers() const
{
    std::error_code ignored; // what cannot be removed now is removed next time
    for (const auto& file : fs::directory_iterator(m_folder, ignored)) {
        const std::string name = file.path().filename().string();
        if (name.rfind(optimizerPrefix, 0) == 0 && name != m_committedOptimizer)
            fs::remove(file.path(), ignored);
    }
}

} // namespace lookaway
