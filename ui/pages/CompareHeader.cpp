// SPDX-License-Identifier: MIT
#include "pages/CompareHeader.h"

#include "pages/CompareModel.h"
#include "style/Icons.h"
#include "style/Theme.h"

#include <QPainter>
#include <QTextLayout>

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
QRect paintLines(QPainter& painter, QRect place, const QString& text, int most)
{
    if (text.isEmpty())
        return place;
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
    const int line = fontMetrics().height();
    return orientation() == Qt::Horizontal ? QSize(0, 4 * line + 2 * kPadding) : QSize(kRowLabel, 0);
}

QSize CompareHeader::sectionSizeFromContents(int) const
{
    return sizeHint();
}

void CompareHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    if (section >= count())
        return;
    const bool column = orientation() == Qt::Horizontal;
    const CompareModel::Head head = column ? m_model->columnHead(section) : m_model->rowHead(section);
    painter->save();
    painter->fillRect(rect, palette().color(QPalette::Window));
    painter->setPen(lineColor(palette()));
    if (column)
        painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    else
        painter->drawLine(rect.topRight(), rect.bottomRight());
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
    if (!column)
        place = paintLines(*painter, place, head.subtitle, 3);
    painter->setPen(faintTextColor(palette()));
    if (column)
        place = paintLines(*painter, place, head.subtitle, head.detail.isEmpty() ? 2 : 1);
    place = paintLines(*painter, place, head.detail, 3);
    if (!column && head.subtitle.isEmpty())
        paintLines(*painter, place, head.problem, 6);
    painter->restore();
}

} // namespace lookaway
