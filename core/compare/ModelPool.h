// SPDX-License-Identifier: MIT
#pragma once

#include "compare/ComparisonSpec.h"

#include <memory>
#include <vector>

namespace lookaway {

/// The models of a comparison, each opened when it is needed for the first time.
class ModelPool {
public:
    ModelPool();
    ~ModelPool();

    /// Keeps what is open and still wanted, unless its input settings were changed meanwhile; closes the rest. What
    /// could not be opened is tried again.
    void setModels(const ComparisonSpec& spec);
    /// The same error every time, until the next setModels(). The calling thread computes with the comparison's number
    /// of threads from now on: who computes asks for the model first.
    Result<Inspection*> open(std::size_t model);
    /// What two models share when they are the same file on the same device.
    const void* identity(std::size_t model) const;

private:
    struct Entry;
    std::vector<std::shared_ptr<Entry>> m_entries; ///< by model
    int m_threads = 1;
};

} // namespace lookaway
