// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "weights/WeightsFile.h"

namespace lookaway {

/// A whole file in memory, shared by the tensors that look into it. Read, not mapped: a mapped file that somebody
/// truncates meanwhile would end the program with SIGBUS.
struct FileBytes {
    std::shared_ptr<const std::byte> data = {};
    std::uint64_t size = 0;

    /// `bytes` bytes from `offset` on, sharing the buffer; the caller has checked the range.
    std::shared_ptr<const std::byte> at(std::uint64_t offset) const { return { data, data.get() + offset }; }
};

/// Size of a regular file; a sentence for folders, devices and files that cannot be read.
Result<std::uint64_t> sizeOfFile(const std::filesystem::path& path);
/// At most the first `bytes` bytes of a regular file.
Result<FileBytes> readStart(const std::filesystem::path& path, std::uint64_t bytes);
Result<FileBytes> readAll(const std::filesystem::path& path, const ReadLimits& limits);

/// What reading one file may still allocate: a small multiple of its size, so that neither compressed nor repeated
/// data inflate it (see ReadLimits).
class Budget {
public:
    Budget(std::uint64_t fileBytes, const ReadLimits& limits);
    /// False when that is more than what is left.
    bool take(std::uint64_t bytes);

private:
    std::uint64_t m_left;
};

/// "'cars.pth' is damaged: <why>."
Error damaged(const std::string& name, const std::string& why);
/// The sentence when the budget is used up.
Error tooLarge(const std::string& name);

} // namespace lookaway
