// SPDX-License-Identifier: MIT
#include "data/Listing.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <set>
#include <system_error>

namespace lookaway {

namespace fs = std::filesystem;

constexpr int kMaxDepth = 32;

static std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

bool looksLikePicture(const fs::path& path)
{
    static constexpr std::array<const char*, 9> extensions = { ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp",
        ".webp", ".tif", ".tiff" };
    const std::string extension = lowered(path.extension().string());
    return std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

/// The part a folder of this name stands for; empty when it is none.
static std::string partOfFolder(const std::string& name)
{
    const std::string lower = lowered(name);
    if (lower == "train" || lower == "test" || (lower.rfind("test-", 0) == 0 && lower.size() > 5))
        return lower.size() > 5 ? "test-" + name.substr(5) : lower;
    return lower == "val" || lower == "valid" || lower == "validation" ? "val" : "";
}

/// What a folder holds, hidden entries left out, sorted by name.
static Result<std::vector<fs::path>> entriesOf(const fs::path& folder)
{
    std::error_code code;
    std::vector<fs::path> entries;
    for (fs::directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
        if (at->path().filename().string().front() != '.')
            entries.push_back(at->path());
    }
    if (code)
        return fail("Cannot open the folder '" + folder.string() + "': " + code.message() + ".",
            code == std::errc::permission_denied ? "Check its permissions." : "Check the path.");
    std::sort(entries.begin(), entries.end());
    return entries;
}

static bool isFolder(const fs::path& path)
{
    std::error_code code;
    return fs::is_directory(path, code); // follows links; false for those that lead nowhere or in a circle
}

/// Collects the pictures below one class folder.
static Result<void> collect(const fs::path& folder, const ListedPicture& as, std::set<std::pair<dev_t, ino_t>>& seen,
    int depth, const CancelToken& cancel, std::vector<ListedPicture>& pictures)
{
    if (cancel.cancelled())
        return cancelled();
    struct stat status = {};
    if (depth > kMaxDepth
        || (::stat(folder.c_str(), &status) == 0 && !seen.insert({ status.st_dev, status.st_ino }).second))
        return {}; // has been here: a link that leads back
    const auto entries = entriesOf(folder);
    if (!entries.ok())
        return entries.error();
    for (const fs::path& entry : *entries) {
        if (isFolder(entry)) {
            const auto done = collect(entry, as, seen, depth + 1, cancel, pictures);
            if (!done.ok())
                return done;
        } else if (looksLikePicture(entry)) {
            pictures.push_back({ entry, as.className, as.part });
        }
    }
    return {};
}

/// Lists the class folders in `folder`.
static Result<void> collectClasses(
    const fs::path& folder, const std::string& part, const CancelToken& cancel, Listing& listing)
{
    const auto entries = entriesOf(folder);
    if (!entries.ok())
        return entries.error();
    for (const fs::path& entry : *entries) {
        if (!isFolder(entry))
            continue;
        const std::string name = entry.filename().string();
        const std::size_t before = listing.pictures.size();
        std::set<std::pair<dev_t, ino_t>> seen;
        const auto done = collect(entry, { {}, name, part }, seen, 0, cancel, listing.pictures);
        if (!done.ok())
            return done;
        if (listing.pictures.size() == before)
            listing.emptyClasses.push_back(part.empty() ? name : part + "/" + name);
    }
    return {};
}

Result<Listing> scanFolder(const fs::path& root, const CancelToken& cancel)
{
    const auto entries = entriesOf(root);
    if (!entries.ok())
        return entries.error();
    Listing listing;
    bool inParts = false;
    for (const fs::path& entry : *entries) {
        const std::string part = partOfFolder(entry.filename().string());
        if (part.empty() || !isFolder(entry))
            continue;
        inParts = true;
        const auto done = collectClasses(entry, part, cancel, listing);
        if (!done.ok())
            return done.error();
    }
    if (!inParts) {
        const auto done = collectClasses(root, "", cancel, listing);
        if (!done.ok())
            return done.error();
    }
    std::sort(listing.pictures.begin(), listing.pictures.end(),
        [](const ListedPicture& a, const ListedPicture& b) { return a.path < b.path; });
    return listing;
}

} // namespace lookaway
