// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "compare/FigureSpec.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace lookaway::cli {

/// Which figure is asked for: a file that describes it, or a template that is filled here.
class FigureOptions {
public:
    void addTo(CLI::App& command);

    /// What the options say that cannot be, whatever lies on the disk: neither a file nor a template is named, or both;
    /// nothing is to be written; the width is none.
    Result<void> usage() const;
    /// Reads the file, or looks which models and pictures there are; then width, dpi, device and threads of the command
    /// line.
    Result<FigureSpec> spec() const;

    const std::vector<std::string>& out() const { return m_out; }
    /// Where the figure's description is to be kept; empty = nowhere.
    const std::string& save() const { return m_save; }
    bool tex() const { return m_tex; }
    bool sidecar() const { return !m_noSidecar; }
    /// The command that makes these files again.
    std::string command(const std::vector<std::string>& files) const;

private:
    Result<FigureSpec> fromTemplate() const;
    std::string templateWords() const;

    std::string m_file;
    std::vector<std::string> m_out;
    std::string m_width;
    int m_dpi = 0; ///< 0 = the figure's own
    std::string m_device;
    int m_threads = 0; ///< 0 = the figure's own
    bool m_tex = false;
    bool m_noSidecar = false;
    std::string m_template;
    std::vector<std::string> m_models;
    std::vector<std::string> m_images;
    std::string m_method;
    std::string m_layer;
    std::string m_class;
    std::string m_save;
};

} // namespace lookaway::cli
