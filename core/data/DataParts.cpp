// SPDX-License-Identifier: MIT
#include "data/DataParts.h"

#include "data/Listing.h"
#include "data/Split.h"

#include <algorithm>
#include <set>

namespace lookaway {

// --- Classes ----------------------------------------------------------------------------------------------------

static bool isTraining(const ListedPicture& picture)
{
    return picture.part == "train" || picture.part.empty();
}

static Result<std::vector<std::string>> decideClasses(
    const Listing& listing, const OpenOptions& options, const std::string& where)
{
    if (!options.classes.empty())
        return options.classes;
    std::set<std::string> names;
    for (const ListedPicture& picture : listing.pictures) {
        if (isTraining(picture) || options.wholeAsTest)
            names.insert(picture.className);
    }
    if (names.empty())
        return fail(where + " has pictures to test or validate with, but none to train with.",
            "Add a train/ folder (in a manifest: lines with the split train).");
    if (names.size() == 1)
        return fail(where + " has only one class with pictures to train with, " + inQuotes(*names.begin())
                + "; a classifier needs two or more.",
            kLayoutHint);
    return std::vector<std::string>(names.begin(), names.end());
}

static void warnOfEmptyClasses(const Listing& listing, std::vector<std::string>& warnings)
{
    for (const std::string& name : listing.emptyClasses)
        warnings.push_back("The class " + inQuotes(name) + " has no readable pictures; it is left out.");
}

/// Class indices by name; every picture must be of a known class.
static Result<std::map<std::string, std::int64_t>> indexClasses(
    const Listing& listing, const std::vector<std::string>& classes, const std::string& where)
{
    std::map<std::string, std::int64_t> index;
    for (std::size_t i = 0; i < classes.size(); ++i)
        index.emplace(classes[i], static_cast<std::int64_t>(i));
    for (const ListedPicture& picture : listing.pictures) {
        if (index.count(picture.className) == 0)
            return fail(where + " has the class " + inQuotes(picture.className) + " in "
                    + (picture.part.empty() ? "it" : inQuotes(picture.part)) + ", which is not one of the "
                    + std::to_string(classes.size()) + " classes to train with.",
                "Class folders must have the same names in all parts (e.g. " + inQuotes(classes.front()) + ").");
    }
    return index;
}

// --- Parts ------------------------------------------------------------------------------------------------------

/// Names the part of every picture that has none, and of those that a missing part takes from the training part.
static void assignParts(Listing& listing, const std::map<std::string, std::int64_t>& index,
    const DataSettings& settings, const OpenOptions& options)
{
    auto& pictures = listing.pictures;
    for (ListedPicture& picture : pictures) {
        if (picture.part.empty())
            picture.part = options.wholeAsTest ? "test" : "train";
    }
    const auto split = [&](const std::string& part, double share) {
        const auto has = [&](const ListedPicture& p) { return p.part == part; };
        if (options.wholeAsTest || std::any_of(pictures.begin(), pictures.end(), has))
            return;
        std::vector<SplitItem> items;
        std::vector<ListedPicture*> candidates;
        for (ListedPicture& picture : pictures) {
            if (picture.part != "train")
                continue;
            items.push_back({ index.at(picture.className), settings.splitByGroup ? picture.group : "" });
            candidates.push_back(&picture);
        }
        const auto chosen = splitOff(items, share, options.seed, "split " + part);
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            if (chosen[i])
                candidates[i]->part = part;
        }
    };
    split("test", settings.testShare);
    split("val", settings.validationShare);
}

static std::shared_ptr<const Dataset> makePart(
    const Listing& listing, const std::string& part, const std::map<std::string, std::int64_t>& index)
{
    std::vector<LabeledFile> files;
    for (const ListedPicture& picture : listing.pictures) {
        if (picture.part == part)
            files.push_back({ picture.path, index.at(picture.className) });
    }
    return std::make_shared<FileDataset>(std::move(files));
}

static void warnOfGaps(DataParts& parts)
{
    const auto check = [&](const Dataset& part, const char* name) {
        const auto counts = picturesPerClass(part, parts.classes.size());
        for (std::size_t c = 0; c < counts.size() && part.size() > 0; ++c) {
            if (counts[c] == 0)
                parts.warnings.push_back("The class " + inQuotes(parts.classes[c]) + " has no " + name + " pictures.");
        }
    };
    check(*parts.train, "training");
    check(*parts.validation, "validation");
    check(*parts.test, "test");
}

void addProblems(std::vector<DataProblem>& all, const std::vector<DataProblem>& more)
{
    std::set<std::filesystem::path> named;
    for (const auto& problem : all)
        named.insert(problem.path);
    for (const auto& problem : more)
        if (named.insert(problem.path).second)
            all.push_back(problem);
}

Result<DataParts> openData(const DataSettings& settings, const OpenOptions& options)
{
    const std::filesystem::path path = settings.path;
    DataParts parts;
    auto listing = listPictures(path, options.cancel, parts.warnings);
    if (!listing.ok())
        return listing.error();
    if (listing->pictures.empty())
        return fail("No pictures in " + inQuotes(path.string()) + ".", kLayoutHint);
    const auto checked = dropUnreadable(*listing, settings, options, parts.problems);
    if (!checked.ok())
        return checked.error();
    if (listing->pictures.empty())
        return fail("None of the " + std::to_string(parts.problems.size()) + " pictures in " + inQuotes(path.string())
            + " can be read. The first: " + parts.problems.front().reason);
    warnOfEmptyClasses(*listing, parts.warnings);

    auto classes = decideClasses(*listing, options, inQuotes(path.string()));
    if (!classes.ok())
        return classes.error();
    parts.classes = *std::move(classes);
    const auto index = indexClasses(*listing, parts.classes, inQuotes(path.string()));
    if (!index.ok())
        return index.error();

    assignParts(*listing, *index, settings, options);
    parts.train = makePart(*listing, "train", *index);
    parts.validation = makePart(*listing, "val", *index);
    parts.test = makePart(*listing, "test", *index);
    for (const ListedPicture& picture : listing->pictures) {
        if (picture.part.rfind("test-", 0) == 0 && parts.extraTests.count(picture.part.substr(5)) == 0)
            parts.extraTests[picture.part.substr(5)] = makePart(*listing, picture.part, *index);
    }
    if (parts.train->size() == 0 && !options.wholeAsTest)
        return fail(inQuotes(path.string()) + " has no pictures to train with.",
            "Add a train/ folder (in a manifest: lines with the split train).");
    warnOfGaps(parts);
    return parts;
}

} // namespace lookaway
