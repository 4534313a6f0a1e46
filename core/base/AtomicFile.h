// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string_view>

namespace lookaway {

/// Receives the pieces of a file in order. After an error it writes nothing more.
class FileSink {
public:
    explicit FileSink(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    void write(const void* data, std::size_t bytes);
    void write(std::string_view text) { write(text.data(), text.size()); }
    /// errno of the first failed write, 0 if there was none.
    int failure() const { return m_failure; }

private:
    int m_descriptor;
    int m_failure = 0;
};

/// Writes a file so that at every moment, also after a kill or a power cut, the path holds either the old content or
/// the whole new one: temporary file beside it, fsync, rename, fsync of the folder. On failure (full disk, missing
/// rights) the old file stands and the temporary one is removed.
Result<void> writeFileAtomically(const std::filesystem::path& path, const std::function<void(FileSink&)>& write);
Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view content);

/// The whole file as bytes; refuses files larger than maxBytes with a sentence.
Result<std::string> readFile(const std::filesystem::path& path, std::size_t maxBytes);

} // namespace lookaway
