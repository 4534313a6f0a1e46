// SPDX-License-Identifier: MIT
#include "pages/inspect/LayerMaps.h"

#include "pages/inspect/LayerModel.h"
#include "style/Theme.h"
#include "widgets/Background.h"
#include "widgets/InlineNote.h"
#include "widgets/pictures/HeatColors.h"
#include "widgets/pictures/HeatMapImage.h"
#include "widgets/pictures/TileView.h"

#include <QItemSelectionModel>
#include <QPainter>
#include <QVBoxLayout>

namespace lookaway {

namespace {
constexpr int kPadding = 5;
constexpr int kCalm = 300; // ms
} // namespace

LayerMaps::LayerMaps(Inspector* inspector, LayerModel* layers, QWidget* parent)
    : QWidget(parent)
    , m_inspector(inspector)
    , m_layers(layers)
    , m_view(new TileView)
    , m_note(new InlineNote)
{
    m_view->setModel(layers);
    m_view->setItemDelegate(new LayerTileDelegate(m_view));
    m_view->setTileSize(LayerTileDelegate::tileSize(m_view->font()));
    m_view->setAccessibleName(tr("Layers"));
    m_view->setPlaceholder(tr("The layers of the model."));
    m_view->setFrameShape(QFrame::NoFrame);
    const auto choose = [this](const QModelIndex& index) {
        if (index.flags().testFlag(Qt::ItemIsEnabled))
            Q_EMIT layerChosen(m_layers->layer(index.row()).name);
    };
    connect(m_view, &TileView::clicked, this, choose);
    connect(m_view, &TileView::activated, this, choose);
    connect(inspector, &Inspector::subjectChanged, this, &LayerMaps::ask);
    m_calm.setSingleShot(true);
    m_calm.setInterval(kCalm);
    connect(&m_calm, &QTimer::timeout, this, &LayerMaps::ask);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->addWidget(m_note);
    column->addWidget(m_view, 1);
}

void LayerMaps::setClass(std::int64_t index)
{
    if (index == m_class)
        return;
    m_class = index;
    m_inspector->stop(this);
    m_calm.start();
}

void LayerMaps::setChosen(const std::string& layer)
{
    if (const int row = m_layers->rowOf(layer); row >= 0)
        m_view->selectionModel()->setCurrentIndex(m_layers->index(row, 0), QItemSelectionModel::ClearAndSelect);
}

void LayerMaps::setLook(const HeatLook& look)
{
    const bool same = look.colors == m_look.colors && look.opacity == m_look.opacity;
    m_look = look;
    if (!same && m_maps)
        draw(m_maps);
}

void LayerMaps::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    ask();
}

void LayerMaps::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    if (m_inspector)
        m_inspector->stop(this);
}

void LayerMaps::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_view->scrollTo(m_view->currentIndex()); // the layer that is explained stays in sight
}

void LayerMaps::ask()
{
    m_calm.stop();
    if (!m_inspector->subject()) {
        m_maps.reset();
        ++m_drawing;
        m_layers->setPictures({});
        return m_note->say(InlineNote::Kind::Info, tr("Choose a picture to see a small map for every layer."));
    }
    if (!isVisible())
        return;
    m_note->clear();
    m_inspector->explainLayers(this, m_class, [this](const Result<Inspector::LayerMaps>& maps) {
        if (maps)
            draw(*maps);
        else
            m_note->say(InlineNote::Kind::Problem, QString::fromStdString(maps.error().message()));
    });
}

/// Off the GUI thread: a deep network has hundreds of layers.
void LayerMaps::draw(const Inspector::LayerMaps& maps)
{
    m_maps = maps;
    std::vector<int> rows;
    for (const Explanation& explanation : *maps)
        rows.push_back(m_layers->rowOf(explanation.layer));
    const int side = qRound(LayerTileDelegate::side * devicePixelRatioF());
    const auto paint = [maps, rows, side, look = m_look, input = m_inspector->subject()->input,
                           count = std::size_t(m_layers->rowCount())] {
        const QImage picture = toImage(input).scaled(side, side, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        const HeatColors colors = HeatColors::of(look.colors);
        std::vector<QImage> pictures(count);
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i] >= 0)
                pictures[std::size_t(rows[i])] =
                    heatOverlay(picture, displayHeat((*maps)[i].raw, side, side, false), colors, look.opacity);
        return pictures;
    };
    inBackground(this, paint, [this, drawing = ++m_drawing](std::vector<QImage> pictures) {
        if (drawing != m_drawing)
            return;
        m_layers->setPictures(std::move(pictures));
        Q_EMIT shown();
    });
}

QSize LayerTileDelegate::tileSize(const QFont& font)
{
    return { side + 2 * kPadding, side + 2 * QFontMetrics(font).height() + 2 * kPadding + 3 };
}

QSize LayerTileDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return tileSize(option.font);
}

void LayerTileDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    const bool enabled = index.flags().testFlag(Qt::ItemIsEnabled);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected || (enabled && option.state.testFlag(QStyle::State_MouseOver))) {
        painter->setPen(QPen(selected ? accentColor(option.palette) : lineColor(option.palette), selected ? 2 : 1));
        painter->setBrush(cardColor(option.palette));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4);
    }
    const QRect inner = option.rect.adjusted(kPadding, kPadding, -kPadding, -kPadding);
    const QRect box(inner.x() + (inner.width() - side) / 2, inner.y(), side, side);
    const auto picture = index.data(LayerModel::PictureRole).value<QImage>();
    if (!picture.isNull()) {
        painter->drawImage(box, picture);
    } else {
        painter->fillRect(box, option.palette.color(QPalette::AlternateBase));
        painter->setPen(faintTextColor(option.palette));
        painter->drawText(box.adjusted(4, 4, -4, -4), Qt::AlignCenter | Qt::TextWordWrap,
            enabled ? QStringLiteral("…") : LayerMaps::tr("not explainable"));
    }
    const QFontMetrics metrics(option.font);
    QRect line(inner.x(), box.bottom() + 3, inner.width(), metrics.height());
    painter->setPen(enabled ? option.palette.color(QPalette::Text) : faintTextColor(option.palette));
    painter->drawText(line, Qt::AlignCenter,
        metrics.elidedText(index.data(LayerModel::NameRole).toString(), Qt::ElideLeft, line.width()));
    line.translate(0, metrics.height());
    painter->setPen(faintTextColor(option.palette));
    painter->drawText(line, Qt::AlignCenter,
        metrics.elidedText(index.data(LayerModel::ShapeRole).toString(), Qt::ElideRight, line.width()));
    painter->restore();
}

} // namespace lookaway
