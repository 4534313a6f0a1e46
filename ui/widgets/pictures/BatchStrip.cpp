// SPDX-License-Identifier: MIT
#include "widgets/pictures/BatchStrip.h"

#include "widgets/EmptyState.h"
#include "widgets/InlineNote.h"
#include "widgets/pictures/BatchStripControls.h"
#include "widgets/pictures/CardView.h"

#include <QAction>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace lookaway {

namespace {
/// Each is a copy of its four pictures, 0.7 MB at 224 px.
constexpr std::size_t mostPinned = 32;

// Between two live batches.
constexpr int costToPause = 150; // what is drawn here is taken from the training
constexpr std::chrono::milliseconds shortestPause{ 100 };
constexpr std::chrono::milliseconds longestPause{ 2000 };
} // namespace

BatchStrip::BatchStrip(QWidget* parent)
    : QWidget(parent)
    , m_controls(new BatchStripControls(this))
    , m_view(new CardView(this))
    , m_unmeasured(new InlineNote(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(QStringLiteral("eye"), this))
{
    build();
    addMenu();
    addExportMenu();
    updateEmptyState();
    m_pace.setSingleShot(true);
    connect(m_view, &CardView::displayed, this, [this] {
        const auto pause = std::chrono::duration_cast<std::chrono::milliseconds>(m_view->displayCost() * costToPause);
        m_pace.start(std::clamp(pause, shortestPause, longestPause));
    });
    connect(&m_pace, &QTimer::timeout, this, [this] {
        const int newest = m_history.size() - 1;
        if (m_controls->following() && m_shown && newest >= 0 && m_history.at(newest).serial != m_shown->serial)
            showLatest();
    });
}

void BatchStrip::build()
{
    m_view->setAccessibleName(tr("Pictures of the occluded mini-batch"));
    m_view->setPlaceholder(tr("Nothing was hidden in this mini-batch: every heat map was the same everywhere."));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_view, &CardView::pinWanted, this, &BatchStrip::togglePin);
    connect(m_view, &CardView::opened, this, [this](int row) { Q_EMIT pictureActivated(m_view->card(row)); });
    connect(m_controls, &BatchStripControls::styleChanged, this, &BatchStrip::refresh);
    connect(m_controls, &BatchStripControls::filterChanged, this, &BatchStrip::refresh);
    connect(m_controls, &BatchStripControls::positionChosen, this, &BatchStrip::choosePosition);
    connect(m_controls, &BatchStripControls::followingChanged, this, [this](bool follow) {
        if (follow)
            choosePosition(m_history.size() - 1);
    });

    auto* full = new QWidget(this);
    auto* column = new QVBoxLayout(full);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_controls);
    auto* noted = new QHBoxLayout;
    noted->setContentsMargins(8, 0, 8, 4);
    noted->addWidget(m_unmeasured);
    column->addLayout(noted);
    column->addWidget(m_view, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(full);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
}

void BatchStrip::addMenu()
{
    const auto add = [this](const QString& text, auto action) {
        auto* entry = new QAction(text, m_view);
        connect(entry, &QAction::triggered, this, [this, action] {
            if (m_view->currentIndex().isValid())
                action(m_view->currentIndex().row());
        });
        m_view->addAction(entry);
    };
    add(tr("Open large"), [this](int row) { Q_EMIT pictureActivated(m_view->card(row)); });
    add(tr("Pin or unpin"), [this](int row) { togglePin(row); });
    add(tr("Unpin all"), [this](int) {
        m_pinned.clear();
        refresh();
    });
}

void BatchStrip::setClasses(const std::vector<std::string>& classes)
{
    m_classes = classes;
    refresh();
}

void BatchStrip::setDistraction(const std::optional<DistractionSettings>& distraction)
{
    m_distraction = distraction;
    updateEmptyState();
}

void BatchStrip::show(std::shared_ptr<const BatchOccluded> batch)
{
    if (!batch || batch->pictures.empty())
        return;
    m_history.push(std::move(batch));
    m_stack->setCurrentIndex(1);
    updateHistoryControls();
    if (!m_shown || (m_controls->following() && !m_pace.isActive()))
        showLatest();
}

void BatchStrip::showLatest()
{
    m_shown = m_history.at(m_history.size() - 1);
    updateHistoryControls();
    refresh();
    m_pace.start(longestPause); // until it is on display
}

void BatchStrip::setHistoryLength(int length)
{
    m_history.setLength(length);
    updateHistoryControls();
}

void BatchStrip::setHistoryBudget(std::size_t bytes)
{
    m_history.setBudget(bytes);
    updateHistoryControls();
}

