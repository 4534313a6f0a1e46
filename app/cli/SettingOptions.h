// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "session/settings/Config.h"

#include <map>
#include <string>

namespace CLI {
class App;
}

namespace lookaway {
struct Setting;
}

namespace lookaway::cli {

/// One command-line option for every row of the settings table, grouped by section, and --config. Must outlive the
/// parsing of `command`.
class SettingOptions {
public:
    /// Advanced settings are always understood, and listed in the help on demand.
    void addTo(CLI::App& command, bool showAdvanced);
    /// Only those of one section, all listed in the help, and no --config.
    void addSection(CLI::App& command, const std::string& section);

    /// `base`, then the file given with --config, then the command line; the first value that is refused is a sentence.
    Result<Config> applyTo(Config base) const;
    /// Whether --config or any setting was given.
    bool empty() const { return m_file.empty() && m_given.empty(); }

private:
    void add(CLI::App& command, const Setting& setting, const std::string& group);

    std::string m_file;
    std::map<std::string, std::string> m_given;
};

} // namespace lookaway::cli
