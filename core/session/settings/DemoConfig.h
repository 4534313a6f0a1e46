// SPDX-License-Identifier: MIT
#pragma once

#include "data/DemoDataset.h"
#include "session/settings/Config.h"

#include <cstdint>
#include <string>

namespace lookaway {

/// The pictures of the demonstration.
DemoSettings demoPictures();

/// The settings of the demonstration's trainings: small_cnn from random weights on demoPictures(), in about a minute on
/// two cores. Two runs that differ in `fill` only (None is the baseline) show what distraction does.
Config demoConfig(const std::string& pictures, const std::string& run, FillKind fill, std::uint64_t seed);

} // namespace lookaway
