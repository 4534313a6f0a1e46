// SPDX-License-Identifier: MIT
#pragma once

#include "RunJob.h"
#include "TinyData.h"
#include "session/TrainJob.h"

namespace lookaway::test {

/// Whether the run failed with a sentence or a hint that holds these words; prints what it said otherwise.
inline bool says(const Told& told, const char* part)
{
    const bool found = told.end().outcome == RunFinished::Outcome::Failed
        && told.end().error.message().find(part) != std::string::npos;
    if (!found)
        qWarning("%s", told.end().error.message().c_str());
    return found;
}

} // namespace lookaway::test
