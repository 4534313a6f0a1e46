// SPDX-License-Identifier: MIT
#include "data/Split.h"

#include "base/Random.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace lookaway {

static std::vector<bool> splitItems(
    const std::vector<SplitItem>& items, double share, std::uint64_t seed, std::string_view purpose)
{
    std::map<std::int64_t, std::vector<std::size_t>> byClass;
    for (std::size_t i = 0; i < items.size(); ++i)
        byClass[items[i].label].push_back(i);
    std::vector<bool> chosen(items.size());
    for (auto& [label, members] : byClass) {
        if (members.size() < 2)
            continue; // one picture cannot be divided: it stays
        Random(deriveSeed(seed, purpose, static_cast<std::uint64_t>(label))).shuffle(members);
        const auto wanted = static_cast<std::size_t>(std::llround(share * static_cast<double>(members.size())));
        const std::size_t count = std::clamp<std::size_t>(wanted, 1, members.size() - 1);
        for (std::size_t i = 0; i < count; ++i)
            chosen[members[i]] = true;
    }
    return chosen;
}

static std::vector<bool> splitGroups(
    const std::vector<SplitItem>& items, double share, std::uint64_t seed, std::string_view purpose)
{
    // Members of each group; pictures without one are groups of their own, named by their index.
    std::map<std::string, std::vector<std::size_t>> named;
    std::map<std::int64_t, double> classSize;
    for (std::size_t i = 0; i < items.size(); ++i) {
        named[items[i].group.empty() ? '\0' + std::to_string(i) : items[i].group].push_back(i);
        ++classSize[items[i].label];
    }
    std::vector<std::vector<std::size_t>> groups;
    groups.reserve(named.size());
    for (auto& [name, members] : named)
        groups.push_back(std::move(members));
    Random(deriveSeed(seed, purpose)).shuffle(groups);

    std::vector<bool> chosen(items.size());
    std::map<std::int64_t, double> moved;
    std::size_t movedGroups = 0;
    const auto move = [&](const std::vector<std::size_t>& members) {
        for (const std::size_t i : members) {
            chosen[i] = true;
            ++moved[items[i].label];
        }
        ++movedGroups;
    };
    for (const auto& members : groups) {
        std::map<std::int64_t, double> counts;
        for (const std::size_t i : members)
            ++counts[items[i].label];
        // Does moving the group bring the classes nearer to their share (squared distance, per picture of a class)?
        double change = 0;
        for (const auto& [label, count] : counts) {
            const double before = moved[label] - share * classSize[label];
            change += count * (2 * before + count) / classSize[label];
        }
        if (change < 0 && movedGroups + 1 < groups.size())
            move(members);
    }
    if (movedGroups == 0 && groups.size() > 1)
        move(*std::min_element(
            groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); }));
    return chosen;
}

std::vector<bool> splitOff(
    const std::vector<SplitItem>& items, double share, std::uint64_t seed, std::string_view purpose)
{
    if (!(share > 0))
        return std::vector<bool>(items.size());
    const bool grouped = std::any_of(items.begin(), items.end(), [](const SplitItem& i) { return !i.group.empty(); });
    return grouped ? splitGroups(items, share, seed, purpose) : splitItems(items, share, seed, purpose);
}

} // namespace lookaway
