// SPDX-License-Identifier: MIT
#include "session/runs/RunStore.h"

#include "base/AtomicFile.h"
#include "session/runs/BatchSheet.h"
#include "session/runs/ProbeFile.h"
#include "session/runs/RunRows.h"
#include "session/settings/ConfigFile.h"
#include "train/Trainer.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>

#include <charconv>
#include <chrono>
#include <set>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

std::int64_t wholeNumber(const std::string& text)
{
    std::int64_t value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

double wallTime()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string snapshotName(std::int64_t step)
{
    std::string digits = std::to_string(step);
    return "step_" + std::string(digits.size() < 7 ? 7 - digits.size() : 0, '0') + digits + ".png";
}

/// Sheets of mini-batches before `step`.
int snapshotsBefore(const fs::path& folder, std::int64_t step)
{
    int count = 0;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(folder / runfile::snapshots, code)) {
        const auto name = entry.path().filename().string();
        count += name.rfind("step_", 0) == 0 && name < snapshotName(step);
    }
    return count;
}

Result<void> makeFolder(const fs::path& folder)
{
    std::error_code code;
    fs::create_directories(folder, code);
    if (code)
        return fail("Cannot make the folder '" + folder.string() + "': " + code.message() + ".",
            "Check the permissions of the folder above it or choose another one.");
    return {};
}

} // namespace

RunStore::RunStore(fs::path folder, RunLock lock, Tables tables)
    : m_folder(std::move(folder))
    , m_lock(std::move(lock))
    , m_tables(std::move(tables))
{
}

Result<RunStore::Tables> RunStore::openTables(const fs::path& folder, const Keep& keep)
{
    auto metrics = CsvLog::open(folder / runfile::metrics, epochColumns(), keep.epoch);
    auto steps = CsvLog::open(folder / runfile::steps, stepColumns(), keep.step);
    auto changes = CsvLog::open(folder / runfile::changes, changeColumns(), keep.change);
    for (const auto* opened : { &metrics, &steps, &changes })
        if (!*opened)
            return opened->error();
    return Tables{ std::move(*metrics), std::move(*steps), std::move(*changes) };
}

Result<std::unique_ptr<RunStore>> RunStore::create(const RunFacts& facts)
{
    const fs::path folder = facts.config.run.folder;
    if (const auto made = makeFolder(folder); !made)
        return made.error();
    auto lock = RunLock::take(folder);
    if (!lock)
        return lock.error();
    if (isRun(folder) || fs::exists(folder / runfile::last))
        return fail("'" + folder.string() + "' holds a run already.",
            "Choose another folder, or resume that run.");
    auto tables = openTables(folder, {});
    if (!tables)
        return tables.error();
    auto store = std::unique_ptr<RunStore>(new RunStore(folder, std::move(*lock), std::move(*tables)));
    store->m_classes = facts.classes;
    store->m_snapshotsLeft = facts.config.run.snapshotBatches;
    if (facts.config.run.tensorBoard) {
        // A start that was killed before it became a run may have left a file.
        auto board = TensorBoardFile::resume(folder, -1, wallTime());
        if (!board)
            return board.error();
        store->m_tensorBoard.emplace(std::move(*board));
    }
    if (const auto opened = store->openLog(); !opened)
        return opened.error();
    // config.json last: with it the folder is a run.
    if (const auto written = writeFileAtomically(folder / runfile::configToml, toToml(facts.config)); !written)
        return written.error();
    if (const auto written = writeFileAtomically(folder / runfile::configJson, toJson(facts)); !written)
        return written.error();
    return store;
}

Result<std::unique_ptr<RunStore>> RunStore::reopen(
    RunLock lock, const RunFacts& facts, const std::optional<ResumePoint>& point)
{
    const fs::path folder = facts.config.run.folder;
    const int nextEpoch = point ? point->epoch : 0;
    const std::int64_t lastStep = point ? point->globalStep : 0;
    std::set<std::int64_t> kept;
    Keep keep;
    keep.epoch = [&](const CsvLog::Row& row) {
        const auto epoch = wholeNumber(row[0]);
        return epoch >= 0 && epoch < nextEpoch && kept.insert(epoch).second;
    };
    keep.step = [&](const CsvLog::Row& row) {
        const auto step = wholeNumber(row[0]);
        return step > 0 && step <= lastStep;
    };
    keep.change = [&](const CsvLog::Row& row) {
        // A change at the very step of the checkpoint came before or after it: the checkpoint knows.
        const SettingChanged change{ wholeNumber(row[0]), row[1], row[2], row[3] };
        return point && change.globalStep >= 0
            && (change.globalStep < lastStep || (change.globalStep == lastStep && point->live.have(change)));
    };
    auto tables = openTables(folder, keep);
    if (!tables)
        return tables.error();
    if (point)
        for (const auto& epoch : point->epochs)
            if (!kept.count(epoch.epoch))
                tables->metrics.append(rowOf(epoch));
    dropProbesFrom(folder / runfile::probes, nextEpoch);
    auto store = std::unique_ptr<RunStore>(new RunStore(folder, std::move(lock), std::move(*tables)));
    store->m_classes = facts.classes;
    store->m_lastStep = lastStep;
    store->m_snapshotsLeft = facts.config.run.snapshotBatches - snapshotsBefore(folder, lastStep);
    if (facts.config.run.tensorBoard) {
        auto board = TensorBoardFile::resume(folder, lastStep, wallTime());
        if (!board)
            return board.error();
        store->m_tensorBoard.emplace(std::move(*board));
    }
    if (const auto opened = store->openLog(); !opened)
        return opened.error();
    return store;
}

