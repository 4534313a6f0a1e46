// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lookaway {

class Dataset;

/// In which order an epoch visits the pictures. Stateless: the order of an epoch is derived from (seed, epoch), so
/// that resuming needs no saved state. Thread-safe.
class Sampler {
public:
    struct Options {
        bool shuffle = true;
        std::uint64_t seed = 0;
        /// Classes below the n-th largest are oversampled up to its size: every picture as often as fits, the rest
        /// drawn anew in every epoch. 0 = off; beyond the number of classes = the smallest class (nothing happens).
        int oversampleToNthLargest = 0;
    };

    Sampler(const Dataset& dataset, const Options& options);

    /// Pictures per epoch, repeats included.
    std::size_t size() const { return m_size; }
    /// Indices into the dataset; without shuffle in the dataset's order, repeats at the end.
    std::vector<std::size_t> order(int epoch) const;

private:
    Options m_options;
    std::vector<std::vector<std::size_t>> m_byClass;
    std::size_t m_pictures = 0;
    std::size_t m_target = 0;
    std::size_t m_size = 0;
};

} // namespace lookaway
