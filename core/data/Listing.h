// SPDX-License-Identifier: MIT
#pragma once

#include "data/DataParts.h"

namespace lookaway {

inline constexpr const char* kLayoutHint =
    "Expected: one folder per class, or train/ and test/ with one folder per class, or a .csv/.tsv manifest.";

inline std::string inQuotes(const std::string& text)
{
    return "'" + text + "'";
}

/// A picture as folder or manifest list it, before anything is known about its content.
struct ListedPicture {
    std::filesystem::path path;
    std::string className;
    /// train, val, test, test-NAME, or empty: to be decided by a split.
    std::string part = {};
    std::string group = {};
};

/// What a folder or a manifest lists, sorted by path.
struct Listing {
    std::vector<ListedPicture> pictures;
    /// Classes that are named (as folders, per part) but have no picture there, as "train/robin".
    std::vector<std::string> emptyClasses;
};

/// Lists what the path names: a folder (see scanFolder) or a manifest.
Result<Listing> listPictures(
    const std::filesystem::path& path, const CancelToken& cancel, std::vector<std::string>& warnings);

/// Lists a folder of class folders, or of parts (train/, val/ or valid/, test/, test-NAME/) with class folders. Every
/// picture below a class folder counts, at any depth, recognised by the extension of its name; hidden files and
/// folders are passed over. Links are followed, each folder once per class, so that loops end.
Result<Listing> scanFolder(const std::filesystem::path& root, const CancelToken& cancel);

/// Leaves out the pictures that inspectImage() refuses, and notes them; a class that loses all its pictures of a part
/// joins Listing::emptyClasses. Parallel; cancellable.
Result<void> dropUnreadable(
    Listing& listing, const DataSettings& settings, const OpenOptions& options, std::vector<DataProblem>& problems);

/// Whether the name ends as those of the pictures that readImage() reads (.jpg, .png, ...).
bool looksLikePicture(const std::filesystem::path& path);

} // namespace lookaway
