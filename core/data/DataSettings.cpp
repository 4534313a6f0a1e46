// SPDX-License-Identifier: MIT
#include "data/DataSettings.h"

#include <algorithm>
#include <thread>

namespace lookaway {

int resolvedLoaderThreads(const DataSettings& settings)
{
    if (settings.loaderThreads > 0)
        return settings.loaderThreads;
    return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 8);
}

} // namespace lookaway
