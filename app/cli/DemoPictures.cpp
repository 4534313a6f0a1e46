// SPDX-License-Identifier: MIT
#include "DemoPictures.h"

#include "RunView.h"
#include "shared/StopSignals.h"

namespace lookaway::cli {

Result<DemoSummary> makeDemoPictures(const std::filesystem::path& folder, const DemoSettings& settings, RunView& view)
{
    CancelSource cancel;
    const StopSignals signals([&] { cancel.cancel(); });
    return generateDemoData(folder, settings, cancel.token(), [&](std::size_t done, std::size_t total) {
        view.progress("Drawing pictures", static_cast<std::int64_t>(done), static_cast<std::int64_t>(total));
    });
}

} // namespace lookaway::cli
