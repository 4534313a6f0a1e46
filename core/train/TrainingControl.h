// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "distract/DistractionSettings.h"

#include <condition_variable>
#include <mutex>
#include <optional>

namespace lookaway {

/// The settings that may change while a run goes on; what is empty stays as it is.
struct SettingsChange {
    std::optional<double> p = {};
    std::optional<double> threshold = {};
    std::optional<FillKind> fill = {};
    std::optional<Where> where = {};
    std::optional<double> learningRate = {};

    bool empty() const { return !p && !threshold && !fill && !where && !learningRate; }
};

/// The mailbox between whoever steers a run (window, signal handler's thread) and the Trainer, which reads it between
/// mini-batches. All functions may be called from any thread; the last word counts. Cancelling is the CancelToken's.
class TrainingControl {
public:
    void pause();
    void resume();
    /// Ends the run as completed after the present mini-batch: validates, keeps best and last.
    void stopAndKeep();
    void change(const SettingsChange& change);

    // The Trainer's side.
    bool paused();
    bool stopRequested();
    /// The changes since the previous call, later ones on top of earlier ones.
    SettingsChange takeChange();
    /// Returns when the run is not paused (any more), is to stop, or the token is cancelled.
    void waitWhilePaused(const CancelToken& token);

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_paused = false;
    bool m_stop = false;
    SettingsChange m_change;
};

} // namespace lookaway
