// SPDX-License-Identifier: MIT
#pragma once

#include "session/Session.h"

#include <functional>
#include <vector>

namespace lookaway::test {

/// Everything that a run told.
struct Told {
    std::vector<Event> events;

    const RunFinished& end() const { return std::get<RunFinished>(events.back()); }
    template <class T> std::vector<T> all() const
    {
        std::vector<T> found;
        for (const auto& event : events)
            if (const auto* one = std::get_if<T>(&event))
                found.push_back(*one);
        return found;
    }
};

/// Runs a job to its end. `during` is called with every event and the session.
inline Told perform(Job job, const std::function<void(const Event&, Session&)>& during = {})
{
    Told told;
    Session* self = nullptr;
    Session session([&](const Event& event) {
        told.events.push_back(event);
        if (during)
            during(event, *self);
    });
    self = &session;
    if (!session.start(std::move(job)))
        qFatal("refused");
    session.wait();
    return told;
}

} // namespace lookaway::test
