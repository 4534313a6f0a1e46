// SPDX-License-Identifier: MIT
// The reader of figure files takes any bytes: it returns a figure that can be written and read again, or a sentence.
#include "compare/FigureFile.h"
#include "session/Startup.h"
#include "session/settings/SettingsBuilder.h"

#include <cstdint>
#include <cstdlib>

namespace lookaway {

// In place of the program's tables: a setting of each type, and methods; and of its machine: one thread.

int defaultThreads()
{
    return 1;
}

const std::vector<Setting>& settings()
{
    static const std::vector<Setting> rows = [] {
        table::Table made;
        constexpr auto explain = &Config::explain;
        made.add(explain, &ExplainSettings::seed, "explain.seed", "explain-seed", "Seed", "").in(table::from(0, 9e18));
        made.add(explain, &ExplainSettings::smoothNoise, "explain.smooth_noise", "smooth-noise", "Noise", "")
            .in(table::from(0, 10));
        made.add(explain, &ExplainSettings::baseline, "explain.baseline", "baseline", "Baseline", "");
        return made.take();
    }();
    return rows;
}

const std::vector<MethodFact>& explanationMethods()
{
    static const std::vector<MethodFact> methods = { { "grad-cam", "Grad-CAM" }, { "lime", "LIME" } };
    return methods;
}

} // namespace lookaway

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace lookaway;
    const auto figure = parseFigure({ reinterpret_cast<const char*>(data), size }, "fuzz.toml");
    if (!figure.ok()) {
        if (figure.error().what.rfind("fuzz.toml", 0) != 0)
            std::abort();
        return 0;
    }
    const auto text = figureToml(*figure);
    const auto again = parseFigure(text, "written.toml");
    if (!again.ok() || figureToml(*again) != text || !(again->comparison.pictures == figure->comparison.pictures)
        || !(again->comparison.columns == figure->comparison.columns)
        || !(again->comparison.models == figure->comparison.models)
        || !(again->comparison.rowClass == figure->comparison.rowClass) || again->caption != figure->caption)
        std::abort();
    return 0;
}
