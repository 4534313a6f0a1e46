// SPDX-License-Identifier: MIT
#include "evaluate/ConfusionMatrix.h"

#include <numeric>
#include <stdexcept>

namespace lookaway {

ConfusionMatrix::ConfusionMatrix(std::size_t classes)
    : m_classes(classes)
    , m_counts(classes * classes)
{
}

void ConfusionMatrix::add(std::size_t truth, std::size_t predicted)
{
    if (truth >= m_classes || predicted >= m_classes)
        throw std::out_of_range("a class outside the confusion matrix");
    ++m_counts[truth * m_classes + predicted];
}

std::uint64_t ConfusionMatrix::count(std::size_t truth, std::size_t predicted) const
{
    if (truth >= m_classes || predicted >= m_classes)
        throw std::out_of_range("a class outside the confusion matrix");
    return m_counts[truth * m_classes + predicted];
}

std::uint64_t ConfusionMatrix::support(std::size_t truth) const
{
    std::uint64_t sum = 0;
    for (std::size_t predicted = 0; predicted < m_classes; ++predicted)
        sum += count(truth, predicted);
    return sum;
}

std::uint64_t ConfusionMatrix::predictions(std::size_t predicted) const
{
    std::uint64_t sum = 0;
    for (std::size_t truth = 0; truth < m_classes; ++truth)
        sum += count(truth, predicted);
    return sum;
}

std::uint64_t ConfusionMatrix::total() const
{
    return std::accumulate(m_counts.begin(), m_counts.end(), std::uint64_t{ 0 });
}

std::uint64_t ConfusionMatrix::correct() const
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < m_classes; ++i)
        sum += count(i, i);
    return sum;
}

} // namespace lookaway
