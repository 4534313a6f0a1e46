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
    void setModels(const std::vector<ComparedModel>& models, const std::string& device);
    /// The same error every time, until the next setModels().
    Result<Inspection*> open(std::size_t model);
    /// What two models share when they are the same file on the same device.
    const void* identity(std::size_t model) const;

private:
    struct Entry;
    std::vector<std::shared_ptr<Entry>> m_entries; ///< by model
};

} // namespace lookaway
