// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/RunController.h"
#include "bridge/RunLoader.h"

#include <QObject>

namespace lookaway {

class LiveControls;
class ProbePanel;
class SetupPanel;
class TrainPage;

/// Puts the widgets of the Train workspace and the controller together: what a training tells goes to the strip, the
/// curves and the probes; what a person changes goes to the training. Also shows runs that are over.
class TrainingDesk : public QObject {
    Q_OBJECT

public:
    struct Parts {
        TrainPage* page;
        SetupPanel* setup;
        LiveControls* live;
        ProbePanel* probes;
    };
    TrainingDesk(RunController& controller, const Parts& parts, QObject* parent);

    /// Shows a run folder: settings, curves, probes. Refused, with a message, while a training goes on.
    void open(const QString& folder);
    /// Lays the curves of these runs over those of the present one.
    void overlay(const QStringList& folders);
    /// Tests the run that is shown.
    void evaluate(const QString& folder);
    /// The run that is shown; empty before the first.
    QString shown() const { return m_shown; }

Q_SIGNALS:
    void shownChanged(const QString& folder);
    void openFailed(const lookaway::Error& error);
    /// The settings of a training that begins or is shown now stand in the form; their folder is empty.
    void configShown(const lookaway::Config& config);

private:
    void listen();
    void begin(const Config& config, const QString& folder);
    void showLoaded(const LoadedRun& run);
    void showState();

    RunController& m_controller;
    Parts m_parts;
    RunLoader m_loader;
    QString m_shown;
};

} // namespace lookaway
