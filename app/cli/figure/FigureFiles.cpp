// SPDX-License-Identifier: MIT
#include "figure/FigureFiles.h"

#include "base/AtomicFile.h"
#include "base/Text.h"
#include "compare/FigureSize.h"
#include "figure/ComparisonSheet.h"
#include "figure/FigureExport.h"
#include "figure/FigureLayout.h"
#include "figure/FigureText.h"
#include "figure/FileSeal.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

namespace lookaway::cli {

namespace fs = std::filesystem;

namespace {

/// LaTeX cannot include the others.
bool forLatex(const fs::path& file)
{
    const auto ending = QString::fromStdString(file.extension().string()).toLower();
    return ending == QLatin1String(".pdf") || ending == QLatin1String(".png");
}

/// By name without its ending; the files of one figure that lie beside each other.
std::map<fs::path, std::vector<std::string>> byName(const std::vector<std::string>& files)
{
    std::map<fs::path, std::vector<std::string>> groups;
    for (const auto& file : files)
        groups[fs::path(file).replace_extension()].push_back(file);
    return groups;
}

std::string graphicOf(const std::vector<std::string>& group)
{
    const auto graphic = std::find_if(group.begin(), group.end(), [](const auto& file) { return forLatex(file); });
    return graphic == group.end() ? std::string() : fs::path(*graphic).filename().string();
}

/// As it was written, here or by the studio; earlier versions wrote no seal.
bool isOurTex(const std::string& text)
{
    return isSealed('%', QByteArray::fromStdString(text)) || text.rfind("% Needs \\usepackage{graphicx}.", 0) == 0;
}

bool isOurJson(const std::string& text)
{
    return text.find("\"rows_explain\":") != std::string::npos;
}

/// "paper.pdf" must not put its caption in the place of the paper: what is there and is not a figure's stays.
Result<void> checkCompanion(const std::string& file, bool (*isOurs)(const std::string&), const std::string& option)
{
    constexpr std::size_t largest = 64 << 20;
    std::error_code none;
    if (!fs::exists(file, none))
        return {};
    const auto there = readFile(file, largest);
    if (there && isOurs(*there))
        return {};
    return fail("'" + file + "' is there, and not as a figure wrote it.",
        "Choose another name for the figure, or " + option + ".");
}

} // namespace

Result<void> checkEndings(const FigureFiles& files)
{
    for (const auto& file : files.out)
        if (const auto good = checkFigureEnding(QString::fromStdString(file)); !good)
            return good;
    for (const auto& [name, group] : byName(files.out))
        if (files.tex && graphicOf(group).empty())
            return fail("LaTeX cannot include '" + group.front() + "'.",
                "Add --out " + name.string() + ".pdf, or leave out --tex.");
    return {};
}

Result<void> checkFiles(const FigureFiles& files)
{
    for (const auto& file : files.out)
        if (const auto good = checkFigureFile(QString::fromStdString(file)); !good)
            return good;
    for (const auto& [name, group] : byName(files.out)) {
        if (files.tex)
            if (const auto free = checkCompanion(name.string() + ".tex", isOurTex, "leave out --tex"); !free)
                return free;
        if (files.sidecar)
            if (const auto free = checkCompanion(name.string() + ".json", isOurJson, "give --no-sidecar"); !free)
                return free;
    }
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
            const auto tex = name.string() + ".tex";
            const auto text = sealed('%', QByteArray::fromStdString(figureTex(spec, content, graphicOf(group))));
            if (const auto done = writeFileAtomically(tex, text.toStdString()); !done)
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

std::string heightNote(const FigureSpec& spec, const FigureContent& content)
{
    const double height = layOut(sheetOf(spec, content)).size.height();
    if (height <= highestFigureMm)
        return {};
    return "The figure is " + text(std::round(height)) + " mm high, more than a page has (" + text(highestFigureMm)
        + " mm): show fewer rows, or make it narrower with --width.";
}

} // namespace lookaway::cli
