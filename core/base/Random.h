// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace lookaway {

/// Seed of an independent random stream: a hash of the run's seed, what the stream is for, and up to two counters
/// (epoch and picture, step, ...). Streams derived this way need no saved state: resuming at step n derives the same
/// stream again, and results do not depend on how many threads draw.
std::uint64_t deriveSeed(std::uint64_t seed, std::string_view purpose, std::uint64_t a = 0, std::uint64_t b = 0);

/// A seeded random generator (xoshiro256**, Blackman & Vigna 2018, state filled by SplitMix64) with its own
/// distributions, so that a seed means the same numbers on every platform. Not thread-safe: one per stream.
class Random {
public:
    using State = std::array<std::uint64_t, 4>;

    explicit Random(std::uint64_t seed);

    std::uint64_t next();
    /// Uniform in [0, 1), 53 bits.
    double uniform();
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Uniform integer in [0, n), without modulo bias; n > 0.
    std::uint64_t below(std::uint64_t n);
    /// Uniform integer in [low, high].
    std::int64_t between(std::int64_t low, std::int64_t high);
    bool bernoulli(double probability) { return uniform() < probability; }
    /// Standard normal (Box-Muller, one value per call).
    double normal();

    /// Fisher-Yates.
    template <class T> void shuffle(std::vector<T>& items)
    {
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[below(i)]);
    }

    State state() const { return m_state; }
    void restore(const State& state) { m_state = state; }

private:
    State m_state;
};

} // namespace lookaway
