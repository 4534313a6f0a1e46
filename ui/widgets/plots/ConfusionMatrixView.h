// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "widgets/plots/MatrixPainter.h"

#include <QAbstractScrollArea>

class QMenu;

namespace lookaway {

/// A confusion matrix to look at and to click into. A cell is activated by a click, Enter or Space; arrows, Home and
/// End (with Ctrl: of the matrix) move the current cell; + and - or Ctrl with the wheel zoom, 0 fits the view. Few
/// classes fill the view, many are scrolled; up to hundreds stay quick, as only what is visible is painted. GUI thread.
class ConfusionMatrixView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit ConfusionMatrixView(QWidget* parent = nullptr);

    void setMatrix(const ConfusionMatrix& matrix, const QStringList& names);
    int classes() const { return m_painter.classes(); }
    /// Shares of the row in percent (the default), or counts.
    void setNormalised(bool on);
    bool isNormalised() const { return m_painter.isNormalised(); }

    /// -1, -1 = none.
    void setCurrentCell(int truth, int predicted);
    int currentTruth() const { return m_truth; }
    int currentPredicted() const { return m_predicted; }
    /// In the viewport's coordinates.
    QRect cellRect(int truth, int predicted) const { return matrixGeometry().cellRect(truth, predicted); }
    /// Side of a cell in px; 0 = as it fits.
    void setCellSize(int pixels);
    int cellSize() const;

    /// By the suffix: pdf, svg, png (double resolution): the whole matrix, black on white; csv: the counts.
    Result<void> exportTo(const QString& path) const;
    QString csv() const;
    QMenu* createMenu(QWidget* parent);

    QSize sizeHint() const override { return { 460, 440 }; }

Q_SIGNALS:
    void cellActivated(int truth, int predicted);
    void normalisedChanged(bool on);

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    MatrixGeometry matrixGeometry() const;
    /// row and column; -1, -1 outside.
    QPoint cellAt(const QPoint& position) const;
    int fittingCell() const;
    void updateBars();
    void showCell();
    bool moveCurrent(QKeyEvent* event);

    MatrixPainter m_painter;
    int m_cell = 0;
    int m_truth = -1;
    int m_predicted = -1;
    QPoint m_pressed = { -1, -1 };
};

} // namespace lookaway
