// SPDX-License-Identifier: MIT
#include "figure/FigureFiles.h"

#include "base/AtomicFile.h"
#include "figure/ComparisonSheet.h"
#include "figure/FigureExport.h"
#include "figure/FigureText.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace lookaway::cli {

namespace fs = std::filesystem;

namespace {

/// LaTeX cannot include the others.
bool forLatex(const fs::path& file)
{
    const auto ending = file.extension();
    return ending == ".pdf" || ending == ".png";
}

/// By name without its ending; the files of one figure that lie beside each other.
std::map<fs::path, std::vector<std::string>> byName(const std::vector<std::string>& files)
{
    std::map<fs::path, std::vector<std::string>> groups;
    for (const auto& file : files)
        groups[fs::path(file).replace_extension()].push_back(file);
    return groups;
}

} // namespace

Result<void> checkFiles(const FigureFiles& files)
{
    for (const auto& file : files.out)
        if (const auto good = checkFigureFile(QString::fromStdString(file)); !good)
            return good;
    for (const auto& [name, group] : byName(files.out))
        if (files.tex && std::none_of(group.begin(), group.end(), [](const auto& file) { return forLatex(file); }))
            return fail("LaTeX cannot include '" + group.front() + "'.",
                "Add --out " + name.string() + ".pdf, or leave out --tex.");
    return {};
}

Result<std::vector<std::string>> writeFiles(
    const FigureFiles& files, const FigureSpec& spec, const FigureContent& content)
{
    std::vector<std::string> written;
    const auto sheet = sheetOf(spec, content);
    for (const auto& file : files.out) {
        const auto title = QString::fromStdString(fs::path(file).stem().string());
        if (const auto exported = exportFigure(sheet, QString::fromStdString(file), title); !exported)
            return exported.error();
        written.push_back(file);
    }
    for (const auto& [name, group] : byName(files.out)) {
        if (files.sidecar) {
            const auto json = name.string() + ".json";
            if (const auto done = writeFileAtomically(json, figureJson(spec, content, files.command(group))); !done)
                return done.error();
            written.push_back(json);
        }
        if (files.tex) {
            const auto graphic = *std::find_if(group.begin(), group.end(), [](const auto& f) { return forLatex(f); });
            const auto tex = name.string() + ".tex";
            const auto text = figureTex(spec, content, fs::path(graphic).filename().string());
            if (const auto done = writeFileAtomically(tex, text); !done)
                return done.error();
            written.push_back(tex);
        }
    }
    return written;
}

std::string fontNote(const FigureSpec& spec)
{
    const auto used = familyInUse(QString::fromStdString(spec.style.fontFamily)).toStdString();
    if (used == spec.style.fontFamily)
        return {};
    return "The font '" + spec.style.fontFamily + "' is not installed; the figure is set in '" + used + "'.";
}

} // namespace lookaway::cli
