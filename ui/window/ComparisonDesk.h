// SPDX-License-Identifier: MIT
#pragma once

#include "session/settings/Config.h"

#include <QObject>

namespace lookaway {

class RunController;
class RunsPanel;
class TrainingDesk;
class TrainPage;

/// Leads from a run to what it is compared with. To a run with occlusion that has no baseline yet, its evaluation
/// offers to train one; where both are there, it says how they differ and shows them side by side: in the table of the
/// Runs panel, and with the curves of one laid over those of the other.
class ComparisonDesk : public QObject {
    Q_OBJECT

public:
    struct Parts {
        RunController& controller;
        TrainingDesk& training;
        TrainPage* page;
        RunsPanel* runs;
    };
    ComparisonDesk(const Parts& parts, QObject* parent);

    /// What there is to do about the run in this folder, as a button says it; empty = nothing.
    QString offer(const QString& folder) const;
    /// Does it.
    void accept(const QString& folder);

Q_SIGNALS:
    void baselineRequested(const lookaway::Config& config);
    /// Both runs are selected in the Runs panel, which is to be shown now.
    void sideBySideRequested();

private:
    void update();

    Parts m_parts;
};

} // namespace lookaway
