// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

namespace lookaway {

// The arithmetic behind a plot, without a window.

struct ValueRange {
    double low = 0;
    double high = 0;
    double size() const { return high - low; }
};

/// Exponential moving average that does not lean towards its start: after n values it is
/// sum(w^(n-i) x_i) / sum(w^(n-i)), i = 1..n. Weight 0 hands the values through.
class Smoother {
public:
    /// `weight` is cut to [0, 0.9999].
    explicit Smoother(double weight = 0);
    /// The average with this value in it. A value that is not finite is passed over: the average stays (NaN before the
    /// first finite one).
    double add(double value);
    double weight() const { return m_weight; }

private:
    double m_weight = 0;
    double m_sum = 0;
    double m_share = 0;
};

/// Percentiles with linear interpolation between neighbours (as numpy's default) of the finite values; `low` and `high`
/// in [0, 1], 0 and 1 give the extremes. nullopt when there is none. The values are reordered.
std::optional<ValueRange> percentileRange(std::vector<double> values, double low, double high);

/// A range to draw `values` in: with room at both ends, never empty. Logarithmic: both ends stay positive.
ValueRange padded(const ValueRange& values, bool logarithmic);

} // namespace lookaway
