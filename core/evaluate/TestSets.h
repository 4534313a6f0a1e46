// SPDX-License-Identifier: MIT
#pragma once

#include "data/Augmentation.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lookaway {

class Dataset;
struct DataParts;

/// Pictures to test on, under the prefix of their metrics.
struct TestSet {
    std::string name;
    std::shared_ptr<const Dataset> pictures;
};

/// The random-erasing test set besides the ordinary one, when asked for.
struct ErasingTest {
    bool wanted = false;
    ErasingOptions::Fill fill = ErasingOptions::Fill::Mean;
    std::uint64_t seed = 0;
};

/// Every test set that the data offers, without empty ones: "test"; "test_random_erasing"; the extra ones as
/// "test_cue_hidden" (from test-cue-hidden/).
std::vector<TestSet> testSetsOf(const DataParts& parts, const ErasingTest& erasing = {});

} // namespace lookaway
