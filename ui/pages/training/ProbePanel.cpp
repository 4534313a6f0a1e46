// SPDX-License-Identifier: MIT
#include "pages/training/ProbePanel.h"

#include "style/Icons.h"
#include "widgets/EmptyState.h"
#include "widgets/FlowLayout.h"

#include <QtWidgets>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lookaway {

namespace {

constexpr int kFrame = 450;   ///< ms an epoch is shown while playing
constexpr int kMargin = 8;    ///< px around the panel's content
constexpr int kSmallest = 96; ///< px, side of a picture

} // namespace

ProbePanel::ProbePanel(QWidget* parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(QStringLiteral("probe")))
    , m_grid(new QWidget)
{
    m_empty->setTexts(tr("No probe pictures yet"),
        tr("A few validation pictures are explained before the training and after every epoch: here you can watch "
           "where the network learns to look."));
    new FlowLayout(m_grid, 8);
    auto* scroll = new QScrollArea;
    scroll->setWidget(m_grid);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* full = new QWidget;
    auto* fullLayout = new QVBoxLayout(full);
    fullLayout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    fullLayout->addWidget(makeControls());
    fullLayout->addWidget(scroll, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(full);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    m_pace.setInterval(kFrame);
    connect(&m_pace, &QTimer::timeout, this, [this] { step(); });
}

QWidget* ProbePanel::makeControls()
{
    m_play = new QToolButton;
    m_play->setAutoRaise(true);
    m_play->setCheckable(true);
    connect(m_play, &QToolButton::clicked, this, [this](bool on) { setPlaying(on); });
    m_slider = new QSlider(Qt::Horizontal);
    m_slider->setAccessibleName(tr("Epoch"));
    m_slider->setToolTip(tr("The epoch whose maps are shown."));
    m_slider->setPageStep(5);
    m_slider->setMinimumWidth(80);
    m_slider->setMaximumWidth(420);
    connect(m_slider, &QSlider::valueChanged, this, [this] { showMoment(); });
    m_when = new QLabel;
    m_when->setObjectName(QStringLiteral("when"));
    m_when->setMinimumWidth(m_when->fontMetrics().horizontalAdvance(tr("before training")) + 8);
    m_compare = new QCheckBox(tr("&Compare with the first"));
    m_compare->setToolTip(tr("Shows the first map beside the one of the epoch."));
    connect(m_compare, &QCheckBox::toggled, this, [this] { showMoment(); });
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout;
    row->addWidget(m_play);
    row->addWidget(m_slider, 1);
    row->addWidget(m_when);
    auto* rows = new QVBoxLayout(bar); // in two rows: it also stands in narrow docks
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addLayout(row);
    rows->addWidget(m_compare);
    setPlaying(false);
    return bar;
}

void ProbePanel::setPlaying(bool on)
{
    m_play->setChecked(on);
    m_play->setIcon(icon(on ? QStringLiteral("pause") : QStringLiteral("play")));
    m_play->setAccessibleName(on ? tr("Stop playing") : tr("Play the epochs"));
    m_play->setToolTip(m_play->accessibleName());
    if (!on) {
        m_pace.stop();
        return;
    }
    if (current() + 1 >= moments())
        setCurrent(0);
    m_pace.start();
}

void ProbePanel::step()
{
    if (current() + 1 < moments())
        setCurrent(current() + 1);
    if (current() + 1 >= moments())
        setPlaying(false);
}

void ProbePanel::clear()
{
    setHistory({});
}

void ProbePanel::setClasses(const QStringList& names)
{
    m_classes = names;
    showMoment();
}

void ProbePanel::add(std::shared_ptr<const ProbesExplained> probes)
{
    const bool following = current() + 1 == moments();
    const int before = current();
    const auto same = std::find_if(
        m_history.begin(), m_history.end(), [&](const auto& known) { return known->epoch >= probes->epoch; });
    m_history.erase(same, m_history.end());
    m_history.push_back(std::move(probes));
    updateSlider(following ? moments() - 1 : std::min(before, moments() - 1));
}

void ProbePanel::setHistory(std::vector<ProbesExplained> history)
{
    setPlaying(false);
    m_history.clear();
    for (ProbesExplained& probes : history)
        m_history.push_back(std::make_shared<const ProbesExplained>(std::move(probes)));
    updateSlider(moments() - 1);
}

void ProbePanel::updateSlider(int current)
{
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setRange(0, std::max(0, moments() - 1));
        m_slider->setValue(std::max(0, current));
    }
    m_slider->setEnabled(moments() > 1);
    m_play->setEnabled(moments() > 1);
    m_compare->setEnabled(moments() > 1);
    m_stack->setCurrentIndex(moments() > 0 ? 1 : 0);
    makeCards();
    showMoment();
}

