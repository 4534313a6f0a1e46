// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <optional>

namespace lookaway {

class PlotCanvas;
class PlotSeries;

/// What lies over a plot and changes with the mouse: cursor line with the values of the lines, rubber band, focus
/// frame, and the sentence of an empty plot. Painting it does not draw the plot again. Lets all events through.
class PlotOverlay : public QWidget {
    Q_OBJECT

public:
    PlotOverlay(const PlotCanvas& canvas, QWidget* parent);

    /// The line at x with a dot on every curve, and with a box of their values where asked for.
    void setCursorAt(std::optional<double> x, bool box);
    std::optional<double> cursorAt() const { return m_cursor; }
    void setRubberBand(const QRect& rect);
    void setFocusFrame(bool on);
    void setEmptyText(const QString& text);
    /// Where the box with the values is; empty while there is none.
    QRect readoutRect() const;
    /// What it says, a line each.
    QStringList readoutLines() const;
    void setUnit(const QString& unit) { m_unit = unit; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Row {
        const PlotSeries* series = nullptr; ///< nullptr = the head line
        QString text = {};
        QPointF place = {}; ///< px, of the point that is read
    };

    std::vector<Row> rows() const;
    QRect boxFor(const std::vector<Row>& rows) const;
    void paintCursor(QPainter& painter) const;
    void paintBox(QPainter& painter, const std::vector<Row>& all) const;
    void paintEmpty(QPainter& painter) const;

    const PlotCanvas& m_canvas;
    std::optional<double> m_cursor;
    bool m_box = false;
    QRect m_rubberBand;
    bool m_focusFrame = false;
    QString m_emptyText;
    QString m_unit;
};

} // namespace lookaway
