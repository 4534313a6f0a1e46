// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"
#include "base/Result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace lookaway {

/// A list of labelled pictures. Everything else (subsets, caches, erased test sets) decorates this interface.
/// All members are const and may be called from several threads at once.
class Dataset {
public:
    virtual ~Dataset() = default;
    virtual std::size_t size() const = 0;
    /// Index of the picture's class in DataParts::classes.
    virtual std::int64_t label(std::size_t item) const = 0;
    /// Where the picture comes from, for reports.
    virtual std::filesystem::path path(std::size_t item) const = 0;
    /// The picture as the network gets it, before augmentation: side x side pixels, or as it was taken for side = 0.
    virtual Result<Image> load(std::size_t item, int side) const = 0;
};

struct LabeledFile {
    std::filesystem::path path;
    std::int64_t label = 0;
};

/// Pictures in files. load() decodes (at a reduced JPEG scale where that loses nothing) and stretches to the square.
class FileDataset : public Dataset {
public:
    explicit FileDataset(std::vector<LabeledFile> files)
        : m_files(std::move(files))
    {
    }
    std::size_t size() const override { return m_files.size(); }
    std::int64_t label(std::size_t item) const override { return m_files.at(item).label; }
    std::filesystem::path path(std::size_t item) const override { return m_files.at(item).path; }
    Result<Image> load(std::size_t item, int side) const override;

private:
    std::vector<LabeledFile> m_files;
};

/// Pictures in memory, e.g. for tests and for pinned probe pictures. path() is "picture N".
class MemoryDataset : public Dataset {
public:
    MemoryDataset(std::vector<Image> images, std::vector<std::int64_t> labels);
    std::size_t size() const override { return m_images.size(); }
    std::int64_t label(std::size_t item) const override { return m_labels.at(item); }
    std::filesystem::path path(std::size_t item) const override;
    Result<Image> load(std::size_t item, int side) const override;

private:
    std::vector<Image> m_images;
    std::vector<std::int64_t> m_labels;
};

/// Some pictures of another dataset, in the order given.
class SubsetDataset : public Dataset {
public:
    SubsetDataset(std::shared_ptr<const Dataset> source, std::vector<std::size_t> items)
        : m_source(std::move(source))
        , m_items(std::move(items))
    {
    }
    std::size_t size() const override { return m_items.size(); }
    std::int64_t label(std::size_t item) const override { return m_source->label(m_items.at(item)); }
    std::filesystem::path path(std::size_t item) const override { return m_source->path(m_items.at(item)); }
    Result<Image> load(std::size_t item, int side) const override { return m_source->load(m_items.at(item), side); }

private:
    std::shared_ptr<const Dataset> m_source;
    std::vector<std::size_t> m_items;
};

/// Another dataset with every picture changed by a function of the picture and its index, e.g. the random-erasing
/// test set (eraseRegion with a seed per index). The function is called from several threads.
class MappedDataset : public Dataset {
public:
    using Change = std::function<void(Image&, std::size_t item)>;
    MappedDataset(std::shared_ptr<const Dataset> source, Change change)
        : m_source(std::move(source))
        , m_change(std::move(change))
    {
    }
    std::size_t size() const override { return m_source->size(); }
    std::int64_t label(std::size_t item) const override { return m_source->label(item); }
    std::filesystem::path path(std::size_t item) const override { return m_source->path(item); }
    Result<Image> load(std::size_t item, int side) const override;

private:
    std::shared_ptr<const Dataset> m_source;
    Change m_change;
};

/// How many pictures each class has.
std::vector<std::size_t> picturesPerClass(const Dataset& dataset, std::size_t classes);

} // namespace lookaway
