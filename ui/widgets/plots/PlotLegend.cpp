// SPDX-License-Identifier: MIT
#include "widgets/plots/PlotLegend.h"

#include "style/Theme.h"

#include <algorithm>

namespace lookaway {

namespace {

constexpr int kLongestName = 220; ///< px, longer names are elided in the middle

/// Neighbouring widths summed up, as a grid of `columns` columns that is filled row by row would be wide.
int gridWidth(const std::vector<int>& widths, int columns, int gap)
{
    std::vector<int> column(std::size_t(columns), 0);
    for (std::size_t i = 0; i < widths.size(); ++i)
        column[i % column.size()] = std::max(column[i % column.size()], widths[i]);
    int sum = gap * (columns - 1);
    for (const int width : column)
        sum += width;
    return sum;
}

} // namespace

PlotLegend::PlotLegend(QCPLegend& legend)
    : m_legend(legend)
{
    m_legend.setVisible(true);
    m_legend.setBorderPen(Qt::NoPen);
    m_legend.setBrush(Qt::NoBrush);
    m_legend.setMargins(QMargins());
    m_legend.setIconSize(26, 12);
    m_legend.setIconTextPadding(6);
    m_legend.setColumnSpacing(14);
    m_legend.setRowSpacing(1);
    m_legend.setFillOrder(QCPLegend::foColumnsFirst);
    m_legend.setSelectableParts(QCPLegend::spNone);
}

void PlotLegend::add(const PlotSeries& series)
{
    m_legend.addItem(new QCPPlottableLegendItem(&m_legend, series.line()));
}

void PlotLegend::remove(const PlotSeries& series)
{
    m_legend.removeItem(m_legend.itemWithPlottable(series.line()));
}

void PlotLegend::style(const AllSeries& all, const QPalette& palette, const QFont& font)
{
    const QFontMetrics metrics(font);
    m_widths.clear();
    for (const auto& one : all) {
        auto* item = m_legend.itemWithPlottable(one->line());
        QFont own = font;
        own.setStrikeOut(!one->isShown());
        item->setFont(own);
        item->setTextColor(one->isShown() ? palette.color(QPalette::Text) : faintTextColor(palette));
        one->line()->setName(metrics.elidedText(one->title(), Qt::ElideMiddle, kLongestName));
        m_widths.push_back(m_legend.iconSize().width() + m_legend.iconTextPadding()
            + metrics.horizontalAdvance(one->line()->name()) + 2);
    }
    m_legend.setVisible(all.size() > 1);
}

void PlotLegend::fit(int width)
{
    int columns = std::max(1, int(m_widths.size()));
    while (columns > 1 && gridWidth(m_widths, columns, m_legend.columnSpacing()) > width)
        --columns;
    if (m_legend.wrap() != columns) {
        m_legend.setWrap(columns);
        m_legend.setFillOrder(QCPLegend::foColumnsFirst, true); // arranges the entries again
    }
}

QRectF PlotLegend::entryRect(const PlotSeries& series) const
{
    return m_legend.visible() ? QRectF(m_legend.itemWithPlottable(series.line())->outerRect()) : QRectF();
}

} // namespace lookaway
