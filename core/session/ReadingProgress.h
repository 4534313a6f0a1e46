// SPDX-License-Identifier: MIT
#pragma once

#include "session/runs/Event.h"

#include <cstddef>
#include <functional>

namespace lookaway {

/// For OpenOptions::progress: tells Progress{"Reading the data"}, a hundred times for whatever number of pictures.
std::function<void(std::size_t done, std::size_t total)> readingProgress(EventSink emit);

} // namespace lookaway
