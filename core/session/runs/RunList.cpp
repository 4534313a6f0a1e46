// SPDX-License-Identifier: MIT
#include "session/runs/RunList.h"

#include "session/runs/RunLock.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

constexpr int levelsBelow = 2;

bool isFile(const fs::path& path)
{
    std::error_code code;
    return fs::is_regular_file(path, code);
}

/// Other programs call their files config.json too: a damaged run must also have the metrics of one.
bool looksLikeRun(const fs::path& folder)
{
    return isFile(folder / runfile::metrics) && (isRun(folder) || isFile(folder / runfile::last));
}

fs::path firstSnapshot(const fs::path& folder)
{
    fs::path first;
    std::error_code code;
    for (fs::directory_iterator at(folder / runfile::snapshots, code), end; !code && at != end; at.increment(code))
        if (at->path().extension() == ".png" && (first.empty() || at->path() < first))
            first = at->path();
    return first;
}

/// What remains to be said about a run that readRun() refuses.
void describeDamaged(RunSummary& run)
{
    if (auto facts = readRunFacts(run.folder))
        run.facts = std::move(*facts);
    for (const auto& [path, file] : { std::pair(&run.last, runfile::last), std::pair(&run.best, runfile::best) })
        if (isFile(run.folder / file))
            *path = run.folder / file;
    if (RunLock::held(run.folder))
        run.status = RunRecord::Status::Running;
}

void search(const fs::path& folder, int levels, const CancelToken& cancel, std::vector<RunSummary>& runs)
{
    if (readRunFacts(folder) || looksLikeRun(folder)) {
        runs.push_back(summariseRun(folder));
        return; // there is no run inside a run
    }
    std::error_code code;
    std::vector<fs::path> below;
    for (fs::directory_iterator at(folder, code), end; levels > 0 && !code && at != end; at.increment(code)) {
        std::error_code ignored;
        if (cancel.cancelled())
            return;
        if (at->is_directory(ignored) && !at->is_symlink(ignored) && at->path().filename().string().front() != '.')
            below.push_back(at->path());
    }
    for (const auto& path : below)
        if (!cancel.cancelled())
            search(path, levels - 1, cancel, runs);
}

} // namespace

RunSummary summariseRun(const fs::path& folder)
{
    RunSummary run;
    run.folder = folder;
    run.snapshot = firstSnapshot(folder);
    auto record = readRun(folder);
    if (record) {
        run.status = record->status;
        run.facts = std::move(record->facts);
        run.epochsDone = static_cast<int>(record->epochs.size());
        if (!record->epochs.empty())
            run.lastEpoch = std::move(record->epochs.back());
        run.results = std::move(record->results);
        run.last = std::move(record->last);
        run.best = std::move(record->best);
    } else {
        run.problem = record.error().message();
        describeDamaged(run);
    }
    const auto& distraction = run.facts.config.distraction;
    const bool twoRounds = distraction.schedule == DistractionSchedule::TwoRound && distraction.fill != FillKind::None;
    run.epochs = run.facts.config.training.epochs * (twoRounds ? 2 : 1);
    return run;
}

std::vector<RunSummary> listRuns(const fs::path& root, const CancelToken& cancel)
{
    std::vector<RunSummary> runs;
    search(root, levelsBelow, cancel, runs);
    std::sort(runs.begin(), runs.end(), [](const RunSummary& a, const RunSummary& b) {
        return std::tie(b.facts.started, a.folder) < std::tie(a.facts.started, b.folder);
    });
    return runs;
}

} // namespace lookaway
