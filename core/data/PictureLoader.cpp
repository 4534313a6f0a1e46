// SPDX-License-Identifier: MIT
#include "data/PictureLoader.h"

#include "base/Random.h"
#include "data/Augmentation.h"

namespace lookaway {

/// Pictures in a row that may fail in training before something larger (a lost disk) is assumed.
constexpr int kMaxFailures = 16;

Result<Image> PictureLoader::loadNoting(std::size_t item)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_problems.find(item);
        if (known != m_problems.end())
            return fail(known->second.reason); // not tried again, so that every epoch takes the same substitute
    }
    auto image = m_dataset->load(item, m_options.imageSize);
    if (!image.ok()) {
        const std::lock_guard lock(m_mutex);
        m_problems.emplace(item, DataProblem{ m_dataset->path(item), image.error().message() });
    }
    return image;
}

Result<PictureLoader::Picture> PictureLoader::loadSubstitute(std::size_t item, const Error& failure)
{
    const std::int64_t label = m_dataset->label(item);
    int failures = 1;
    for (std::size_t next = (item + 1) % m_dataset->size(); next != item; next = (next + 1) % m_dataset->size()) {
        if (m_dataset->label(next) != label)
            continue;
        auto image = loadNoting(next);
        if (image.ok())
            return Picture{ *std::move(image), next };
        if (++failures == kMaxFailures)
            break;
    }
    return fail(std::to_string(failures) + " pictures of one class in a row cannot be read. The first: " + failure.what,
        "Check that the folder is still there and readable.");
}

Result<std::optional<PictureLoader::Picture>> PictureLoader::load(int epoch, std::size_t position, std::size_t item)
{
    const bool training = m_options.mode == LoaderOptions::Mode::Training;
    Picture picture{ {}, item };
    auto image = loadNoting(item);
    if (image.ok()) {
        picture.image = *std::move(image);
    } else if (!training) {
        return std::optional<Picture>();
    } else {
        auto substitute = loadSubstitute(item, image.error());
        if (!substitute.ok())
            return substitute.error();
        picture = *std::move(substitute);
    }
    if (training) {
        Random random(deriveSeed(m_options.seed, "augmentation", static_cast<std::uint64_t>(epoch), position));
        augment(picture.image, m_options.augmentation, random);
    }
    return std::optional<Picture>(std::move(picture));
}

std::vector<DataProblem> PictureLoader::problems() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<DataProblem> problems;
    for (const auto& [item, problem] : m_problems)
        problems.push_back(problem);
    return problems;
}

} // namespace lookaway
