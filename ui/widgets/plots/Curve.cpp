// SPDX-License-Identifier: MIT
#include "widgets/plots/Curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lookaway {

Smoother::Smoother(double weight)
    : m_weight(std::clamp(weight, 0.0, 0.9999))
{
}

double Smoother::add(double value)
{
    if (std::isfinite(value)) {
        m_sum = m_weight * m_sum + (1 - m_weight) * value;
        m_share = m_weight * m_share + (1 - m_weight);
    }
    return m_share > 0 ? m_sum / m_share : std::numeric_limits<double>::quiet_NaN();
}

namespace {

double percentile(std::vector<double>& values, double share)
{
    const double at = share * double(values.size() - 1);
    const auto below = std::size_t(at);
    const auto first = values.begin() + std::ptrdiff_t(below);
    std::nth_element(values.begin(), first, values.end());
    const double low = *first;
    if (below + 1 == values.size())
        return low;
    return low + (at - double(below)) * (*std::min_element(first + 1, values.end()) - low);
}

} // namespace

std::optional<ValueRange> percentileRange(std::vector<double> values, double low, double high)
{
    values.erase(
        std::remove_if(values.begin(), values.end(), [](double v) { return !std::isfinite(v); }), values.end());
    if (values.empty())
        return std::nullopt;
    return ValueRange{ percentile(values, low), percentile(values, high) };
}

ValueRange padded(const ValueRange& values, bool logarithmic)
{
    constexpr double kRoom = 0.06;
    if (logarithmic) {
        const double low = std::max(values.low, 1e-300);
        const double high = std::max(values.high, low);
        const double factor = high / low < 1.001 ? 1.5 : std::pow(high / low, kRoom);
        return { low / factor, high * factor };
    }
    double room = values.size() * kRoom;
    if (room <= 1e-9 * std::max(std::abs(values.low), std::abs(values.high)))
        room = std::max(std::abs(values.low) * 0.1, 1e-9);
    if (values.low == 0 && values.high == 0)
        room = 1;
    return { values.low - room, values.high + room };
}

} // namespace lookaway
