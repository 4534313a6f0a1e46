// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/pictures/PictureView.h"

namespace lookaway {

/// A heat map over a picture. A divider, where it is wanted, shows the picture without the map to its left; it is
/// dragged, or moved with Ctrl and the arrow keys. A brush, where it is wanted, paints into a mask instead of moving
/// the picture.
class InspectView : public PictureView {
    Q_OBJECT

public:
    explicit InspectView(QWidget* parent = nullptr);

    /// The picture without the map, of the same size: what is shown left of the divider, and whose colours are read
    /// out.
    void setBefore(const QImage& before);
    /// Share of the picture's width in [0, 1]; nullopt = no divider.
    void setDivider(std::optional<double> share);
    std::optional<double> divider() const { return m_divider; }
    /// Pixels of the picture across, shown around the mouse; nullopt = no brush.
    void setBrush(std::optional<double> diameter);

Q_SIGNALS:
    void dividerMoved(double share);
    /// The brush was drawn to this place of the picture; `erase`: with the right button, or Shift.
    void brushed(QPointF place, bool erase);
    /// The button was let go.
    void strokeEnded();

protected:
    void paintOver(QPainter& painter, const QRectF& target) override;
    QString heatText(double value) const override;
    QRgb colorAt(QPoint pixel) const override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    double dividerPlace() const;
    void moveDivider(double share);
    void brush(const QMouseEvent& event);
    void paintDivider(QPainter& painter, const QRectF& target) const;
    void paintBrush(QPainter& painter) const;

    QImage m_before;
    std::optional<double> m_divider;
    std::optional<double> m_brush;
    std::optional<QPointF> m_hover; ///< where the mouse is, with a brush
    bool m_dividing = false;
    bool m_brushing = false;
};

} // namespace lookaway
