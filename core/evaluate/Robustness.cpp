// SPDX-License-Identifier: MIT
#include "evaluate/Robustness.h"

#include "base/Random.h"
#include "data/Dataset.h"

namespace lookaway {

std::shared_ptr<const Dataset> randomErasingTestSet(
    std::shared_ptr<const Dataset> source, ErasingOptions::Fill fill, std::uint64_t seed)
{
    ErasingOptions options;
    options.probability = 1;
    options.fill = fill;
    return std::make_shared<MappedDataset>(std::move(source), [options, seed](Image& image, std::size_t item) {
        Random random(deriveSeed(seed, "erasing", item));
        eraseRegion(image, options, random);
    });
}

} // namespace lookaway
