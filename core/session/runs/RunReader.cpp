// SPDX-License-Identifier: MIT
#include "session/runs/RunReader.h"

#include "base/AtomicFile.h"
#include "session/runs/CsvLog.h"
#include "session/runs/RunLock.h"

#include <nlohmann/json.hpp>

#include <charconv>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t maxJsonBytes = std::size_t{ 64 } << 20;

/// An ordinary file of the folder, or an empty path.
fs::path existing(const fs::path& path)
{
    std::error_code code;
    return fs::is_regular_file(path, code) ? path : fs::path();
}

std::vector<std::map<std::string, double>> readMetrics(const fs::path& path)
{
    std::vector<std::map<std::string, double>> epochs;
    const auto text = readFile(path, maxJsonBytes);
    if (!text)
        return epochs;
    const auto rows = csvRows(*text);
    for (std::size_t r = 1; r < rows.size(); ++r) {
        if (rows[r].size() != rows[0].size())
            continue;
        std::map<std::string, double> values;
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            const auto& cell = rows[r][c];
            double value = 0;
            if (std::from_chars(cell.data(), cell.data() + cell.size(), value).ec == std::errc{})
                values[rows[0][c]] = value;
        }
        epochs.push_back(std::move(values));
    }
    return epochs;
}

Result<std::map<std::string, double>> readResults(const fs::path& path)
{
    const auto text = readFile(path, maxJsonBytes);
    if (!text)
        return text.error();
    const auto root = nlohmann::json::parse(*text, nullptr, false);
    if (!root.is_object())
        return fail("The report '" + path.string() + "' is damaged or truncated.",
            "Resume the run: it is tested again and the report rewritten.");
    std::map<std::string, double> numbers;
    for (const auto& [name, value] : root.items())
        if (value.is_number())
            numbers[name] = value.get<double>();
    return numbers;
}

} // namespace

bool isRun(const fs::path& folder)
{
    return !existing(folder / runfile::configJson).empty();
}

Result<RunFacts> readRunFacts(const fs::path& folder)
{
    std::error_code code;
    if (!fs::is_directory(folder, code))
        return fail("There is no run folder '" + folder.string() + "'.");
    if (!isRun(folder))
        return fail("'" + folder.string() + "' is not a run folder: it has no config.json.",
            "Choose the folder that was given to the training as its output.");
    const auto path = folder / runfile::configJson;
    const auto text = readFile(path, maxJsonBytes);
    if (!text)
        return text.error();
    auto facts = parseRunFacts(*text, path.string());
    if (facts)
        facts->config.run.folder = folder.string(); // it may have been moved
    return facts;
}

Result<RunRecord> readRun(const fs::path& folder)
{
    auto facts = readRunFacts(folder);
    if (!facts)
        return facts.error();
    RunRecord record;
    record.folder = folder;
    record.facts = std::move(*facts);
    record.epochs = readMetrics(folder / runfile::metrics);
    record.last = existing(folder / runfile::last);
    record.best = existing(folder / runfile::best);
    const auto report = existing(folder / runfile::report);
    record.status = RunLock::held(folder) ? RunRecord::Status::Running
        : report.empty()                  ? RunRecord::Status::Interrupted
                                          : RunRecord::Status::Finished;
    if (!report.empty()) {
        auto results = readResults(report);
        if (!results)
            return results.error();
        record.results = std::move(*results);
    }
    return record;
}

} // namespace lookaway
