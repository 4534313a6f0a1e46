// SPDX-License-Identifier: MIT
#pragma once

#include "session/runs/Event.h"

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <variant>

namespace lookaway {

/// What waits to be told on the GUI thread. Filled by the session's thread, emptied by the GUI's, bounded: a new
/// Progress or BatchOccluded replaces the one that waits, and when kMost entries wait the oldest StepDone goes.
class EventMailbox {
public:
    using Action = std::function<void()>;
    using Entry = std::variant<Event, std::shared_ptr<const BatchOccluded>, Action>;
    static constexpr std::size_t kMost = 4096;

    /// `wake` is called, on the thread that puts, when the box was empty; it must not block.
    explicit EventMailbox(std::function<void()> wake);

    void put(const Event& event);
    void put(Action action);
    /// Everything that waits, oldest first.
    std::deque<Entry> take();
    /// From now on nothing is kept and nobody woken: the receiver is going away.
    void close();

private:
    void add(Entry entry);

    std::mutex m_mutex;
    std::deque<Entry> m_entries;
    std::function<void()> m_wake;
    bool m_closed = false;
};

} // namespace lookaway
