// SPDX-License-Identifier: MIT
#include "pages/compare/CompareDelegate.h"

#include "style/Icons.h"
#include "style/Theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QTextOption>

namespace lookaway {

namespace {

constexpr int kPadding = 6;
constexpr int kNotes = 3; // lines below a picture
constexpr double kSharpFrom = 4;

/// A tick or a cross, so that right and wrong differ in more than colour.
void paintMark(QPainter& painter, const QRectF& box, bool right, const QPalette& palette)
{
    QPainterPath path;
    const auto at = [&](double x, double y) { return box.topLeft() + QPointF(x * box.width(), y * box.height()); };
    if (right) {
        path.moveTo(at(0.12, 0.55));
        path.lineTo(at(0.38, 0.82));
        path.lineTo(at(0.88, 0.2));
    } else {
        path.moveTo(at(0.18, 0.2));
        path.lineTo(at(0.82, 0.84));
        path.moveTo(at(0.82, 0.2));
        path.lineTo(at(0.18, 0.84));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(right ? successColor(palette) : dangerColor(palette), 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(path);
}

/// A dark line in a light one, which shows on every colour.
void paintContour(QPainter& painter, const QPainterPath& contour, const QTransform& toScreen)
{
    const QPainterPath path = toScreen.map(contour);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::white, 2.6));
    painter.drawPath(path);
    painter.setPen(QPen(Qt::black, 1.1));
    painter.drawPath(path);
}

} // namespace

CompareDelegate::CompareDelegate(CompareModel* model, const CompareSight* sight, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_sight(sight)
    , m_pictures(new CellPictures(this))
{
}

QSize CompareDelegate::cellSize(const QFontMetrics& metrics) const
{
    return { m_side + 2 * kPadding, m_side + kNotes * metrics.height() + 2 * kPadding + 3 };
}

QRect CompareDelegate::pictureBox(const QRect& cell) const
{
    return { cell.left() + (cell.width() - m_side) / 2, cell.top() + kPadding, m_side, m_side };
}

QSize CompareDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return cellSize(option.fontMetrics);
}

CellPictures::Order CompareDelegate::order(int row, int column, double pixelRatio) const
{
    const Comparer& comparer = m_model->comparer();
    const int side = qRound(m_side * pixelRatio);
    return { comparer.cell(row, column), comparer.spec().columns[std::size_t(column)], m_model->style(),
        m_model->scale(row, column), comparer.spec().pictures[std::size_t(row)].crop, { side, side }, row, column };
}

QImage CompareDelegate::picture(int row, int column) const
{
    const CellPictures::Order asked = order(row, column, 1);
    if (!asked.cell || asked.cell->error)
        return {};
    const CellPictures::Entry made = CellPictures::make(asked);
    if (made.picture.isNull() || made.contour.isEmpty())
        return made.picture;
    QImage lined = made.picture.convertToFormat(QImage::Format_RGB32);
    QPainter painter(&lined);
    painter.setRenderHint(QPainter::Antialiasing);
    paintContour(painter, made.contour, QTransform::fromScale(lined.width(), lined.height()));
    return lined;
}

void CompareDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setClipRect(option.rect);
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect box = pictureBox(option.rect);
    switch (m_model->state(index.row(), index.column())) {
    case CompareModel::State::Ready:
        paintPicture(*painter, box, index, option.palette);
        break;
    case CompareModel::State::Failed:
        paintProblem(*painter, box, index, option.palette);
        break;
    default:
        paintWaiting(*painter, box, index, option.palette);
    }
    const QRect below(box.left(), box.bottom() + 4, box.width(), option.rect.bottom() - box.bottom() - 4);
    paintNotes(*painter, below, index, option.palette);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(accentColor(option.palette), 2));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(2, 2, -2, -2), 4, 4);
    }
    painter->restore();
}

void CompareDelegate::paintPicture(
    QPainter& painter, const QRect& box, const QModelIndex& index, const QPalette& palette) const
{
    const double ratio = painter.device()->devicePixelRatioF();
    const auto* entry = m_pictures->find(order(index.row(), index.column(), ratio));
    if (!entry || entry->picture.isNull()) {
        painter.fillRect(box, palette.color(QPalette::AlternateBase));
        return;
    }
    const QRectF shown = fittedInto(box, entry->picture.size());
    const QRectF part = m_sight->part();
    if (m_sight->zoom == 1 && !entry->fitted.isNull()) {
        painter.drawImage(shown, entry->fitted);
    } else {
        const QSizeF size = entry->picture.size();
        const QRectF source(part.x() * size.width(), part.y() * size.height(), part.width() * size.width(),
            part.height() * size.height());
        painter.setRenderHint(QPainter::SmoothPixmapTransform, shown.width() / source.width() < kSharpFrom);
        painter.drawImage(shown, entry->picture, source);
    }
    painter.save();
    painter.setClipRect(shown, Qt::IntersectClip);
    if (!entry->contour.isEmpty()) {
        QTransform toScreen = QTransform::fromTranslate(shown.x(), shown.y());
        toScreen.scale(shown.width() / part.width(), shown.height() / part.height());
        toScreen.translate(-part.x(), -part.y());
        paintContour(painter, entry->contour, toScreen);
    }
    if (m_sight->hoveredRow == index.row())
        paintCross(painter, shown, index, palette);
    painter.restore();
}

