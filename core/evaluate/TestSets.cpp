// SPDX-License-Identifier: MIT
#include "evaluate/TestSets.h"

#include "data/DataParts.h"
#include "evaluate/Robustness.h"

#include <algorithm>

namespace lookaway {

std::vector<TestSet> testSetsOf(const DataParts& parts, const ErasingTest& erasing)
{
    std::vector<TestSet> sets;
    if (parts.test && parts.test->size() > 0) {
        sets.push_back({ "test", parts.test });
        if (erasing.wanted)
            sets.push_back({ "test_random_erasing", randomErasingTestSet(parts.test, erasing.fill, erasing.seed) });
    }
    for (const auto& [name, pictures] : parts.extraTests) {
        std::string metric = "test_" + name;
        std::replace(metric.begin(), metric.end(), '-', '_');
        if (pictures->size() > 0)
            sets.push_back({ metric, pictures });
    }
    return sets;
}

} // namespace lookaway
