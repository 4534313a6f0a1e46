// SPDX-License-Identifier: MIT
#include "widgets/plots/PlotOverlay.h"

#include "style/Theme.h"
#include "widgets/plots/PlotCanvas.h"

#include <cmath>

namespace lookaway {

namespace {

constexpr int kPadding = 6;
constexpr int kSample = 18; ///< px of a line's sample in the box
constexpr int kGap = 10;    ///< px between cursor and box

QString number(double value)
{
    return QLocale().toString(value, 'g', 4);
}

} // namespace

PlotOverlay::PlotOverlay(const PlotCanvas& canvas, QWidget* parent)
    : QWidget(parent)
    , m_canvas(canvas)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
}

void PlotOverlay::setCursorAt(std::optional<double> x, bool box)
{
    if (x == m_cursor && box == m_box)
        return;
    m_cursor = x;
    m_box = box;
    update();
}

void PlotOverlay::setRubberBand(const QRect& rect)
{
    m_rubberBand = rect;
    update();
}

void PlotOverlay::setFocusFrame(bool on)
{
    m_focusFrame = on;
    update();
}

void PlotOverlay::setEmptyText(const QString& text)
{
    m_emptyText = text;
    update();
}

std::vector<PlotOverlay::Row> PlotOverlay::rows() const
{
    std::vector<Row> rows;
    if (!m_cursor)
        return rows;
    const QString unit = m_unit.isEmpty() ? QString() : QStringLiteral("\u202f") + m_unit;
    for (const auto& series : m_canvas.allSeries()) {
        const auto point = series->isShown() ? series->nearest(*m_cursor) : std::nullopt;
        if (!point || !std::isfinite(point->shown))
            continue;
        QString text = series->line()->name() + QStringLiteral("  ") + number(point->shown) + unit;
        if (series->isSmoothed())
            text += QStringLiteral("  (") + tr("raw %1").arg(number(point->raw) + unit) + QLatin1Char(')');
        rows.push_back({ series.get(), text,
            { m_canvas.xAxis->coordToPixel(point->x), m_canvas.yAxis->coordToPixel(point->shown) } });
    }
    if (!rows.empty())
        rows.insert(rows.begin(),
            Row{ nullptr, m_canvas.xTitle() + QLatin1Char(' ') + QLocale().toString(*m_cursor, 'f', 2), {} });
    return rows;
}

QStringList PlotOverlay::readoutLines() const
{
    QStringList lines;
    for (const Row& row : rows())
        lines << row.text;
    return lines;
}

QRect PlotOverlay::readoutRect() const
{
    const auto all = m_box ? rows() : std::vector<Row>();
    return all.empty() ? QRect() : boxFor(all);
}

QRect PlotOverlay::boxFor(const std::vector<Row>& rows) const
{
    int width = 0;
    for (const Row& row : rows)
        width = std::max(width, fontMetrics().horizontalAdvance(row.text) + (row.series ? kSample + kPadding : 0));
    const QRect area = m_canvas.plotArea();
    QRect box(0, 0, std::min(width + 2 * kPadding, this->width()),
        std::min(int(rows.size()) * fontMetrics().lineSpacing() + 2 * kPadding, height()));
    const int x = int(std::lround(m_canvas.xAxis->coordToPixel(*m_cursor)));
    box.moveTopLeft({ x + kGap, area.top() + kGap });
    if (box.right() >= this->width())
        box.moveRight(x - kGap);
    box.moveLeft(std::clamp(box.left(), 0, this->width() - box.width()));
    box.moveTop(std::clamp(box.top(), 0, height() - box.height()));
    return box;
}

void PlotOverlay::paintCursor(QPainter& painter) const
{
    const QRect area = m_canvas.plotArea();
    const double x = m_canvas.xAxis->coordToPixel(*m_cursor);
    if (x < area.left() || x > area.right() + 1)
        return;
    painter.setPen(QPen(faintTextColor(palette()), 1));
    painter.drawLine(QLineF(x, area.top(), x, area.bottom()));
    const auto all = rows();
    if (all.empty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Row& row : all) {
        if (!row.series || !area.contains(row.place.toPoint()))
            continue;
        painter.setPen(QPen(cardColor(palette()), 1.5));
        painter.setBrush(row.series->line()->pen().color());
        painter.drawEllipse(row.place, 4, 4);
    }
    if (m_box)
        paintBox(painter, all);
}

void PlotOverlay::paintBox(QPainter& painter, const std::vector<Row>& all) const
{
    const QRect box = boxFor(all);
    painter.setPen(QPen(lineColor(palette()), 1));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    int top = box.top() + kPadding;
    for (const Row& row : all) {
        const int line = fontMetrics().lineSpacing();
        int left = box.left() + kPadding;
        if (row.series) {
            painter.setPen(row.series->line()->pen());
            painter.drawLine(QLineF(left, top + line / 2.0, left + kSample, top + line / 2.0));
            left += kSample + kPadding;
        }
        painter.setPen(row.series ? palette().color(QPalette::Text) : faintTextColor(palette()));
        painter.drawText(QRect(left, top, box.right() - left, line), Qt::AlignLeft | Qt::AlignVCenter, row.text);
        top += line;
    }
}

void PlotOverlay::paintEmpty(QPainter& painter) const
{
    const QRect area = m_canvas.plotArea().adjusted(8, 8, -8, -8);
    painter.setPen(faintTextColor(palette()));
    painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

void PlotOverlay::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_canvas.isEmpty())
        paintEmpty(painter);
    else if (m_cursor)
        paintCursor(painter);
    if (!m_rubberBand.isEmpty()) {
        QColor inside = accentColor(palette());
        painter.setPen(QPen(inside, 1));
        inside.setAlphaF(0.15F);
        painter.setBrush(inside);
        painter.drawRect(m_rubberBand);
    }
    if (m_focusFrame) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(accentColor(palette()), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

} // namespace lookaway
