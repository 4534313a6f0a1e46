// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "figure/FigureSheet.h"

#include <QString>

namespace lookaway {

/// Whether the file's ending is one of those below. A sentence otherwise.
Result<void> checkFigureEnding(const QString& file);
/// Whether a figure can be written there: the ending is one of those below, the folder exists. A sentence otherwise.
Result<void> checkFigureFile(const QString& file);

/// Writes a figure by the ending of the file's name: .pdf (vector text, fonts embedded), .svg, .png, .tif/.tiff (with
/// their dpi). Atomically; a sentence for another ending or a place that cannot be written. The same sheet gives the
/// same bytes everywhere (PDF: but for its creation date).
Result<void> exportFigure(const FigureSheet& sheet, const QString& file, const QString& title);

} // namespace lookaway
