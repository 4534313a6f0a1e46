// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace lookaway {

/// CRC-32C (Castagnoli; RFC 3720, appendix B.4).
std::uint32_t crc32c(std::string_view data);

/// A run's scalars for TensorBoard: one events.out.tfevents.* file of TFRecords (length, masked CRC-32C of the length,
/// data, masked CRC-32C of the data) that each hold an Event message (wall_time, step, summary) of TensorFlow's
/// event.proto. Every record is one write, so that a killed process leaves at most one broken record at the end.
/// Not thread-safe.
class TensorBoardFile {
public:
    /// Begins a file in the folder. `wallTime`: seconds since 1970, for its name and first record.
    static Result<TensorBoardFile> create(const std::filesystem::path& folder, double wallTime);
    /// Goes on with the file of the folder after dropping what is broken or of a step above `lastStep`, which the
    /// resumed run tells again; begins one when there is none.
    static Result<TensorBoardFile> resume(const std::filesystem::path& folder, std::int64_t lastStep, double wallTime);

    ~TensorBoardFile();
    TensorBoardFile(TensorBoardFile&& other) noexcept;
    TensorBoardFile& operator=(TensorBoardFile&& other) noexcept;

    /// False when it cannot be written (full disk).
    bool scalar(std::string_view tag, std::int64_t step, float value, double wallTime);

private:
    explicit TensorBoardFile(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    bool append(std::string_view event);

    int m_descriptor = -1;
};

} // namespace lookaway
