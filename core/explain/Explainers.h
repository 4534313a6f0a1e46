// SPDX-License-Identifier: MIT
#pragma once

#include "explain/ExplainSettings.h"
#include "explain/Explainer.h"

#include <memory>
#include <string_view>
#include <vector>

namespace lookaway {

/// What a method wants to be told or asks of the network, so that a front end offers what makes sense.
struct ExplainerNeeds {
    bool layer = false;       ///< a target layer
    bool classIndex = false;  ///< explains one class (false: the map is the same for all classes)
    bool poolingHead = false; ///< only networks with Classifier::poolingHeadWeight()
    bool manyPasses = false;  ///< tens to thousands of forward passes per picture: tells its progress
};

struct ExplainerEntry {
    std::string id; ///< stable name for command lines and run files, e.g. "grad-cam"
    std::string title;
    std::string paper;
    ExplainerNeeds needs;
    /// Values above 0 speak for the class and values below against it (otherwise larger is hotter).
    bool isSigned = false;
    /// Names of the fields of ExplainSettings that it reads, as the settings table spells them ("smooth_samples").
    std::vector<std::string> settings = {};
    std::unique_ptr<Explainer> (*make)(const ExplainSettings& settings) = nullptr;
    /// 0 means nothing in its maps; otherwise only what lies above a map's minimum can be called heat.
    bool hasZero = true;
};

/// The table of methods that every front end offers. A new method is one more line here.
const std::vector<ExplainerEntry>& explainers();
/// nullptr when no method has this id.
const ExplainerEntry* findExplainer(std::string_view id);

} // namespace lookaway
