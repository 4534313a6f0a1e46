// SPDX-License-Identifier: MIT
#pragma once

#include "compare/ModelStatistics.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>

namespace lookaway {

/// A report of one model, or of several side by side.
struct ReportRequest {
    /// Models, the pictures that they are tested on, and how they are explained; `out` is not used.
    TestComparisonRequest test = {};
    /// Pictures shown of each kind (the hardest; gained, lost, widest attention).
    std::size_t pictures = 6;
    /// The .html file.
    std::filesystem::path out = {};
    /// Told what was measured, on the session's thread, before the page is made; may be empty.
    std::function<void(const TestComparison&)> tested = {};
};

/// Compares the models on the test pictures and writes one self-contained HTML page: results with paired tests, curves
/// and settings of those models that are runs, confusion matrices, and pictures with all models' heat maps. Written
/// atomically; its path is handed to RunFinished. Fails as testComparisonJob() does.
Job reportJob(ReportRequest request);
/// The same of what has been compared already, with `pictures` of each kind.
Job reportJob(std::shared_ptr<const TestComparison> test, std::size_t pictures, std::filesystem::path out);

} // namespace lookaway
