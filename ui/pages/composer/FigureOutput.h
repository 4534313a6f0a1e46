// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "pages/composer/FigureCells.h"

#include <QString>
#include <QStringList>

namespace lookaway {

/// What is to be written of a figure, and where.
struct FigureOrder {
    FigureSpec spec = {};
    FigureParts parts = {};
    QString file = {}; ///< .pdf, .svg, .png, .tif, .tiff
    /// With NAME.tex (beside what LaTeX can include: PDF, PNG) and NAME.json.
    bool companions = true;
    /// The project file that holds the figure exactly so; empty = none does, and NAME.figure.toml is written, too.
    QString project = {};
    /// A project file that is not replaced in any case: the figure's own, which may hold what was before its changes.
    QString kept = {};
};

/// Companions of an earlier export are replaced; those that somebody has edited since, and files of others, stay, and
/// ours get longer names: NAME.figure.tex, NAME.figure-2.toml.
/// Writes the picture and its companions, which say the command that makes it again. The names of all files written,
/// the picture first. Takes its time: for a worker's thread.
Result<QStringList> produceFigure(const FigureOrder& order);

/// "lookaway-cli figure figure.toml --out figure.pdf", ready for a shell.
QString figureCommand(const QString& project, const QString& out);

} // namespace lookaway
