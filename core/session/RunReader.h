// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "session/Config.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace lookaway {

/// What a run is: written once as config.json when the run starts.
struct RunFacts {
    Config config = {};
    std::vector<std::string> classes = {};
    /// Pictures by part.
    std::map<std::string, std::int64_t> pictures = {};
    /// Side of the pictures that the network saw, px.
    int imageSize = 0;
    /// Hash of the list of files (paths, labels, parts) that the run trains on.
    std::string dataFingerprint = {};
    std::string startWeightsHash = {}; ///< SHA-256 of the file the run started from; empty = random weights
    std::string started = {};          ///< UTC, "2026-01-31T12:00:00Z"
    std::map<std::string, std::string> versions = {}; ///< of lookaway and the libraries
};

/// One row of metrics.csv: an epoch.
struct EpochMetrics {
    int epoch = 0;
    std::map<std::string, double> values = {};
};

/// A run folder as it stands on disk.
struct RunRecord {
    enum class Status { Running, Interrupted, Finished };
    std::filesystem::path folder = {};
    Status status = Status::Interrupted;
    RunFacts facts = {};
    std::vector<EpochMetrics> epochs = {};
    /// Numbers of report.json under their stable names ("test.accuracy"); empty before the run is finished.
    std::map<std::string, double> results = {};
    /// Checkpoints; empty paths where there is none yet.
    std::filesystem::path last = {};
    std::filesystem::path best = {};
};

/// Reads a run folder; a missing, damaged or truncated file gets a sentence that names it.
Result<RunRecord> readRun(const std::filesystem::path& folder);
/// Whether the folder holds a run (a config.json of ours).
bool isRun(const std::filesystem::path& folder);

/// Names of the files in a run folder.
namespace runfile {
constexpr const char* configJson = "config.json";
constexpr const char* configToml = "config.toml";
constexpr const char* metrics = "metrics.csv";
constexpr const char* report = "report.json";
constexpr const char* log = "run.log";
constexpr const char* lock = ".lock";
constexpr const char* last = "last.safetensors";
constexpr const char* best = "best.safetensors";
constexpr const char* snapshots = "snapshots";
} // namespace runfile

} // namespace lookaway
