// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"

#include <QImage>
#include <QPoint>
#include <QWidget>

#include <memory>
#include <optional>

namespace lookaway {

/// A picture, large. The wheel zooms around the mouse, dragging and the arrow keys move, + and - zoom, 0 or a double
/// click fits the picture into the view, 1 shows it pixel for pixel. From 4x on pixels are shown as sharp squares, from
/// 10x on with a grid. The pixel below the mouse is read out: place, colour and, where there is a map, heat. Views can
/// be linked to show the same section and point to the same pixel.
class PictureView : public QWidget {
    Q_OBJECT

public:
    /// What is seen of the picture.
    struct Sight {
        /// Device-independent pixels of the screen per pixel of the picture.
        double scale = 1;
        /// The place in the middle of the view, in pixels of the picture.
        QPointF centre = {};
        /// The scale follows the size of the view.
        bool fitted = true;
    };

    explicit PictureView(QWidget* parent = nullptr);

    /// A picture of another size is fitted into the view, one of the same size keeps the sight.
    void setPicture(const QImage& picture);
    const QImage& picture() const { return m_picture; }
    /// For the read-out; of the picture's size or stretched over it.
    void setHeat(std::shared_ptr<const HeatMap> heat);
    /// Shown in the upper left corner.
    void setCaption(const QString& caption);

    const Sight& sight() const { return m_sight; }
    void setSight(const Sight& sight);
    void fit();
    // What the person does by keys, and views that are linked do, too.
    void zoomIn();
    void zoomOut();
    void showWhole();
    /// One pixel of the picture is one of the screen.
    void showPixels();
    /// Around a place of the view.
    void zoomBy(double factor, QPointF around);
    /// Shows which pixel is meant, as another view was pointed to it; nullopt = none.
    void setPointer(std::optional<QPoint> pixel);
    /// Keeps two views alike from now on.
    static void link(PictureView* a, PictureView* b);

    /// "x 12, y 40: RGB 200 180 90, heat 0.83"; empty where nothing is pointed to.
    QString readout() const;
    QSize sizeHint() const override { return { 320, 320 }; }
    QSize minimumSizeHint() const override { return { 96, 96 }; }

Q_SIGNALS:
    /// The person moved or zoomed.
    void sightChanged(const lookaway::PictureView::Sight& sight);
    void pointed(std::optional<QPoint> pixel);

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

    /// Of a place of the view, in pixels of the picture; and where the picture lies in the view.
    QPointF toPicture(QPointF place) const;
    QRectF pictureRect() const;
    /// Drawn over the picture, below grid, pointer and texts.
    virtual void paintOver(QPainter& painter, const QRectF& target);
    /// How a value of the map is read out, and which colour.
    virtual QString heatText(double value) const;
    virtual QRgb colorAt(QPoint pixel) const;

private:
    double fittingScale() const;
    void moveTo(QPointF centre, double scale);
    void moveBy(QPointF pixels);
    void paintGrid(QPainter& painter, const QRectF& target) const;
    void paintPointer(QPainter& painter, const QRectF& target) const;
    void paintTexts(QPainter& painter) const;

    QImage m_picture;
    std::shared_ptr<const HeatMap> m_heat;
    QString m_caption;
    Sight m_sight;
    std::optional<QPoint> m_pointer;
    std::optional<QPointF> m_grip; ///< where the mouse was while it drags
};

} // namespace lookaway
