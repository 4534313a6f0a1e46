// SPDX-License-Identifier: MIT
#pragma once

#include "pages/composer/FigureEdits.h"
#include "pages/composer/FigureRenderer.h"

#include <QAbstractScrollArea>
#include <QPointer>

#include <optional>

class QGestureEvent;
class QLineEdit;

namespace lookaway {

/// What of a figure is selected: a row, a column, or with both the cell where they cross.
struct FigureSelection {
    int row = -1; ///< -1 = none
    int column = -1;

    bool isRow() const { return row >= 0 && column < 0; }
    bool isColumn() const { return column >= 0 && row < 0; }
    bool isCell() const { return row >= 0 && column >= 0; }
    bool empty() const { return row < 0 && column < 0; }
    bool operator==(const FigureSelection& other) const { return row == other.row && column == other.column; }
    bool operator!=(const FigureSelection& other) const { return !(*this == other); }
};

/// The figure on its paper, as it will be printed, with what one does to it by hand: rows and columns are selected,
/// dragged to other places, renamed where they stand, cropped. Says what the person wants; changes nothing itself.
///
/// Keys: arrows select, Ctrl+Space the column and Shift+Space the row of a cell, Alt+arrows move, F2 renames, Delete
/// removes, Esc lets go. The wheel with Ctrl, and pinching, zoom.
class FigureCanvas : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit FigureCanvas(QWidget* parent = nullptr);

    void setFigure(std::shared_ptr<const RenderedFigure> figure);
    const RenderedFigure* figure() const { return m_figure.get(); }

    /// 1 = as large as it is printed. Around the middle of what is seen.
    void setZoom(double zoom);
    /// As large as the view allows, from now on.
    void fitWidth();
    void fitPage();
    double zoom() const { return m_zoom; }
    /// The resolution that the screen can show now.
    double dpi() const;

    FigureSelection selection() const { return m_selection; }
    void select(const FigureSelection& selection);
    /// Lets the person type a title over the selected row's or column's one.
    void editTitle(FigureAxis axis, int index, const QString& text);
    /// A box that is dragged in a picture crops its row. Esc leaves it.
    void setCropping(bool cropping);
    bool cropping() const { return m_cropping; }

    /// Where a place of the figure, mm, lies in the viewport, and back.
    QRectF onScreen(const QRectF& mm) const;
    QPointF onPaper(const QPointF& place) const;
    /// Everything that belongs to a row or column, mm.
    QRectF boxOf(FigureAxis axis, int index) const;

Q_SIGNALS:
    void selectionChanged(const lookaway::FigureSelection& selection);
    /// From where to where it stands afterwards.
    void moved(lookaway::FigureAxis axis, int from, int to);
    void renameRequested(lookaway::FigureAxis axis, int index);
    void titleEdited(lookaway::FigureAxis axis, int index, const QString& title);
    void removeRequested();
    /// In shares of what is seen of the row's pictures.
    void cropped(int row, const QRectF& part);
    void croppingChanged(bool cropping);
    /// At a place of the screen; what is under it has been selected.
    void menuRequested(const QPoint& place);
    void zoomChanged();
    /// What the mouse is over and what can be done with it; empty = nothing.
    void hinted(const QString& hint);

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Fit { None, Width, Page };
    /// A row or column on its way.
    struct Drag {
        QPointF from = {}; ///< px
        QPointF now = {};
        FigureSelection grip = {}; ///< what was pressed
        bool moving = false;       ///< far enough to be meant
        FigureAxis axis = FigureAxis::Column;
        int index = -1;
        int target = -1; ///< before which it would come to stand
    };
    struct Box {
        QPointF from = {}; ///< mm
        QPointF to = {};
        QRectF picture = {};
        int row = -1;
    };

    // FigureCanvas.cpp: the paper on the screen.
    double pixelsPerMm() const;
    QRectF paper() const;
    void zoomAround(double zoom, const QPointF& place);
    void place();
    int count(FigureAxis axis) const;
    // FigureCanvasPaint.cpp
    void paintPaper(QPainter& painter);
    void paintSelection(QPainter& painter);
    void paintDrag(QPainter& painter);
    void paintBox(QPainter& painter);
    QRectF dropLine() const;
    // FigureCanvasEvents.cpp: mouse and fingers.
    FigureSelection hit(const QPointF& place) const;
    const FigureLayout::Item* pictureAt(const QPointF& mm) const;
    /// Where the picture lies in its cell, mm: it keeps its shape.
    QRectF shownIn(const FigureLayout::Item& item) const;
    void drag(const QPointF& place);
    void drop();
    void hover(const QPointF& place);
    bool pinch(QGestureEvent* event);
    // FigureCanvasKeys.cpp
    /// Where a title is, or would be, mm.
    QRectF titleBox(FigureAxis axis, int index) const;
    void closeTitle(bool take);
    void moveByKey(int key);
    void selectByKey(int key);
    void reveal(const FigureSelection& selection);

    std::shared_ptr<const RenderedFigure> m_figure;
    Fit m_fit = Fit::Width;
    double m_zoom = 1;
    FigureSelection m_selection;
    std::optional<Drag> m_drag;
    std::optional<Box> m_box;
    bool m_cropping = false;
    QPointer<QLineEdit> m_title;
    FigureAxis m_titleAxis = FigureAxis::Column;
    int m_titleIndex = -1;
    double m_pinchStart = 1;
};

} // namespace lookaway
