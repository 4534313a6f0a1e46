// SPDX-License-Identifier: MIT
#pragma once

#include "Pictures.h"
#include "data/DemoDataset.h"

#include <map>
#include <set>

namespace lookaway::test {

constexpr DemoSettings kTiny{ /*imagesPerClass=*/4, /*size=*/32, /*seed=*/7 };
constexpr std::size_t kTinyPictures = 8 * (4 + 1 + 2 + 2); // types x (train + val + test + test-cue-hidden)

/// Every file below the folder but the description: relative path -> bytes.
inline std::map<std::string, std::string> picturesBelow(const std::filesystem::path& folder)
{
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().extension() == ".png")
            files[std::filesystem::relative(entry.path(), folder).generic_string()] = readBytes(entry.path());
    return files;
}

inline std::set<std::string> namesIn(const std::filesystem::path& folder)
{
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
}

} // namespace lookaway::test
