// SPDX-License-Identifier: MIT
#include "bridge/EventMailbox.h"

#include <algorithm>

namespace lookaway {

namespace {

bool isStep(const EventMailbox::Entry& entry)
{
    const auto* event = std::get_if<Event>(&entry);
    return event && std::holds_alternative<StepDone>(*event);
}

bool isProgress(const EventMailbox::Entry& entry)
{
    const auto* event = std::get_if<Event>(&entry);
    return event && std::holds_alternative<Progress>(*event);
}

bool isBatch(const EventMailbox::Entry& entry)
{
    return std::holds_alternative<std::shared_ptr<const BatchOccluded>>(entry);
}

} // namespace

EventMailbox::EventMailbox(std::function<void()> wake)
    : m_wake(std::move(wake))
{
}

void EventMailbox::put(const Event& event)
{
    if (const auto* batch = std::get_if<BatchOccluded>(&event))
        add(std::make_shared<const BatchOccluded>(*batch)); // copied once; from here on it is shared
    else
        add(event);
}

void EventMailbox::put(Action action)
{
    add(std::move(action));
}

void EventMailbox::add(Entry entry)
{
    const std::lock_guard lock(m_mutex);
    if (m_closed)
        return;
    const auto drop = [&](bool (*what)(const Entry&)) {
        const auto old = std::find_if(m_entries.begin(), m_entries.end(), what);
        if (old != m_entries.end())
            m_entries.erase(old);
    };
    if (isBatch(entry))
        drop(isBatch);
    else if (isProgress(entry))
        drop(isProgress);
    if (m_entries.size() >= kMost)
        drop(isStep);
    m_entries.push_back(std::move(entry));
    if (m_entries.size() == 1)
        m_wake();
}

std::deque<EventMailbox::Entry> EventMailbox::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_entries, {});
}

void EventMailbox::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_entries.clear();
}

} // namespace lookaway
