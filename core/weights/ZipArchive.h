// SPDX-License-Identifier: MIT
#pragma once

#include "weights/FileBytes.h"

#include <memory>
#include <vector>

struct zip;

namespace lookaway {

/// A zip archive opened for reading (libzip; stored and deflated entries, zip64). Checksums are verified.
class ZipArchive {
public:
    static Result<ZipArchive> open(const std::filesystem::path& path);
    /// `file` must outlive the archive.
    static Result<ZipArchive> open(const FileBytes& file, const std::string& name);

    /// Names of all entries in the archive's order.
    std::vector<std::string> names() const;
    bool contains(const std::string& entry) const;
    /// Unpacked size as the archive's directory states it; 0 for an entry that does not exist.
    std::uint64_t size(const std::string& entry) const;
    /// The whole entry, unpacked; its size is checked against the budget before anything is allocated.
    Result<FileBytes> read(const std::string& entry, Budget& budget) const;

private:
    struct Closer {
        void operator()(zip* archive) const;
    };
    ZipArchive(zip* archive, std::string name);

    std::unique_ptr<zip, Closer> m_archive;
    std::string m_name;
};

} // namespace lookaway
