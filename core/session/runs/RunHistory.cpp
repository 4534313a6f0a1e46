// SPDX-License-Identifier: MIT
// What RunReader.h says about the course of a run.
#include "session/runs/RunReader.h"

#include "base/AtomicFile.h"
#include "data/ImageReader.h"
#include "session/runs/ProbeFile.h"
#include "session/runs/RunRows.h"

#include <algorithm>
#include <limits>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t maxCsvBytes = std::size_t{ 1 } << 30;

/// Every row of a CSV file that `take` accepts.
template <class Row, class Take> std::vector<Row> readRows(const fs::path& path, const Take& take)
{
    std::vector<Row> taken;
    const auto text = readFile(path, maxCsvBytes);
    if (!text)
        return taken;
    const auto rows = csvRows(*text);
    for (std::size_t i = 1; i < rows.size(); ++i) {
        Row row;
        if (take(NamedRow(rows[0], rows[i]), row))
            taken.push_back(std::move(row));
    }
    return taken;
}

/// A whole number that fits an int and is not negative.
bool count(const NamedRow& cells, const char* column, int& value)
{
    std::int64_t whole = 0;
    if (!cells.whole(column, whole) || whole < 0 || whole > std::numeric_limits<int>::max())
        return false;
    value = static_cast<int>(whole);
    return true;
}

/// The pictures of probes, decoded once per file however many epochs show them.
class ProbePictures {
public:
    std::shared_ptr<const Image> get(const std::string& path, int side)
    {
        const auto [place, isNew] = m_pictures.emplace(std::pair(path, side), nullptr);
        if (isNew && side > 0)
            if (const auto picture = readImage(path, side))
                place->second = std::make_shared<const Image>(resizeImage(*picture, side, side));
        return place->second;
    }

private:
    std::map<std::pair<std::string, int>, std::shared_ptr<const Image>> m_pictures;
};

} // namespace

std::vector<StepDone> readSteps(const fs::path& folder)
{
    return readRows<StepDone>(folder / runfile::steps, [](const NamedRow& cells, StepDone& step) {
        return cells.whole("global_step", step.globalStep) && count(cells, "epoch", step.epoch)
            && cells.number("loss", step.loss) && cells.number("accuracy", step.accuracy)
            && cells.number("learning_rate", step.learningRate) && count(cells, "occluded_batches", step.occluded)
            && cells.number("occluded_share", step.occludedShare)
            && cells.number("images_per_second", step.imagesPerSecond);
    });
}

std::vector<EpochDone> readEpochs(const fs::path& folder)
{
    return readRows<EpochDone>(folder / runfile::metrics, [](const NamedRow& cells, EpochDone& epoch) {
        epoch.validated = cells.number("validation_loss", epoch.validationLoss)
            && cells.number("validation_accuracy", epoch.validationAccuracy);
        epoch.isBest = cells.text("is_best") == "1";
        return count(cells, "epoch", epoch.epoch) && cells.whole("global_step", epoch.globalStep)
            && cells.number("train_loss", epoch.trainLoss) && cells.number("train_accuracy", epoch.trainAccuracy)
            && cells.number("learning_rate", epoch.learningRate)
            && cells.whole("occluded_batches", epoch.occludedBatches)
            && cells.number("occluded_share", epoch.occludedShare) && cells.whole("constant_maps", epoch.constantMaps)
            && cells.number("seconds", epoch.seconds);
    });
}

std::vector<SettingChanged> readChanges(const fs::path& folder)
{
    return readRows<SettingChanged>(folder / runfile::changes, [](const NamedRow& cells, SettingChanged& change) {
        change.setting = cells.text("setting");
        change.from = cells.text("from");
        change.to = cells.text("to");
        return cells.whole("global_step", change.globalStep) && !change.setting.empty();
    });
}

std::vector<ProbesExplained> readProbes(const fs::path& folder)
{
    std::vector<ProbesExplained> events;
    ProbePictures pictures;
    std::error_code code;
    for (fs::directory_iterator at(folder / runfile::probes, code), end; !code && at != end; at.increment(code)) {
        int side = 0;
        auto event = readProbeFile(at->path(), side);
        if (!event)
            continue;
        for (Probe& probe : event->probes)
            probe.picture = pictures.get(probe.path, side);
        events.push_back(std::move(*event));
    }
    std::sort(events.begin(), events.end(), [](const auto& a, const auto& b) { return a.epoch < b.epoch; });
    return events;
}

} // namespace lookaway
