// SPDX-License-Identifier: MIT
#pragma once

#include "session/settings/Config.h"

#include <string>
#include <vector>

namespace lookaway {

/// Names of an enum's values in files and on the command line, in the order of the enum.
template <class Enum> std::vector<std::string> namesOf();

template <> inline std::vector<std::string> namesOf<FillKind>()
{
    return { "none", "zero", "one", "random", "blur", "mean" };
}
template <> inline std::vector<std::string> namesOf<Where>()
{
    return { "salient", "random-place", "least-salient" };
}
template <> inline std::vector<std::string> namesOf<Baseline>()
{
    return { "black", "mean" };
}
template <> inline std::vector<std::string> namesOf<OcclusionSpace>()
{
    return { "image", "network-input" };
}
template <> inline std::vector<std::string> namesOf<DistractionSchedule>()
{
    return { "online", "two-round" };
}
template <> inline std::vector<std::string> namesOf<OptimizerKind>()
{
    return { "adam", "adamw", "sgd" };
}
template <> inline std::vector<std::string> namesOf<ScheduleKind>()
{
    return { "constant", "step", "cosine" };
}
template <> inline std::vector<std::string> namesOf<Precision>()
{
    return { "auto", "fp32", "bf16", "fp16" };
}
template <> inline std::vector<std::string> namesOf<ClassWeighting>()
{
    return { "none", "inverse-frequency" };
}
template <> inline std::vector<std::string> namesOf<MemoryFormat>()
{
    return { "auto", "contiguous", "channels-last" };
}

/// Name of one value: nameOf(FillKind::Zero) is "zero".
template <class Enum> std::string nameOf(Enum value)
{
    return namesOf<Enum>().at(static_cast<std::size_t>(value));
}

} // namespace lookaway
