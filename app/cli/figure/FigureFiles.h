// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "compare/FigureRecord.h"

#include <functional>
#include <string>
#include <vector>

namespace lookaway::cli {

/// What is written of a computed figure.
struct FigureFiles {
    std::vector<std::string> out = {};
    bool tex = false;
    bool sidecar = true;
    /// The command that makes these files.
    std::function<std::string(const std::vector<std::string>& files)> command = {};
};

/// Whether figures can be written as files of such names, and LaTeX include them; looks at nothing but the names.
Result<void> checkEndings(const FigureFiles& files);
/// Folders, and whether NAME.json and NAME.tex would take the place of something else; before anything is
/// computed.
Result<void> checkFiles(const FigureFiles& files);
/// Writes the pictures, and beside those of one name NAME.json and NAME.tex. Without a screen: with fonts of Qt's
/// offscreen platform. The names of all files, in the order in which they were written.
Result<std::vector<std::string>> writeFiles(
    const FigureFiles& files, const FigureSpec& spec, const FigureContent& content);
/// A sentence when the figure's font is not installed; empty otherwise.
std::string fontNote(const FigureSpec& spec);
/// A sentence when the figure is higher than a page; empty otherwise. Lays it out.
std::string heightNote(const FigureSpec& spec, const FigureContent& content);

} // namespace lookaway::cli
