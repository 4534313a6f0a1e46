// SPDX-License-Identifier: MIT
#pragma once

#include "compare/FigureSpec.h"
#include "session/settings/Settings.h"

#include <variant>
#include <vector>

namespace lookaway {

/// A setting of a figure's style that is a number, a switch or a text: what its file and its validation know of it.
struct StyleSetting {
    using Field =
        std::variant<double FigureStyle::*, int FigureStyle::*, bool FigureStyle::*, std::string FigureStyle::*>;
    const char* key = ""; ///< "width_mm"
    Field field = {};
    const char* help = ""; ///< what it is, with its unit, for the file
    Range range = {};      ///< of numbers
};

/// All but `scale` and `colors`, which are choices.
const std::vector<StyleSetting>& styleSettings();

} // namespace lookaway