Result<void> RunStore::openLog()
{
    try {
        auto sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>((m_folder / runfile::log).string());
        m_log = std::make_shared<spdlog::logger>("run", std::move(sink));
    } catch (const spdlog::spdlog_ex& error) {
        return fail("Cannot write the log of '" + m_folder.string() + "': " + error.what() + ".");
    }
    m_log->set_pattern("%Y-%m-%d %H:%M:%S %v");
    m_log->flush_on(spdlog::level::info);
    m_log->set_error_handler([](const std::string&) {}); // a full disk must not end the run because of its log
    return {};
}

void RunStore::log(const std::string& line)
{
    m_log->info("{}", line);
}

bool RunStore::scalar(const char* tag, std::int64_t step, double value)
{
    return !m_tensorBoard || m_tensorBoard->scalar(tag, step, static_cast<float>(value), wallTime());
}

bool RunStore::write(const StepDone& step)
{
    m_lastStep = step.globalStep;
    bool good = m_tables.steps.append(rowOf(step));
    good &= scalar("train/loss", step.globalStep, step.loss);
    good &= scalar("train/accuracy", step.globalStep, step.accuracy);
    good &= scalar("train/learning_rate", step.globalStep, step.learningRate);
    if (step.occluded > 0)
        good &= scalar("train/occluded_share", step.globalStep, step.occludedShare);
    return good;
}

bool RunStore::write(const EpochDone& epoch)
{
    m_lastStep = epoch.globalStep;
    bool good = m_tables.metrics.append(rowOf(epoch));
    good &= scalar("epoch/train_loss", epoch.globalStep, epoch.trainLoss);
    good &= scalar("epoch/train_accuracy", epoch.globalStep, epoch.trainAccuracy);
    if (epoch.validated) {
        good &= scalar("epoch/validation_loss", epoch.globalStep, epoch.validationLoss);
        good &= scalar("epoch/validation_accuracy", epoch.globalStep, epoch.validationAccuracy);
    }
    return good;
}

bool RunStore::write(const BatchOccluded& batch)
{
    if (m_snapshotsLeft <= 0)
        return true;
    --m_snapshotsLeft;
    std::error_code code;
    fs::create_directories(m_folder / runfile::snapshots, code);
    return writeBatchSheet(m_folder / runfile::snapshots / snapshotName(batch.globalStep), batch, m_classes).ok();
}

bool RunStore::write(const SettingChanged& change)
{
    return m_tables.changes.append(rowOf(change));
}

bool RunStore::write(const ProbesExplained& probes)
{
    const bool good = scalar("probes/attention_spread", probes.globalStep, probes.meanSpread);
    return writeProbes(m_folder / runfile::probes, probes).ok() && good;
}

bool RunStore::write(const Evaluated& test)
{
    // One step after the last, so that resuming a run drops them with the rest and tests again.
    bool good = scalar((test.name + "/accuracy").c_str(), m_lastStep + 1, test.accuracy);
    good &= scalar((test.name + "/macro_f1").c_str(), m_lastStep + 1, test.macroF1);
    return good;
}

std::optional<std::string> RunStore::record(const Event& event)
{
    const auto writeIt = [this](const auto& value) {
        using T = std::decay_t<decltype(value)>;
        constexpr bool kept =
            std::is_same_v<T,
                StepDone> || std::is_same_v<T, EpochDone> || std::is_same_v<T, BatchOccluded> || std::is_same_v<T, SettingChanged> || std::is_same_v<T, ProbesExplained> || std::is_same_v<T, Evaluated>;
        if constexpr (kept)
            return write(value);
        else
            return true;
    };
    const bool good = std::visit(writeIt, event);
    if (good || m_warned)
        return std::nullopt;
    m_warned = true;
    return "The metrics in '" + m_folder.string() + "' cannot be written (disk full?); the training goes on.";
}

Result<void> RunStore::writeReport(const std::string& json)
{
    return writeFileAtomically(m_folder / runfile::report, json);
}

} // namespace lookaway
