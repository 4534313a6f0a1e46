// SPDX-License-Identifier: MIT
#include "data/Sampler.h"

#include "base/Random.h"
#include "data/Dataset.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>

namespace lookaway {

Sampler::Sampler(const Dataset& dataset, const Options& options)
    : m_options(options)
    , m_pictures(dataset.size())
    , m_size(dataset.size())
{
    if (options.oversampleToNthLargest <= 0 || m_pictures == 0)
        return;
    std::map<std::int64_t, std::vector<std::size_t>> byClass;
    for (std::size_t item = 0; item < m_pictures; ++item)
        byClass[dataset.label(item)].push_back(item);
    std::vector<std::size_t> sizes;
    for (auto& [label, items] : byClass) {
        sizes.push_back(items.size());
        m_byClass.push_back(std::move(items));
    }
    std::sort(sizes.begin(), sizes.end(), std::greater<>());
    m_target = sizes[std::min<std::size_t>(static_cast<std::size_t>(options.oversampleToNthLargest), sizes.size()) - 1];
    for (const std::size_t size : sizes)
        m_size += m_target > size ? m_target - size : 0;
}

std::vector<std::size_t> Sampler::order(int epoch) const
{
    const auto epochNumber = static_cast<std::uint64_t>(epoch);
    std::vector<std::size_t> order(m_pictures);
    std::iota(order.begin(), order.end(), std::size_t(0));
    order.reserve(m_size);
    for (std::size_t c = 0; c < m_byClass.size(); ++c) {
        std::vector<std::size_t> items = m_byClass[c];
        std::size_t missing = m_target > items.size() ? m_target - items.size() : 0;
        for (; missing >= items.size(); missing -= items.size())
            order.insert(order.end(), items.begin(), items.end());
        Random(deriveSeed(m_options.seed, "oversample", epochNumber, c)).shuffle(items);
        order.insert(order.end(), items.begin(), items.begin() + static_cast<std::ptrdiff_t>(missing));
    }
    if (m_options.shuffle)
        Random(deriveSeed(m_options.seed, "shuffle", epochNumber)).shuffle(order);
    return order;
}

} // namespace lookaway
