// SPDX-License-Identifier: MIT
#pragma once

#include "session/EvaluateJob.h"

#include <QFont>
#include <QFontMetrics>
#include <QPalette>
#include <QRect>
#include <QStringList>

class QPainter;

namespace lookaway {

/// Where the parts of a drawn confusion matrix are: cells in `area`, names to the left of it and above, a colour bar
/// below. Cell (0, 0) begins at `origin`, which lies above and left of the area when the matrix is scrolled.
struct MatrixGeometry {
    QRect area = {};
    QPoint origin = {};
    int cell = 0;

    QRect cellRect(int truth, int predicted) const
    {
        return { origin.x() + predicted * cell, origin.y() + truth * cell, cell, cell };
    }
};

/// Paints a confusion matrix, on the screen and on paper. Rows are true classes, columns predicted ones; the darker (in
/// a dark theme the lighter) a cell, the larger the share of its row, or the count.
class MatrixPainter {
public:
    MatrixPainter(ConfusionMatrix matrix, QStringList names);

    void setTheme(const QPalette& palette, const QFont& font);
    void setNormalised(bool on) { m_normalised = on; }
    bool isNormalised() const { return m_normalised; }

    int classes() const { return int(m_matrix.classes()); }
    const ConfusionMatrix& matrix() const { return m_matrix; }
    const QString& name(int index) const { return m_names[index]; }

    /// Room beside the cells: axis title and row names left, axis title and column names above, colour bar below.
    QMargins margins(int cell) const;
    void paint(QPainter& painter, const MatrixGeometry& geometry) const;
    /// What is written into a cell; empty for a cell without pictures.
    QString cellText(int truth, int predicted, int cell) const;
    /// The cell in one sentence.
    QString describe(int truth, int predicted) const;
    QColor cellColor(int truth, int predicted) const;

private:
    double shareOf(int truth, int predicted) const;
    QColor colorOf(double share) const;
    QFont cellFont(int cell) const;
    bool namesLieFlat(int cell) const;
    void paintCells(QPainter& painter, const MatrixGeometry& geometry) const;
    void paintNames(QPainter& painter, const MatrixGeometry& geometry) const;
    void paintTitles(QPainter& painter, const MatrixGeometry& geometry) const;
    void paintBar(QPainter& painter, const MatrixGeometry& geometry) const;

    ConfusionMatrix m_matrix;
    QStringList m_names;
    std::uint64_t m_largest = 1;
    int m_widestName = 0;
    bool m_normalised = true;
    QPalette m_palette;
    QFont m_font;
};

} // namespace lookaway
