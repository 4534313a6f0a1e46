// SPDX-License-Identifier: MIT
#include "bridge/RunPartner.h"

#include "session/settings/ConfigFile.h"

#include <QCoreApplication>

#include <algorithm>

namespace lookaway {

namespace {

struct Arm {
    Q_DECLARE_TR_FUNCTIONS(Arm)
};

/// What decides about the result of a run, besides the occlusion.
std::string recipe(Config config)
{
    config.distraction = {};
    config.explain = {};
    config.run = {};
    config.data.cacheMegabytes = {};
    config.data.loaderThreads = {};
    return toToml(config);
}

} // namespace

QString armName(FillKind fill)
{
    switch (fill) {
    case FillKind::None:
        return Arm::tr("baseline");
    case FillKind::Zero:
        return Arm::tr("0-occlusion");
    case FillKind::One:
        return Arm::tr("1-occlusion");
    case FillKind::Random:
        return Arm::tr("R-occlusion");
    case FillKind::Blur:
        return Arm::tr("blur occlusion");
    case FillKind::Mean:
        break;
    }
    return Arm::tr("mean occlusion");
}

Config baselineOf(Config config)
{
    config.distraction.fill = FillKind::None;
    config.run.folder.clear();
    config.run.snapshotBatches = 0;
    return config;
}

bool comparable(const Config& a, const Config& b)
{
    return recipe(a) == recipe(b);
}

const RunSummary* partnerOf(const Config& config, const std::vector<RunSummary>& runs)
{
    const bool baseline = config.distraction.fill == FillKind::None;
    const auto found = std::find_if(runs.begin(), runs.end(), [&](const RunSummary& run) {
        const Config& other = run.facts.config;
        return run.problem.empty() && run.status == RunRecord::Status::Finished
            && baseline != (other.distraction.fill == FillKind::None) && comparable(config, other);
    });
    return found == runs.end() ? nullptr : &*found;
}

} // namespace lookaway
