// SPDX-License-Identifier: MIT
#include "session/runs/RunRows.h"

#include "session/settings/Settings.h"

#include <algorithm>
#include <charconv>

namespace lookaway {

const CsvLog::Row& epochColumns()
{
    static const CsvLog::Row columns = { "epoch", "global_step", "train_loss", "train_accuracy", "validation_loss",
        "validation_accuracy", "learning_rate", "occluded_batches", "occluded_share", "constant_maps", "is_best",
        "seconds" };
    return columns;
}

const CsvLog::Row& stepColumns()
{
    static const CsvLog::Row columns = { "global_step", "epoch", "loss", "accuracy", "learning_rate",
        "occluded_batches", "occluded_share", "images_per_second" };
    return columns;
}

const CsvLog::Row& changeColumns()
{
    static const CsvLog::Row columns = { "global_step", "setting", "from", "to" };
    return columns;
}

CsvLog::Row rowOf(const EpochDone& epoch)
{
    const auto ifValidated = [&](double value) { return epoch.validated ? text(value) : std::string(); };
    return { std::to_string(epoch.epoch), std::to_string(epoch.globalStep), text(epoch.trainLoss),
        text(epoch.trainAccuracy), ifValidated(epoch.validationLoss), ifValidated(epoch.validationAccuracy),
        text(epoch.learningRate), std::to_string(epoch.occludedBatches), text(epoch.occludedShare),
        std::to_string(epoch.constantMaps), epoch.isBest ? "1" : "0", text(epoch.seconds) };
}

CsvLog::Row rowOf(const StepDone& step)
{
    return { std::to_string(step.globalStep), std::to_string(step.epoch), text(step.loss), text(step.accuracy),
        text(step.learningRate), std::to_string(step.occluded), text(step.occludedShare), text(step.imagesPerSecond) };
}

CsvLog::Row rowOf(const SettingChanged& change)
{
    return { std::to_string(change.globalStep), change.setting, change.from, change.to };
}

NamedRow::NamedRow(const CsvLog::Row& header, const CsvLog::Row& row)
    : m_header(header)
    , m_row(row)
{
}

std::string NamedRow::text(const char* column) const
{
    const auto found = std::find(m_header.begin(), m_header.end(), column);
    if (found == m_header.end() || m_header.size() != m_row.size())
        return {};
    return m_row[static_cast<std::size_t>(found - m_header.begin())];
}

template <class T> static bool parsed(const std::string& cell, T& value)
{
    T found{};
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), found);
    if (cell.empty() || error != std::errc{} || end != cell.data() + cell.size())
        return false;
    value = found;
    return true;
}

bool NamedRow::whole(const char* column, std::int64_t& value) const
{
    return parsed(text(column), value);
}

bool NamedRow::number(const char* column, double& value) const
{
    return parsed(text(column), value);
}

} // namespace lookaway