void CompareDelegate::paintCross(
    QPainter& painter, const QRectF& shown, const QModelIndex& index, const QPalette& palette) const
{
    const QRectF part = m_sight->part();
    const QPointF share(
        (m_sight->hovered.x() - part.x()) / part.width(), (m_sight->hovered.y() - part.y()) / part.height());
    const QPointF at(shown.x() + share.x() * shown.width(), shown.y() + share.y() * shown.height());
    for (const auto& [color, width] : { std::pair(QColor(Qt::white), 3.0), std::pair(QColor(Qt::black), 1.0) }) {
        painter.setPen(QPen(color, width));
        for (const QPointF& arm : { QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1) })
            painter.drawLine(at + arm * 3, at + arm * 11);
    }
    const CropBox& crop = m_model->comparer().spec().pictures[std::size_t(index.row())].crop;
    const QString value = m_model->valueAt(index.row(), index.column(),
        { crop.x + m_sight->hovered.x() * crop.width, crop.y + m_sight->hovered.y() * crop.height });
    if (value.isEmpty())
        return;
    const QFontMetrics metrics = painter.fontMetrics();
    QRectF tag(0, 0, metrics.horizontalAdvance(value) + 10, metrics.height() + 2);
    tag.moveBottomLeft(shown.bottomLeft() + QPointF(3, -3));
    QColor ground = palette.color(QPalette::Window);
    ground.setAlpha(230);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(tag, 3, 3);
    painter.setPen(palette.color(QPalette::WindowText));
    painter.drawText(tag, Qt::AlignCenter, value);
}

void CompareDelegate::paintWaiting(
    QPainter& painter, const QRect& box, const QModelIndex& index, const QPalette& palette) const
{
    painter.fillRect(box, palette.color(QPalette::AlternateBase));
    painter.setPen(faintTextColor(palette));
    const bool working = m_model->state(index.row(), index.column()) == CompareModel::State::Working;
    if (!working) {
        painter.drawText(box, Qt::AlignCenter, QStringLiteral("…"));
        return;
    }
    const double share = m_model->share(index.row(), index.column());
    painter.drawText(box.adjusted(0, 0, 0, -18), Qt::AlignCenter, tr("explaining, %1").arg(percentOf(share)));
    const QRectF bar(box.left() + box.width() * 0.2, box.center().y() + 8, box.width() * 0.6, 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(lineColor(palette));
    painter.drawRoundedRect(bar, 2, 2);
    painter.setBrush(accentColor(palette));
    painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(bar.width() * share, bar.height())), 2, 2);
}

void CompareDelegate::paintProblem(
    QPainter& painter, const QRect& box, const QModelIndex& index, const QPalette& palette) const
{
    painter.fillRect(box, palette.color(QPalette::AlternateBase));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(lineColor(palette), 1, Qt::DashLine));
    painter.drawRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5));
    constexpr int Icon = 22;
    const QRect sign(box.center().x() - Icon / 2, box.top() + 10, Icon, Icon);
    icon(QStringLiteral("warning")).paint(&painter, sign);
    painter.setPen(palette.color(QPalette::Text));
    const QRect room(box.left() + 8, sign.bottom() + 6, box.width() - 16, box.bottom() - sign.bottom() - 10);
    painter.setClipRect(room, Qt::IntersectClip);
    QTextOption wrap(Qt::AlignHCenter | Qt::AlignTop);
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    painter.drawText(QRectF(room), m_model->problem(index.row(), index.column()), wrap);
}

void CompareDelegate::paintNotes(
    QPainter& painter, QRect place, const QModelIndex& index, const QPalette& palette) const
{
    const QFontMetrics metrics = painter.fontMetrics();
    bool first = true;
    for (const auto& note : m_model->notes(index.row(), index.column())) {
        QRect line(place.left(), place.top(), place.width(), metrics.height());
        place.setTop(line.bottom() + 1);
        if (note.mark != CompareModel::Note::Mark::None) {
            const int side = metrics.ascent();
            const QRectF box(line.left(), line.top() + (line.height() - side) / 2.0, side, side);
            paintMark(painter, box, note.mark == CompareModel::Note::Mark::Right, palette);
            line.setLeft(line.left() + side + 4);
        }
        painter.setPen(first ? palette.color(QPalette::Text) : faintTextColor(palette));
        const bool fits = note.shorter.isEmpty() || metrics.horizontalAdvance(note.text) <= line.width();
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(fits ? note.text : note.shorter, Qt::ElideRight, line.width()));
        first = false;
    }
}

} // namespace lookaway
