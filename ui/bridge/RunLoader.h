// SPDX-License-Identifier: MIT
#pragma once

#include "session/runs/RunReader.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace lookaway {

/// All that a run folder tells, for showing it again.
struct LoadedRun {
    RunRecord record = {};
    std::vector<StepDone> steps = {};
    std::vector<EpochDone> epochs = {};
    std::vector<SettingChanged> changes = {};
    std::vector<std::shared_ptr<const ProbesExplained>> probes = {};
};
/// Without the probes when only the curves are wanted.
Result<std::shared_ptr<const LoadedRun>> loadRun(const QString& folder, bool withProbes);

/// Reads run folders off the GUI thread. Of several requests of a kind only the latest is answered.
class RunLoader : public QObject {
    Q_OBJECT

public:
    explicit RunLoader(QObject* parent = nullptr);

    /// `loaded` or `failed` follows.
    void load(const QString& folder);
    /// `curvesLoaded` follows; runs that cannot be read are left out.
    void loadCurves(const QStringList& folders);
    /// What is on its way is not told any more.
    void forget() { ++m_request; }

Q_SIGNALS:
    void loaded(std::shared_ptr<const lookaway::LoadedRun> run);
    void failed(const QString& folder, const lookaway::Error& error);
    void curvesLoaded(const std::vector<std::shared_ptr<const lookaway::LoadedRun>>& runs);

private:
    int m_request = 0;
    int m_curvesRequest = 0;
};

} // namespace lookaway
