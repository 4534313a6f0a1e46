// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/RunController.h"

#include <QStatusBar>
#include <QTimer>

class QLabel;
class QProgressBar;
class QToolButton;

namespace lookaway {

/// The window's status bar: what is going on, how far, how long yet, on what device, how fast, with how much memory,
/// and a button that stops it. Listens to the controller.
class StatusLine : public QStatusBar {
    Q_OBJECT

public:
    StatusLine(RunController& controller, QWidget* parent);

    /// What goes on beside the controller's work, in words; shown while that rests. Empty = nothing.
    void setTask(const QString& task);

Q_SIGNALS:
    void cancelRequested();

private:
    void showState();
    void showProgress(const QString& stage, std::int64_t done, std::int64_t total);
    void showMemory();

    RunController& m_controller;
    QLabel* m_stage;
    QProgressBar* m_bar;
    QLabel* m_left;
    QLabel* m_speed;
    QLabel* m_device;
    QLabel* m_memory;
    QToolButton* m_cancel;
    QTimer m_everyTwoSeconds;
    QString m_task;
    int m_epochs = 0;
};

/// "1 h 05 min", "2 min 10 s", "8 s".
QString durationText(double seconds);
/// Resident memory of this process in bytes; 0 where it cannot be known.
std::int64_t residentMemory();

} // namespace lookaway
