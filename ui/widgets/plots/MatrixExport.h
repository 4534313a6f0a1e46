// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <QFont>
#include <QImage>
#include <QString>

namespace lookaway {

class MatrixPainter;

/// The whole matrix, black on white: pdf, svg, png (double resolution) by the suffix; any other suffix gives the counts
/// as csv.
Result<void> exportMatrix(const MatrixPainter& matrix, const QFont& font, const QString& path);

/// As exportMatrix() into a PNG.
QImage matrixPicture(const MatrixPainter& matrix, const QFont& font);

/// The counts: a line per true class, a column per predicted one.
QString matrixCsv(const MatrixPainter& matrix);

} // namespace lookaway
