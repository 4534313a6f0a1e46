// SPDX-License-Identifier: MIT
#include "widgets/plots/MatrixPainter.h"

#include "style/Theme.h"
#include "widgets/ColorMix.h"
#include "widgets/NumberText.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace lookaway {

namespace {

constexpr int kLongestName = 150; ///< px
constexpr int kGap = 6;           ///< px between names and cells
constexpr int kBarHeight = 8;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(MatrixPainter)
};

/// How many classes one name has to stand for, so that names do not overlap.
int nameStep(int cell, int lineHeight)
{
    return std::max(1, (lineHeight + cell - 1) / std::max(1, cell));
}

/// The matrix's ground as soon as it can be read on a cell, so that cells that look alike are written alike.
QColor inkOn(const QColor& cell, const QPalette& palette)
{
    const QColor inverse = palette.color(QPalette::Base);
    const auto [darker, lighter] = std::minmax({ luminance(cell), luminance(inverse) });
    return (lighter + 0.05) / (darker + 0.05) >= 3.9 ? inverse : palette.color(QPalette::Text);
}

} // namespace

MatrixPainter::MatrixPainter(ConfusionMatrix matrix, QStringList names)
    : m_matrix(std::move(matrix))
    , m_names(std::move(names))
{
    for (auto i = m_names.size(); i < qsizetype(m_matrix.classes()); ++i)
        m_names << QString::number(i);
    for (std::size_t truth = 0; truth < m_matrix.classes(); ++truth)
        for (std::size_t predicted = 0; predicted < m_matrix.classes(); ++predicted)
            m_largest = std::max(m_largest, m_matrix.count(truth, predicted));
}

void MatrixPainter::setTheme(const QPalette& palette, const QFont& font)
{
    m_palette = palette;
    m_font = font;
    if (font.pointSizeF() > 0)
        m_font.setPointSizeF(font.pointSizeF() * 0.92);
    m_widestName = 0;
    const QFontMetrics metrics(m_font);
    for (const QString& name : m_names)
        m_widestName = std::max(m_widestName, metrics.horizontalAdvance(name));
}

bool MatrixPainter::namesLieFlat(int cell) const
{
    return m_widestName <= cell - kGap;
}

QMargins MatrixPainter::margins(int cell) const
{
    const int line = QFontMetrics(m_font).height();
    const int name = std::min(m_widestName, kLongestName);
    return { line + 2 * kGap + name, 2 + line + kGap + (namesLieFlat(cell) ? line : name) + kGap, 2,
        kGap + kBarHeight + line + 2 };
}

double MatrixPainter::shareOf(int truth, int predicted) const
{
    const auto count = double(m_matrix.count(std::size_t(truth), std::size_t(predicted)));
    const auto whole = double(m_normalised ? m_matrix.support(std::size_t(truth)) : m_largest);
    return whole > 0 ? count / whole : 0;
}

QColor MatrixPainter::colorOf(double share) const
{
    // What is there at all is told apart from what is not.
    const QColor ground = m_palette.color(QPalette::Base);
    return share <= 0 ? ground : mixed(ground, accentColor(m_palette), 0.08 + 0.92 * share);
}

QColor MatrixPainter::cellColor(int truth, int predicted) const
{
    return colorOf(shareOf(truth, predicted));
}

QString MatrixPainter::cellText(int truth, int predicted, int cell) const
{
    const auto count = m_matrix.count(std::size_t(truth), std::size_t(predicted));
    if (count == 0)
        return {};
    if (!m_normalised)
        return QLocale().toString(qulonglong(count));
    return percentNumber(shareOf(truth, predicted), cell >= 44 ? 1 : 0);
}

QString MatrixPainter::describe(int truth, int predicted) const
{
    const auto count = m_matrix.count(std::size_t(truth), std::size_t(predicted));
    const auto support = m_matrix.support(std::size_t(truth));
    const QString share = percent(support ? double(count) / double(support) : 0.0);
    const QString sentence = truth == predicted ? Texts::tr("%1 of %2 pictures of “%3” (%4) were recognised.")
                                                : Texts::tr("%1 of %2 pictures of “%3” (%4) were taken for “%5”.");
    const QString text = sentence.arg(
        QLocale().toString(qulonglong(count)), QLocale().toString(qulonglong(support)), name(truth), share);
    return truth == predicted ? text : text.arg(name(predicted));
}

QFont MatrixPainter::cellFont(int cell) const
{
    QFont font = m_font;
    font.setPixelSize(std::clamp(int(cell * 0.36), 8, QFontMetrics(m_font).height() - 2));
    return font;
}

void MatrixPainter::paint(QPainter& painter, const MatrixGeometry& geometry) const
{
    paintCells(painter, geometry);
    paintNames(painter, geometry);
    paintTitles(painter, geometry);
    paintBar(painter, geometry);
}

