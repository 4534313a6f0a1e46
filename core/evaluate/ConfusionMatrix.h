// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lookaway {

/// How often class `truth` was called `predicted`. Torch-free; classes are indices in [0, classes()).
class ConfusionMatrix {
public:
    explicit ConfusionMatrix(std::size_t classes = 0);

    /// Counts one picture; indices outside the matrix break the contract (std::out_of_range).
    void add(std::size_t truth, std::size_t predicted);

    std::size_t classes() const { return m_classes; }
    std::uint64_t count(std::size_t truth, std::size_t predicted) const;
    /// Pictures whose true class it is (row sum).
    std::uint64_t support(std::size_t truth) const;
    /// Pictures that were given this class (column sum).
    std::uint64_t predictions(std::size_t predicted) const;
    std::uint64_t total() const;
    /// Rightly classified pictures (trace).
    std::uint64_t correct() const;

private:
    std::size_t m_classes;
    std::vector<std::uint64_t> m_counts;
};

} // namespace lookaway
