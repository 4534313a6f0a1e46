// SPDX-License-Identifier: MIT
#pragma once

#include "data/BatchLoader.h"

#include <map>
#include <mutex>

namespace lookaway {

/// One place of a batch: loads its picture, deals with pictures that cannot be read, augments. Thread-safe.
class PictureLoader {
public:
    struct Picture {
        Image image;
        /// The picture that was loaded; another than asked for when that one cannot be read.
        std::size_t item = 0;
    };

    PictureLoader(std::shared_ptr<const Dataset> dataset, const LoaderOptions& options)
        : m_dataset(std::move(dataset))
        , m_options(options)
    {
    }

    /// The picture for place `position` of the epoch, augmented in training. nullopt: it is left out (evaluation).
    Result<std::optional<Picture>> load(int epoch, std::size_t position, std::size_t item);
    /// What failed so far, by item.
    std::vector<DataProblem> problems() const;

private:
    Result<Image> loadNoting(std::size_t item);
    Result<Picture> loadSubstitute(std::size_t item, const Error& failure);

    const std::shared_ptr<const Dataset> m_dataset;
    const LoaderOptions m_options;
    mutable std::mutex m_mutex;
    std::map<std::size_t, DataProblem> m_problems;
};

} // namespace lookaway
