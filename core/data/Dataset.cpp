// SPDX-License-Identifier: MIT
#include "data/Dataset.h"

#include "data/ImageReader.h"

#include <stdexcept>

namespace lookaway {

Result<Image> FileDataset::load(std::size_t item, int side) const
{
    auto image = readImage(m_files.at(item).path, side);
    if (!image.ok() || side <= 0)
        return image;
    return resizeImage(*image, side, side);
}

MemoryDataset::MemoryDataset(std::vector<Image> images, std::vector<std::int64_t> labels)
    : m_images(std::move(images))
    , m_labels(std::move(labels))
{
    if (m_images.size() != m_labels.size())
        throw std::invalid_argument("MemoryDataset: as many labels as pictures are needed");
}

std::filesystem::path MemoryDataset::path(std::size_t item) const
{
    return "picture " + std::to_string(item);
}

Result<Image> MemoryDataset::load(std::size_t item, int side) const
{
    const Image& image = m_images.at(item);
    return side > 0 ? resizeImage(image, side, side) : image;
}

Result<Image> MappedDataset::load(std::size_t item, int side) const
{
    auto image = m_source->load(item, side);
    if (image.ok())
        m_change(*image, item);
    return image;
}

std::vector<std::size_t> picturesPerClass(const Dataset& dataset, std::size_t classes)
{
    std::vector<std::size_t> counts(classes);
    for (std::size_t item = 0; item < dataset.size(); ++item)
        ++counts.at(static_cast<std::size_t>(dataset.label(item)));
    return counts;
}

} // namespace lookaway