void MatrixPainter::paintCells(QPainter& painter, const MatrixGeometry& geometry) const
{
    painter.save();
    painter.setClipRect(geometry.area);
    const int cell = geometry.cell;
    const QFont font = cellFont(cell);
    const QFontMetrics metrics(font);
    const QString widest = m_normalised ? (cell >= 44 ? QStringLiteral("100.0") : QStringLiteral("100"))
                                        : QLocale().toString(qulonglong(m_largest));
    const bool numbers = metrics.horizontalAdvance(widest) <= cell - 2 && metrics.height() <= cell + 4;
    const int firstRow = std::max(0, (geometry.area.top() - geometry.origin.y()) / cell);
    const int lastRow = std::min(classes() - 1, (geometry.area.bottom() - geometry.origin.y()) / cell);
    const int firstColumn = std::max(0, (geometry.area.left() - geometry.origin.x()) / cell);
    const int lastColumn = std::min(classes() - 1, (geometry.area.right() - geometry.origin.x()) / cell);
    const QRect whole(geometry.origin, QSize(cell, cell) * classes());
    painter.setFont(font);
    painter.fillRect(whole, m_palette.color(QPalette::Base));
    for (int truth = firstRow; truth <= lastRow; ++truth)
        for (int predicted = firstColumn; predicted <= lastColumn; ++predicted) {
            const QString text = cellText(truth, predicted, cell);
            if (text.isEmpty())
                continue;
            const QRect rect = geometry.cellRect(truth, predicted);
            const QColor color = cellColor(truth, predicted);
            painter.fillRect(rect, color);
            if (!numbers)
                continue;
            painter.setPen(inkOn(color, m_palette));
            painter.drawText(rect, Qt::AlignCenter, text);
        }
    if (cell >= 14) {
        painter.setPen(QPen(lineColor(m_palette), 1));
        for (int i = 0; i <= classes(); ++i) {
            painter.drawLine(
                whole.left() + i * cell, whole.top(), whole.left() + i * cell, whole.top() + whole.height());
            painter.drawLine(
                whole.left(), whole.top() + i * cell, whole.left() + whole.width(), whole.top() + i * cell);
        }
    }
    painter.restore();
    painter.setPen(QPen(lineColor(m_palette), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(geometry.area.intersected(whole.adjusted(0, 0, 1, 1)).adjusted(0, 0, -1, -1));
}

void MatrixPainter::paintNames(QPainter& painter, const MatrixGeometry& geometry) const
{
    const QFontMetrics metrics(m_font);
    const int length = std::min(m_widestName, kLongestName);
    const int line = metrics.height();
    const int step = nameStep(geometry.cell, line);
    const bool flat = namesLieFlat(geometry.cell);
    const QRect area = geometry.area;
    painter.setFont(m_font);
    painter.setPen(m_palette.color(QPalette::Text));
    painter.save();
    painter.setClipRect(QRect(0, area.top() - 2, area.left(), area.height() + 4));
    for (int i = 0; i < classes(); i += step) {
        const int middle = geometry.origin.y() + i * geometry.cell + geometry.cell / 2;
        if (middle > area.top() - line && middle < area.bottom() + line)
            painter.drawText(QRect(area.left() - kGap - length, middle - line / 2, length, line),
                Qt::AlignRight | Qt::AlignVCenter, metrics.elidedText(name(i), Qt::ElideMiddle, length));
    }
    painter.restore();
    painter.save();
    painter.setClipRect(QRect(area.left() - 2, 0, area.width() + 4, area.top()));
    for (int i = 0; i < classes(); i += step) {
        const int middle = geometry.origin.x() + i * geometry.cell + geometry.cell / 2;
        if (middle < area.left() - geometry.cell || middle > area.right() + geometry.cell)
            continue;
        painter.save();
        painter.translate(middle, area.top() - kGap);
        if (flat) {
            painter.drawText(QRect(-geometry.cell / 2, -line, geometry.cell, line), Qt::AlignCenter, name(i));
        } else {
            painter.rotate(-90);
            painter.drawText(QRect(0, -line / 2, length, line), Qt::AlignLeft | Qt::AlignVCenter,
                metrics.elidedText(name(i), Qt::ElideMiddle, length));
        }
        painter.restore();
    }
    painter.restore();
}

void MatrixPainter::paintTitles(QPainter& painter, const MatrixGeometry& geometry) const
{
    const QRect area = geometry.area.intersected({ geometry.origin, QSize(geometry.cell, geometry.cell) * classes() });
    const int line = QFontMetrics(m_font).height();
    const QMargins room = margins(geometry.cell);
    painter.setFont(m_font);
    painter.setPen(faintTextColor(m_palette));
    painter.drawText(QRect(area.left(), area.top() - room.top() + 2, std::max(area.width(), 120), line),
        Qt::AlignLeft | Qt::AlignVCenter, Texts::tr("predicted class →"));
    painter.save();
    painter.translate(area.left() - room.left(), area.top());
    painter.rotate(-90);
    const int length = std::max(area.height(), 90);
    painter.drawText(QRect(-length, 0, length, line), Qt::AlignRight | Qt::AlignVCenter, Texts::tr("← true class"));
    painter.restore();
}

void MatrixPainter::paintBar(QPainter& painter, const MatrixGeometry& geometry) const
{
    const QRect cells = geometry.area.intersected({ geometry.origin, QSize(geometry.cell, geometry.cell) * classes() });
    const QFontMetrics metrics(m_font);
    const int top = cells.bottom() + kGap + 2 + (metrics.height() - kBarHeight) / 2;
    const QString low = m_normalised ? QStringLiteral("0\u202f%") : QStringLiteral("0");
    const QString high = m_normalised ? Texts::tr("100\u202f% of the true class")
                                      : Texts::tr("%1 pictures").arg(QLocale().toString(qulonglong(m_largest)));
    int x = cells.left();
    const int textTop = cells.bottom() + kGap + 2;
    painter.setFont(m_font);
    painter.setPen(faintTextColor(m_palette));
    painter.drawText(QRect(x, textTop, 60, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, low);
    x += metrics.horizontalAdvance(low) + kGap;
    QLinearGradient gradient(x, 0, x + 96, 0);
    gradient.setColorAt(0, colorOf(1e-6));
    gradient.setColorAt(1, colorOf(1));
    painter.setBrush(gradient);
    painter.setPen(QPen(lineColor(m_palette), 1));
    painter.drawRect(QRect(x, top, 96, kBarHeight));
    painter.setPen(faintTextColor(m_palette));
    painter.drawText(QRect(x + 96 + kGap, textTop, 240, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, high);
}

} // namespace lookaway
