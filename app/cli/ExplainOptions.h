// SPDX-License-Identifier: MIT
#pragma once

#include "ModelOptions.h"
#include "SettingOptions.h"

#include "session/inspect/ExplainFiles.h"

#include <string>
#include <vector>

namespace lookaway::cli {

/// The options of every command that explains pictures with a saved model: which pictures, by what, of which class.
class ExplainOptions {
public:
    void addTo(CLI::App& command);

    /// What the options say that cannot be, whatever lies on the disk: no model, or more than one, is named; a setting
    /// is out of range.
    Result<void> usage() const;
    /// All of a request but where results go and how they look.
    Result<ExplainFilesRequest> request() const;

private:
    ModelOptions m_model;
    SettingOptions m_settings;
    std::vector<std::string> m_images;
    std::vector<std::string> m_methods{ "grad-cam" };
    std::string m_layer;
    std::string m_class = "predicted";
};

} // namespace lookaway::cli
