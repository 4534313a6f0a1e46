// SPDX-License-Identifier: MIT
#include "compare/TestComparison.h"

#include "data/DataParts.h"
#include "session/inspect/PictureFiles.h"
#include "session/runs/RunReader.h"

namespace lookaway {

Result<std::vector<TestPicture>> testPicturesOf(const std::filesystem::path& run, const CancelToken& cancel)
{
    const auto facts = readRunFacts(run);
    if (!facts)
        return facts.error();
    OpenOptions options;
    options.seed = facts->config.training.seed;
    options.classes = facts->classes;
    options.cancel = cancel;
    const auto parts = openData(facts->config.data, options);
    if (!parts)
        return parts.error();
    std::vector<TestPicture> pictures;
    for (std::size_t i = 0; i < parts->test->size(); ++i)
        pictures.push_back(
            { parts->test->path(i), facts->classes.at(static_cast<std::size_t>(parts->test->label(i))) });
    if (pictures.empty())
        return fail("The data of the run in '" + run.string() + "' has no test pictures.",
            "Name a folder of pictures instead.");
    return pictures;
}

Result<std::vector<TestPicture>> testPicturesIn(
    const std::vector<std::filesystem::path>& places, bool foldersAreClasses)
{
    const auto files = listPictures(places);
    if (!files)
        return files.error();
    std::vector<TestPicture> pictures;
    for (const auto& file : *files)
        pictures.push_back({ file, foldersAreClasses ? file.parent_path().filename().string() : std::string() });
    return pictures;
}

} // namespace lookaway