int ProbePanel::current() const
{
    return m_history.empty() ? -1 : m_slider->value();
}

void ProbePanel::setCurrent(int moment)
{
    m_slider->setValue(moment);
}

void ProbePanel::setColorMap(ColorMap colors)
{
    m_look.colors = colors;
    showMoment();
}

void ProbePanel::setOpacity(double opacity)
{
    m_look.opacity = std::clamp(opacity, 0.0, 1.0);
    showMoment();
}

void ProbePanel::makeCards()
{
    const std::size_t wanted = m_history.empty() ? 0 : m_history.back()->probes.size();
    while (m_cards.size() > wanted) {
        delete m_cards.back();
        m_cards.pop_back();
    }
    while (m_cards.size() < wanted) {
        const std::size_t index = m_cards.size();
        auto* card = new ProbeCard(m_grid);
        m_grid->layout()->addWidget(card);
        connect(card, &ProbeCard::activated, this, [this, index] {
            const auto& probes = m_history[std::size_t(current())]->probes;
            if (index < probes.size())
                Q_EMIT pictureActivated(QString::fromStdString(probes[index].path));
        });
        card->setVisible(true);
        m_cards.push_back(card);
    }
}

QString ProbePanel::when(std::size_t moment) const
{
    const int epoch = m_history[moment]->epoch;
    return epoch < 0 ? tr("before training") : tr("epoch %1").arg(epoch + 1);
}

void ProbePanel::showMoment()
{
    if (m_history.empty())
        return;
    const auto now = std::size_t(current());
    m_when->setText(when(now));
    m_look.side = side();
    const auto& first = m_history.front()->probes;
    const auto& probes = m_history[now]->probes;
    for (std::size_t i = 0; i < m_cards.size() && i < probes.size(); ++i) {
        const ProbeMoment beside{ comparing() && i < first.size() ? first[i] : Probe(), when(0) };
        m_cards[i]->present({ probes[i], when(now) }, comparing() ? &beside : nullptr, m_classes, m_look);
    }
    showSpreads();
    Q_EMIT currentChanged(int(now));
}

bool ProbePanel::comparing() const
{
    return m_compare->isChecked() && moments() > 1;
}

int ProbePanel::side() const
{
    const int largest = ProbeLook().side;
    if (!comparing())
        return largest;
    const int room = width() - 2 * kMargin - style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    return std::clamp((room - ProbeCard::frameWidth()) / 2, kSmallest, largest);
}

void ProbePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (side() != m_look.side)
        showMoment();
}

void ProbePanel::showSpreads()
{
    // One scale for all cards, so that their curves can be compared.
    double highest = 0;
    std::vector<std::vector<double>> curves(m_cards.size());
    for (const auto& moment : m_history)
        for (std::size_t i = 0; i < curves.size(); ++i) {
            const bool known = i < moment->probes.size() && !moment->probes[i].spread.empty;
            curves[i].push_back(
                known ? moment->probes[i].spread.shareAboveLevel : std::numeric_limits<double>::quiet_NaN());
            if (known)
                highest = std::max(highest, curves[i].back());
        }
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setSpreads(std::move(curves[i]), current(), highest);
}

} // namespace lookaway
