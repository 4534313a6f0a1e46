// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lookaway {

/// What a split needs to know of a picture.
struct SplitItem {
    std::int64_t label = 0;
    /// Never divided; empty = a group of its own.
    std::string group = {};
};

/// Chooses a share of the items to be split off, as flags in the items' order. Without groups exactly
/// round(share * n) of every class with n items, but at least one and never all of them (for 0 < share < 1, n > 1).
/// With groups whole groups are moved, so that every class comes as close to its share as the groups allow, and at
/// least one group stays. Deterministic in (items, share, seed, purpose).
std::vector<bool> splitOff(
    const std::vector<SplitItem>& items, double share, std::uint64_t seed, std::string_view purpose);

} // namespace lookaway
