// SPDX-License-Identifier: MIT
#include "session/DemoJob.h"

namespace lookaway {

Job demoDataJob(std::filesystem::path folder, DemoSettings settings, Job next)
{
    return [folder = std::move(folder), settings, next = std::move(next)](JobContext& context) -> Result<std::string> {
        const auto drawn = generateDemoData(folder, settings, context.token, [&](std::size_t done, std::size_t total) {
            context.emit(Progress{
                "Drawing the demo pictures", static_cast<std::int64_t>(done), static_cast<std::int64_t>(total) });
        });
        if (!drawn)
            return drawn.error();
        return next ? next(context) : Result<std::string>(std::string());
    };
}

} // namespace lookaway
