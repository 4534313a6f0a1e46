// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QRectF>
#include <QWidget>

#include <optional>

namespace lookaway {

/// A whole picture, small, with the part of it that is shown in the figure. Dragging outside of that part draws another
/// one, dragging inside moves it; a double click takes the whole picture. Numbers beside it do the same by keyboard.
class CropView : public QWidget {
    Q_OBJECT

public:
    explicit CropView(QWidget* parent = nullptr);

    /// Null = there is none (yet).
    void setPicture(const QImage& picture);
    /// In shares of the picture. Not signalled.
    void setCrop(const QRectF& crop);
    QRectF crop() const { return m_crop; }
    QSize sizeHint() const override { return { 200, 150 }; }
    QSize minimumSizeHint() const override { return { 120, 110 }; }
    /// Where the picture lies in the widget.
    QRectF pictureRect() const;

Q_SIGNALS:
    /// While the box is dragged.
    void edited(const QRectF& crop);
    void released();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    struct Grip {
        QPointF from = {}; ///< in shares
        QRectF box = {};
        bool moves = false;
    };
    QPointF share(const QPointF& place) const;

    QImage m_picture;
    QRectF m_crop = { 0, 0, 1, 1 };
    std::optional<Grip> m_grip;
};

} // namespace lookaway
