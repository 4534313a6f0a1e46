// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "session/runs/Event.h"
#include "session/settings/Config.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lookaway {

/// What a run is: written once as config.json when the run starts.
struct RunFacts {
    Config config = {};
    std::vector<std::string> classes = {};
    /// Pictures by part.
    std::map<std::string, std::int64_t> pictures = {};
    /// Side of the pictures that the network sees, px.
    int imageSize = 0;
    /// Intra-op threads; the bits of the result depend on them.
    int threads = 0;
    /// Hash of the list of files (paths, labels, parts) that the run trains on.
    std::string dataFingerprint = {};
    std::string startWeightsHash = {}; ///< SHA-256 of the file the run started from; empty = random weights
    std::string started = {};          ///< UTC, "2026-01-31T12:00:00Z"
    std::map<std::string, std::string> versions = {}; ///< of lookaway and the libraries
};

/// As the content of config.json, and back (`source` opens the sentences).
std::string toJson(const RunFacts& facts);
Result<RunFacts> parseRunFacts(std::string_view json, const std::string& source);

/// A run folder as it stands on disk.
struct RunRecord {
    enum class Status { Running, Interrupted, Finished };
    std::filesystem::path folder = {};
    Status status = Status::Interrupted;
    RunFacts facts = {};
    /// Rows of metrics.csv by column name; a cell without a number is left out.
    std::vector<std::map<std::string, double>> epochs = {};
    /// Numbers of report.json under their stable names ("test.accuracy"); empty before the run is finished.
    std::map<std::string, double> results = {};
    /// Checkpoints; empty paths where there is none yet.
    std::filesystem::path last = {};
    std::filesystem::path best = {};
};

/// Reads config.json of a run folder only.
Result<RunFacts> readRunFacts(const std::filesystem::path& folder);
/// Reads a run folder, also one that is being written; a missing, damaged or truncated file gets a sentence that names
/// it.
Result<RunRecord> readRun(const std::filesystem::path& folder);
/// Whether the folder holds a run (a config.json of ours).
bool isRun(const std::filesystem::path& folder);

// What the run told while it went on, in its order; empty where the folder has nothing of the kind. Lines that are cut
// short or hold no numbers are passed over.

/// From steps.csv, which does not keep StepDone's step, stepsPerEpoch and secondsLeft: they are 0.
std::vector<StepDone> readSteps(const std::filesystem::path& folder);
/// From metrics.csv.
std::vector<EpochDone> readEpochs(const std::filesystem::path& folder);
/// From changes.csv.
std::vector<SettingChanged> readChanges(const std::filesystem::path& folder);
/// From RUN/probes, by epoch. The pictures are decoded from where they lay; a damaged file is passed over.
std::vector<ProbesExplained> readProbes(const std::filesystem::path& folder);

/// Names of the files in a run folder.
namespace runfile {
constexpr const char* configJson = "config.json";
constexpr const char* configToml = "config.toml";
constexpr const char* metrics = "metrics.csv"; ///< a row per epoch
constexpr const char* steps = "steps.csv";     ///< a row per progress report, a few per second
constexpr const char* changes = "changes.csv"; ///< a row per setting that changed mid-run
constexpr const char* report = "report.json";
constexpr const char* log = "run.log";
constexpr const char* lock = ".lock";
constexpr const char* last = "last.safetensors";
constexpr const char* best = "best.safetensors";
constexpr const char* snapshots = "snapshots";
constexpr const char* probes = "probes"; ///< a file per epoch with the heat maps of the probe pictures
} // namespace runfile

} // namespace lookaway
