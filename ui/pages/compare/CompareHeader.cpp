// SPDX-License-Identifier: MIT
#include "pages/compare/CompareHeader.h"

#include "pages/compare/CompareModel.h"
#include "style/Icons.h"
#include "style/Theme.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace lookaway {

namespace {

constexpr int kPadding = 7;
constexpr int kRowLabel = 172; // px
constexpr int kSign = 16;

QFont titleFont(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

/// Breaks a text into at most so many lines, the last one shortened; returns what is left of the place.
QRect paintLines(QPainter& painter, QRect place, QString text, int most)
{
    if (text.isEmpty())
        return place;
    text.replace(QLatin1Char('_'), QStringLiteral("_\u200b")); // names of files break there
    const QFontMetrics metrics = painter.fontMetrics();
    QTextLayout layout(text, painter.font());
    QTextOption wrap;
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(wrap);
    layout.beginLayout();
    for (int i = 0; i < most && place.height() >= metrics.height() * 2 / 3; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(place.width());
        const bool last = i + 1 == most || place.height() < metrics.height() * 5 / 3;
        const QString shown = last ? metrics.elidedText(text.mid(line.textStart()), Qt::ElideRight, place.width())
                                   : text.mid(line.textStart(), line.textLength()).trimmed();
        painter.drawText(
            QRect(place.topLeft(), QSize(place.width(), metrics.height())), Qt::AlignLeft | Qt::AlignVCenter, shown);
        place.setTop(place.top() + metrics.height());
    }
    layout.endLayout();
    return place;
}

/// A pin and a word, in the text's own colour; returns what is left of the place.
QRect paintMark(QPainter& painter, QRect place, const QString& mark)
{
    if (mark.isEmpty())
        return place;
    const int side = painter.fontMetrics().height();
    icon(QStringLiteral("pin")).paint(&painter, QRect(place.topLeft(), QSize(side, side)));
    return paintLines(painter, place.adjusted(side + 3, 0, 0, 0), mark, 1).adjusted(-side - 3, 0, 0, 0);
}

} // namespace

CompareHeader::CompareHeader(Qt::Orientation orientation, CompareModel* model, QWidget* parent)
    : QHeaderView(orientation, parent)
    , m_model(model)
{
    setSectionsMovable(true);
    setSectionsClickable(true);
    setHighlightSections(false);
    setSectionResizeMode(QHeaderView::Fixed);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setMouseTracking(true);
    connect(this, &QHeaderView::sectionMoved, this, &CompareHeader::putBack);
    // As high as the titles need.
    connect(model, &QAbstractItemModel::headerDataChanged, this, &QWidget::updateGeometry);
    connect(model, &QAbstractItemModel::modelReset, this, &QWidget::updateGeometry);
}

/// The order is the comparison's, not the view's.
void CompareHeader::putBack(int, int from, int to)
{
    if (m_puttingBack)
        return;
    m_puttingBack = true;
    moveSection(to, from);
    m_puttingBack = false;
    Q_EMIT dragged(from, to);
}

QSize CompareHeader::sizeHint() const
{
    if (orientation() == Qt::Vertical)
        return { kRowLabel, 0 };
    const QFontMetrics title(titleFont(font()));
    qsizetype lines = 1;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const CompareModel::Head head = m_model->columnHead(column);
        const bool broken = title.horizontalAdvance(head.title) > defaultSectionSize() - 2 * kPadding;
        lines = std::max(lines, (broken ? 2 : 1) + (head.mark.isEmpty() ? 0 : 1) + head.lines.size());
    }
    return { 0, int(lines) * fontMetrics().height() + 2 * kPadding };
}

QSize CompareHeader::sectionSizeFromContents(int) const
{
    return sizeHint();
}

void CompareHeader::paintEvent(QPaintEvent* event)
{
    QHeaderView::paintEvent(event);
    QPainter painter(viewport());
    painter.setPen(lineColor(palette()));
    const QRect all = viewport()->rect();
    if (orientation() == Qt::Horizontal)
        painter.drawLine(all.bottomLeft(), all.bottomRight());
    else
        painter.drawLine(all.topRight(), all.bottomRight());
}

void CompareHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    if (section >= count())
        return;
    const bool column = orientation() == Qt::Horizontal;
    const CompareModel::Head head = column ? m_model->columnHead(section) : m_model->rowHead(section);
    painter->save();
    painter->fillRect(rect, palette().color(QPalette::Window));
    QRect place = rect.adjusted(kPadding, kPadding, -kPadding, -kPadding);
    painter->setClipRect(place);
    if (!head.problem.isEmpty()) {
        icon(QStringLiteral("warning")).paint(painter, QRect(place.right() - kSign, place.top(), kSign, kSign));
        place.setRight(place.right() - kSign - 4);
    }
    painter->setFont(titleFont(font()));
    painter->setPen(palette().color(QPalette::WindowText));
    place = paintLines(*painter, place, head.title, 2);
    painter->setFont(font());
    place = paintMark(*painter, place, head.mark);
    for (int i = 0; i < head.lines.size(); ++i) {
        // Of a row, the class that is explained matters as much as its title.
        painter->setPen(!column && i == 0 ? palette().color(QPalette::WindowText) : faintTextColor(palette()));
        place = paintLines(*painter, place, head.lines[i], column ? 1 : 3);
    }
    painter->setPen(faintTextColor(palette()));
    if (!column && head.lines.isEmpty())
        paintLines(*painter, place, head.problem, 6);
    painter->restore();
}

} // namespace lookaway
