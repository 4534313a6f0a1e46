// SPDX-License-Identifier: MIT
#include "widgets/pictures/BatchHistory.h"

#include <algorithm>

namespace lookaway {

namespace {

std::size_t bytesOf(const BatchOccluded& batch)
{
    std::size_t bytes = 0;
    for (const OccludedPicture& picture : batch.pictures)
        bytes += picture.original.pixels.size() + picture.occluded.pixels.size()
            + (picture.heat.values.size() + picture.mask.values.size()) * sizeof(float);
    return bytes;
}

} // namespace

BatchHistory::BatchHistory(int length, std::size_t bytes)
    : m_length(std::max(1, length))
    , m_budget(bytes)
{
}

void BatchHistory::setLength(int length)
{
    m_length = std::max(1, length);
    trim();
}

void BatchHistory::setBudget(std::size_t bytes)
{
    m_budget = bytes;
    trim();
}

void BatchHistory::push(std::shared_ptr<const BatchOccluded> batch)
{
    const std::size_t size = bytesOf(*batch);
    m_entries.push_back({ ++m_lastSerial, std::move(batch), size });
    m_bytes += size;
    trim();
}

void BatchHistory::clear()
{
    m_entries.clear();
    m_bytes = 0;
}

int BatchHistory::positionOf(std::uint64_t serial) const
{
    // Serials are consecutive.
    if (m_entries.empty() || serial < m_entries.front().serial || serial > m_entries.back().serial)
        return -1;
    return static_cast<int>(serial - m_entries.front().serial);
}

void BatchHistory::trim()
{
    while (m_entries.size() > 1 && (size() > m_length || m_bytes > m_budget)) {
        m_bytes -= m_entries.front().bytes;
        m_entries.pop_front();
    }
}

} // namespace lookaway