void BatchStrip::clear()
{
    m_history.clear();
    m_shown.reset();
    m_pinned.clear();
    m_controls->setFollowing(true);
    updateHistoryControls();
    m_stack->setCurrentIndex(0);
    refresh();
}

void BatchStrip::choosePosition(int position)
{
    if (position < 0 || position >= m_history.size())
        return;
    m_shown = m_history.at(position);
    m_controls->setFollowing(position == m_history.size() - 1);
    updateHistoryControls();
    refresh();
}

void BatchStrip::updateHistoryControls()
{
    if (!m_shown) {
        m_controls->setHistory(0, 0, {});
        return;
    }
    const int position = m_history.positionOf(m_shown->serial);
    const QString place = position < 0
        ? tr("%1 (older than the last %2)").arg(originOf(*m_shown->batch)).arg(m_history.size())
        : tr("%1 (%2 of %3)").arg(originOf(*m_shown->batch)).arg(position + 1).arg(m_history.size());
    m_controls->setHistory(m_history.size(), std::max(0, position), place);
}

QString BatchStrip::className(std::int64_t label) const
{
    const auto index = static_cast<std::size_t>(label);
    return label >= 0 && index < m_classes.size() ? QString::fromStdString(m_classes[index])
                                                  : tr("class %1").arg(label);
}

PictureCard BatchStrip::cardOf(const BatchHistory::Entry& entry, std::size_t picture) const
{
    PictureCard card;
    card.id = entry.serial << 20 | picture;
    card.picture = { entry.batch, &entry.batch->pictures.at(picture) };
    card.className = className(card.picture->label);
    card.predictedName = className(card.picture->predicted);
    card.origin = originOf(*entry.batch);
    card.occlusion = occlusionText(entry.batch->settings);
    return card;
}

QString BatchStrip::originOf(const BatchOccluded& batch) const
{
    return tr("epoch %1, mini-batch %2").arg(batch.epoch + 1).arg(batch.step + 1);
}

bool BatchStrip::isPinned(std::uint64_t id) const
{
    return std::any_of(m_pinned.begin(), m_pinned.end(), [id](const PictureCard& card) { return card.id == id; });
}

void BatchStrip::togglePin(int row)
{
    PictureCard card = m_view->card(row);
    card.pinned = !isPinned(card.id);
    if (!card.pinned) {
        m_pinned.erase(std::remove_if(m_pinned.begin(), m_pinned.end(),
                           [&card](const PictureCard& other) { return other.id == card.id; }),
            m_pinned.end());
    } else if (m_pinned.size() < mostPinned) {
        // A copy of the one picture: the shared one would keep its whole batch.
        card.picture = std::make_shared<const OccludedPicture>(*card.picture);
        m_pinned.push_back(card);
    } else {
        return;
    }
    // It moves to the front with the next mini-batch, not away from under the mouse.
    m_view->setPinned(row, card.pinned);
}

void BatchStrip::refresh()
{
    std::vector<PictureCard> cards = m_pinned;
    for (std::size_t i = 0; m_shown && i < m_shown->batch->pictures.size(); ++i) {
        PictureCard card = cardOf(*m_shown, i);
        if (!isPinned(card.id) && (!m_controls->hiddenOnly() || card.picture->share > 0))
            cards.push_back(std::move(card));
    }
    const bool unmeasured = std::any_of(
        cards.begin(), cards.end(), [](const PictureCard& card) { return std::isnan(card.picture->lossAfter); });
    m_unmeasured->say(InlineNote::Kind::Info,
        unmeasured ? tr("–: what the network answers after hiding is measured only now and then: it costs time.")
                   : QString());
    m_view->present(std::move(cards), m_controls->style());
}

void BatchStrip::updateEmptyState()
{
    if (!m_distraction) {
        m_empty->setTexts(tr("Occluded mini-batches appear here"),
            tr("While a network trains, you see the pictures of every occluded mini-batch: where the network looks, "
               "what is hidden, and how its loss and its confidence change. A run that is opened again shows its "
               "curves and probe pictures."));
    } else if (m_distraction->fill == FillKind::None) {
        m_empty->setTexts(tr("This run hides nothing (occlusion: none)"),
            tr("It is a baseline run. Choose an occlusion under Distraction to hide the pixels that the network looks "
               "at "
               "most."));
    } else {
        m_empty->setTexts(tr("No mini-batch has been occluded yet"),
            tr("Each mini-batch is occluded with probability p = %1, about one in %2. The first one appears here as "
               "soon as it is trained on.")
                .arg(m_distraction->p)
                .arg(m_distraction->p > 0 ? qRound(1 / m_distraction->p) : 0));
    }
}

} // namespace lookaway
