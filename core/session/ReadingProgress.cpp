// SPDX-License-Identifier: MIT
#include "session/ReadingProgress.h"

namespace lookaway {

std::function<void(std::size_t, std::size_t)> readingProgress(EventSink emit)
{
    return [emit = std::move(emit), told = std::size_t{ 0 }](std::size_t done, std::size_t total) mutable {
        const std::size_t percent = total == 0 ? 100 : done * 100 / total;
        if (percent == told && done != total)
            return;
        told = percent;
        emit(Progress{ "Reading the data", static_cast<std::int64_t>(done), static_cast<std::int64_t>(total) });
    };
}

} // namespace lookaway
