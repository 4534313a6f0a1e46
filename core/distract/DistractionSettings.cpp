// SPDX-License-Identifier: MIT
#include "distract/DistractionSettings.h"

#include "base/Text.h"
#include "explain/Explainers.h"

namespace lookaway {

Result<void> validate(const DistractionSettings& settings)
{
    // Written as "not inside" so that NaN is refused too.
    const bool off = settings.fill == FillKind::None;
    if (!(settings.p <= 0.5 && (settings.p > 0 || (off && settings.p == 0))))
        return fail("The probability p of occluding a mini-batch is " + text(settings.p)
                + ", but must be above 0 and at most 0.5.",
            "The paper uses 0.25; choose the occlusion \"none\" to train without.");
    if (!(settings.threshold >= 0 && settings.threshold < 1))
        return fail("The heat threshold th is " + text(settings.threshold) + ", but must be at least 0 and below 1.",
            "The paper uses 0.85; a lower value hides more.");
    if (!findExplainer(settings.method)) {
        std::string known;
        for (const auto& entry : explainers())
            known += (known.empty() ? "" : ", ") + entry.id;
        return fail("There is no explanation \"" + settings.method + "\" to drive the distraction by.",
            "Choose one of " + known + ".");
    }
    return {};
}

} // namespace lookaway
