// SPDX-License-Identifier: MIT
#include "widgets/pictures/CardView.h"

#include "widgets/pictures/CardDelegate.h"
#include "widgets/pictures/CardModel.h"

#include <QElapsedTimer>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace lookaway {

namespace {
constexpr int frameMilliseconds = 16;
/// Of a frame, for composing; the rest is left to painting and to other widgets.
constexpr qint64 sliceMilliseconds = 5;
} // namespace

CardView::CardView(QWidget* parent)
    : TileView(parent)
    , m_model(new CardModel(this))
    , m_delegate(new CardDelegate(this))
{
    setModel(m_model);
    setItemDelegate(m_delegate);
    // A bar that comes and goes would change the width that decides the size that decides whether there is a bar.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_frame.setSingleShot(true);
    m_frame.setInterval(frameMilliseconds);
    m_frame.setTimerType(Qt::PreciseTimer);
    connect(&m_frame, &QTimer::timeout, this, &CardView::frame);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &CardView::schedule);
    connect(this, &TileView::clicked, this, [this](const QModelIndex& index) { Q_EMIT pinWanted(index.row()); });
    connect(this, &TileView::doubleClicked, this, [this](const QModelIndex& index) {
        Q_EMIT pinWanted(index.row()); // takes back what the first click did
        Q_EMIT opened(index.row());
    });
}

const PictureCard& CardView::card(int row) const
{
    return m_model->card(row);
}

int CardView::count() const
{
    return m_model->rowCount();
}

void CardView::setPinned(int row, bool pinned)
{
    m_shown.cards.at(static_cast<std::size_t>(row)).pinned = pinned;
    m_model->setPinned(row, pinned);
}

void CardView::present(std::vector<PictureCard> cards, const CardStyle& style)
{
    m_next = Cards{ std::move(cards), style, style };
    schedule();
}

CardStyle CardView::fitted(const CardStyle& wanted) const
{
    return widened(wanted, widthFor(cardSize(wanted, font())));
}

void CardView::schedule()
{
    if (isVisible() && !m_frame.isActive())
        m_frame.start();
}

void CardView::frame()
{
    if (!m_composing && m_next) {
        m_composing = std::exchange(m_next, std::nullopt);
        m_composing->style = fitted(m_composing->wanted);
        m_composingCost = {};
    }
    bool worked = false;
    if (m_composing) {
        const Rows rows = rowsInView(cardSize(m_composing->style, font()), static_cast<int>(m_composing->cards.size()));
        if (compose(*m_composing, rows, worked))
            display();
        schedule();
        return;
    }
    // What came into view by scrolling or resizing, and the next line.
    if (!compose(m_shown, rowsInView(1), worked))
        schedule();
    if (worked)
        viewport()->update();
}

/// Whether all these rows are composed now; `worked`: something had to be done.
bool CardView::compose(const Cards& cards, const Rows& rows, bool& worked)
{
    QElapsedTimer timer;
    timer.start();
    bool done = true;
    for (int row = rows.first; done && row < rows.first + rows.count; ++row) {
        if (!m_delegate->prepare(cards.cards.at(static_cast<std::size_t>(row)), cards.style, devicePixelRatioF()))
            continue;
        worked = true;
        done = timer.elapsed() < sliceMilliseconds;
    }
    m_composingCost += std::chrono::microseconds(timer.nsecsElapsed() / 1000);
    return done;
}

void CardView::display()
{
    m_shown = std::move(*m_composing);
    m_composing.reset();
    m_displayCost = m_composingCost;
    m_delegate->setStyle(m_shown.style);
    setTileSize(cardSize(m_shown.style, font()));
    m_model->setCards(m_shown.cards);
    viewport()->update();
    Q_EMIT displayed();
}

void CardView::showEvent(QShowEvent* event)
{
    TileView::showEvent(event);
    schedule();
}

void CardView::resizeEvent(QResizeEvent* event)
{
    TileView::resizeEvent(event);
    if (!m_next && !m_shown.cards.empty() && fitted(m_shown.wanted) != m_shown.style)
        m_next = m_shown;
    schedule();
}

void CardView::keyPressEvent(QKeyEvent* event)
{
    const bool onCard = currentIndex().isValid();
    if (onCard && event->key() == Qt::Key_P)
        Q_EMIT pinWanted(currentIndex().row());
    else if (onCard && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        Q_EMIT opened(currentIndex().row());
    else
        TileView::keyPressEvent(event);
}

} // namespace lookaway
