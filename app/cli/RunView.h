// SPDX-License-Identifier: MIT
#pragma once

#include "session/runs/Event.h"

#include <chrono>
#include <string>

namespace lookaway::cli {

/// Shows on stderr how a run goes: a bar that is redrawn in place on a terminal, plain lines (one per epoch, and one
/// every ten seconds within long ones) elsewhere. Called by one thread at a time.
class RunView {
public:
    /// `title` leads every line when several runs follow each other ("baseline"); may be empty.
    explicit RunView(std::string title = {});
    ~RunView();
    RunView(const RunView&) = delete;
    RunView& operator=(const RunView&) = delete;

    void show(const Event& event);
    /// A line of its own above the bar.
    void line(const std::string& text);
    /// Something counted: "Drawing 30/200".
    void progress(const std::string& what, std::int64_t done, std::int64_t total);

private:
    using Clock = std::chrono::steady_clock;
    void on(const RunStarted& event);
    void on(const Progress& event) { progress(event.stage, event.done, event.total); }
    void on(const StepDone& event);
    void on(const EpochDone& event);
    void on(const BatchOccluded&) { }
    void on(const SettingChanged& event);
    void on(const CheckpointWritten&) { }
    void on(const TrainingWarning& event) { line("Warning: " + event.text); }
    void on(const TrainingNote& event) { line(event.text); }
    void on(const Evaluated& event);
    void on(const ProbesExplained& event);
    void on(const RunFinished& event);

    /// A line that the next one replaces; elsewhere than on a terminal it is printed every ten seconds.
    void status(const std::string& text, double share);
    void clearStatus();
    std::string prefix() const { return m_title.empty() ? "" : m_title + "  "; }

    std::string m_title;
    bool m_terminal;
    bool m_drawn = false;
    int m_epochs = 0;
    std::int64_t m_epochOccluded = 0;
    int m_occludedEpoch = -1;
    std::string m_stage;
    Clock::time_point m_shown;
    Clock::time_point m_drawnAt;
};

} // namespace lookaway::cli
