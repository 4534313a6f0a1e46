// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "session/runs/CsvLog.h"
#include "session/runs/Event.h"
#include "session/runs/RunLock.h"
#include "session/runs/RunReader.h"
#include "session/runs/TensorBoardFile.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace spdlog {
class logger;
}

namespace lookaway {

struct ResumePoint;

/// The run folder while it is written: config.json, config.toml, metrics.csv, steps.csv, changes.csv, TensorBoard's
/// event file, snapshots/, probes/, run.log, report.json. (The checkpoints in the same folder are the Trainer's.) Holds
/// the folder's lock. Metrics that cannot be written (full disk) do not end the run: it is warned of once. Not
/// thread-safe.
class RunStore {
public:
    /// Begins a run in `facts.config.run.folder`, which is made. Refuses a folder that holds a run already or that
    /// another training is writing to.
    static Result<std::unique_ptr<RunStore>> create(const RunFacts& facts);
    /// Goes on with a run: metrics after the checkpoint are dropped (the resumed run tells them again), and epochs
    /// that only the checkpoint knows are added.
    static Result<std::unique_ptr<RunStore>> reopen(
        RunLock lock, const RunFacts& facts, const std::optional<ResumePoint>& point);

    const std::filesystem::path& folder() const { return m_folder; }
    /// Whether the next occluded mini-batch is to be drawn.
    bool wantsSnapshot() const { return m_snapshotsLeft > 0; }
    /// Writes what belongs into the folder. A sentence for what could not be written, once.
    std::optional<std::string> record(const Event& event);
    /// Writes report.json, which marks the run as finished.
    Result<void> writeReport(const std::string& json);
    /// A line of run.log.
    void log(const std::string& line);

private:
    struct Tables {
        CsvLog metrics;
        CsvLog steps;
        CsvLog changes;
    };
    /// Which rows of the tables are kept; empty functions: none, they begin anew.
    struct Keep {
        CsvLog::Keep epoch = {};
        CsvLog::Keep step = {};
        CsvLog::Keep change = {};
    };
    static Result<Tables> openTables(const std::filesystem::path& folder, const Keep& keep);
    RunStore(std::filesystem::path folder, RunLock lock, Tables tables);
    Result<void> openLog();

    bool write(const StepDone& step);
    bool write(const EpochDone& epoch);
    bool write(const BatchOccluded& batch);
    bool write(const SettingChanged& change);
    bool write(const ProbesExplained& probes);
    bool write(const Evaluated& test);
    bool scalar(const char* tag, std::int64_t step, double value);

    std::filesystem::path m_folder;
    RunLock m_lock;
    Tables m_tables;
    std::optional<TensorBoardFile> m_tensorBoard;
    std::shared_ptr<spdlog::logger> m_log;
    std::vector<std::string> m_classes;
    int m_snapshotsLeft = 0;
    std::int64_t m_lastStep = 0;
    bool m_warned = false;
};

} // namespace lookaway
