// SPDX-License-Identifier: MIT
#include "session/Survey.h"

#include "session/ReadingProgress.h"

#include <algorithm>
#include <filesystem>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

bool smaller(const PictureSize& a, const PictureSize& b)
{
    const auto key = [](const PictureSize& size) {
        return std::pair(std::int64_t{ size.width } * size.height, size.width);
    };
    return key(a) < key(b);
}

void describeSizes(std::vector<PictureSize> sizes, Survey& survey)
{
    if (sizes.empty())
        return;
    const auto [low, high] = std::minmax_element(sizes.begin(), sizes.end(), smaller);
    survey.smallest = *low;
    survey.largest = *high;
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>((sizes.size() - 1) / 2);
    std::nth_element(sizes.begin(), middle, sizes.end(), smaller);
    survey.median = *middle;
}

void addPart(const std::string& name, const Dataset& set, Survey& survey)
{
    if (set.size() == 0)
        return;
    SurveyPart part;
    part.name = name;
    part.pictures.reserve(set.size());
    for (std::size_t item = 0; item < set.size(); ++item)
        part.pictures.push_back({ set.path(item).string(), static_cast<std::int32_t>(set.label(item)) });
    for (const auto count : picturesPerClass(set, survey.classes.size()))
        part.perClass.push_back(static_cast<std::int64_t>(count));
    survey.parts.push_back(std::move(part));
}

Result<std::shared_ptr<const Survey>> look(const DataSettings& data, std::uint64_t seed, JobContext& context)
{
    std::vector<PictureSize> sizes;
    OpenOptions options;
    options.seed = seed;
    options.cancel = context.token;
    options.progress = readingProgress(context.emit);
    options.sized = [&](std::int64_t width, std::int64_t height) {
        sizes.push_back({ static_cast<int>(width), static_cast<int>(height) });
    };
    auto parts = openData(data, options);
    if (!parts)
        return parts.error();
    const auto survey = std::make_shared<Survey>();
    survey->root = data.path;
    survey->classes = std::move(parts->classes);
    survey->unreadable = std::move(parts->problems);
    survey->warnings = std::move(parts->warnings);
    addPart("train", *parts->train, *survey);
    addPart("val", *parts->validation, *survey);
    addPart("test", *parts->test, *survey);
    for (const auto& [name, set] : parts->extraTests)
        addPart("test-" + name, *set, *survey);
    describeSizes(std::move(sizes), *survey);
    return std::shared_ptr<const Survey>(survey);
}

} // namespace

Job surveyJob(DataSettings data, std::uint64_t seed, std::function<void(std::shared_ptr<const Survey>)> done)
{
    return [data = std::move(data), seed, done = std::move(done)](JobContext& context) -> Result<std::string> {
        if (data.path.empty())
            return fail("No data is given (setting data.path).", "Name a folder of pictures or a .csv/.tsv manifest.");
        auto survey = look(data, seed, context);
        if (!survey)
            return survey.error();
        done(std::move(*survey));
        return std::string();
    };
}

std::string demoMaskOf(const std::string& picture)
{
    // ROOT/PART/CLASS/NNNN.png has its mask at ROOT/masks/PART/CLASS/NNNN.png.
    const fs::path path = picture;
    const fs::path className = path.parent_path();
    const fs::path part = className.parent_path();
    const fs::path root = part.parent_path();
    const fs::path drawnAs = part.filename() == "test-cue-hidden" ? fs::path("test") : part.filename();
    const fs::path mask = root / "masks" / drawnAs / className.filename() / path.filename();
    std::error_code code;
    return fs::is_regular_file(root / "demo.json", code) && fs::is_regular_file(mask, code) ? mask.string() : "";
}

} // namespace lookaway
