// SPDX-License-Identifier: MIT
#include "data/Listing.h"

#include "data/ImageReader.h"
#include "data/Manifest.h"
#include "data/Parallel.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <set>

namespace lookaway {

namespace fs = std::filesystem;

static bool isManifest(const fs::path& path)
{
    const std::string extension = path.extension().string();
    return extension == ".csv" || extension == ".tsv" || extension == ".CSV" || extension == ".TSV";
}

static Result<Listing> listManifest(const fs::path& path, std::vector<std::string>& warnings)
{
    auto table = readManifest(path);
    if (!table.ok())
        return table.error();
    Listing listing;
    std::set<std::string> paths;
    std::map<std::string, std::set<std::string>> partsOfGroup;
    std::size_t repeated = 0;
    for (ManifestRow& row : table->rows) {
        if (table->hasSplit && row.split.empty())
            return fail(inQuotes(path.string()) + ": Line " + std::to_string(row.line)
                    + ": the split is empty, but other lines name one.",
                "Name a split in every line, or in none to have them split at random.");
        repeated += !paths.insert(row.path).second;
        if (!row.group.empty())
            partsOfGroup[row.group].insert(row.split);
        listing.pictures.push_back({ std::move(row.path), std::move(row.label), row.split, std::move(row.group) });
    }
    if (repeated > 0)
        warnings.push_back(std::to_string(repeated) + " lines of the manifest repeat a picture.");
    for (const auto& [group, parts] : partsOfGroup) {
        if (parts.size() > 1)
            warnings.push_back("The manifest puts the group " + inQuotes(group) + " into several parts.");
    }
    std::stable_sort(listing.pictures.begin(), listing.pictures.end(),
        [](const ListedPicture& a, const ListedPicture& b) { return a.path < b.path; });
    return listing;
}

Result<Listing> listPictures(const fs::path& path, const CancelToken& cancel, std::vector<std::string>& warnings)
{
    std::error_code code;
    const auto type = fs::status(path, code).type();
    if (type == fs::file_type::not_found)
        return fail("There is no " + inQuotes(path.string()) + ".", "Check the data's path.");
    if (type == fs::file_type::directory)
        return scanFolder(path, cancel);
    if (type == fs::file_type::regular && isManifest(path))
        return listManifest(path, warnings);
    if (code)
        return fail("Cannot open " + inQuotes(path.string()) + ": " + code.message() + ".", "Check the permissions.");
    return fail(inQuotes(path.string()) + " is neither a folder nor a .csv/.tsv manifest.", kLayoutHint);
}

Result<void> dropUnreadable(
    Listing& listing, const DataSettings& settings, const OpenOptions& options, std::vector<DataProblem>& problems)
{
    constexpr std::size_t chunk = 64;
    const std::size_t total = listing.pictures.size();
    std::vector<std::optional<Error>> errors(total);
    std::mutex progressMutex;
    std::size_t done = 0;
    parallelFor((total + chunk - 1) / chunk, resolvedLoaderThreads(settings), [&](std::size_t block) {
        const std::size_t first = block * chunk, last = std::min(first + chunk, total);
        std::vector<ImageHeader> headers;
        for (std::size_t i = first; i < last && !options.cancel.cancelled(); ++i) {
            const auto header = inspectImage(listing.pictures[i].path);
            if (header.ok())
                headers.push_back(*header);
            else
                errors[i] = header.error();
        }
        const std::lock_guard lock(progressMutex);
        done += last - first;
        for (const ImageHeader& header : headers)
            if (options.sized)
                options.sized(header.width, header.height);
        if (options.progress)
            options.progress(done, total);
    });
    if (options.cancel.cancelled())
        return cancelled();
    std::set<std::string> classes, readable; // as "train/robin"
    const auto place = [](const ListedPicture& p) { return p.part.empty() ? p.className : p.part + "/" + p.className; };
    std::vector<ListedPicture> kept;
    for (std::size_t i = 0; i < total; ++i) {
        classes.insert(place(listing.pictures[i]));
        if (errors[i]) {
            problems.push_back({ listing.pictures[i].path, errors[i]->message() });
        } else {
            readable.insert(place(listing.pictures[i]));
            kept.push_back(std::move(listing.pictures[i]));
        }
    }
    listing.pictures = std::move(kept);
    std::set_difference(
        classes.begin(), classes.end(), readable.begin(), readable.end(), std::back_inserter(listing.emptyClasses));
    return {};
}

} // namespace lookaway
