// SPDX-License-Identifier: MIT
#pragma once

#include "SettingOptions.h"

#include "compare/TestComparison.h"

#include <string>
#include <vector>

namespace lookaway::cli {

/// The options of every command that asks several models about the same pictures.
class TestComparisonOptions {
public:
    void addTo(CLI::App& command);

    /// What the options say that cannot be, whatever lies on the disk: two models of one title, an unknown reference, a
    /// setting out of range.
    Result<void> usage() const;
    /// Everything but where results go. Reads which pictures there are.
    Result<TestComparisonRequest> request() const;

private:
    Result<std::vector<TestPicture>> pictures(const ComparedModel& reference) const;

    std::vector<std::string> m_models;
    std::string m_reference;
    std::vector<std::string> m_images;
    std::string m_method = "grad-cam";
    std::string m_layer;
    std::string m_class = "true";
    SettingOptions m_settings;
    double m_hotLevel = 0.5;
    std::string m_device = "auto";
};

} // namespace lookaway::cli
