// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "compare/ComparisonSpec.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace lookaway {

// Looks at files; any thread.

/// What a person dropped or chose to compare.
struct FoundToCompare {
    std::vector<ComparedModel> models = {};
    std::vector<ComparedPicture> pictures = {};
    QStringList problems = {}; ///< a sentence for each path that is none of both
};
/// Run folders, checkpoints, weights and TorchScript files; pictures and folders of pictures. A folder that only holds
/// runs (a study) gives them all. In the order of the paths.
FoundToCompare findToCompare(const QStringList& paths, const CancelToken& cancel = {});

/// Runs beside this one that differ from it in nothing but what they occlude; where there are none, that were trained
/// on the same data with the same network. One per occlusion, in the paper's order: baseline, 0, R, 1, others; this run
/// among them.
std::vector<ComparedModel> armsOf(const QString& run, const CancelToken& cancel = {});

/// What a model is called among others: the arm of a run, the name of a file.
std::string titleOf(const ModelSource& model);

} // namespace lookaway
