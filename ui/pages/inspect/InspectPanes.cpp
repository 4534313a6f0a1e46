// SPDX-License-Identifier: MIT
#include "pages/inspect/InspectPanes.h"

#include "widgets/pictures/InspectView.h"

#include <QGridLayout>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace lookaway {

InspectPanes::InspectPanes(Inspector* inspector, LayerModel* layers, QWidget* parent)
    : QWidget(parent)
    , m_inspector(inspector)
    , m_layers(layers)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(8);
    m_grid->setSizeConstraint(QLayout::SetNoConstraint); // a narrower window has fewer columns
    make({});
    arrange();
    setActive(m_panes.front());
}

ExplainPane* InspectPanes::make(const ExplainOrder& order)
{
    auto* pane = new ExplainPane(m_inspector, m_layers, this);
    pane->setLook(m_look);
    for (ExplainPane* other : m_panes)
        PictureView::link(other->view(), pane->view());
    connect(pane, &ExplainPane::activated, this, [this, pane] {
        setActive(pane);
        Q_EMIT entered();
    });
    connect(pane->view(), &QWidget::customContextMenuRequested, this, [this, pane](QPoint place) {
        setActive(pane);
        Q_EMIT menuWanted(pane->view()->mapToGlobal(place));
    });
    connect(pane, &ExplainPane::removeRequested, this, [this, pane] { remove(pane); });
    connect(pane, &ExplainPane::orderChanged, this, [this, pane] {
        if (pane == m_active)
            Q_EMIT activeChanged();
    });
    connect(pane, &ExplainPane::explained, this, [this, pane] {
        share();
        Q_EMIT explained();
        if (pane == m_active)
            Q_EMIT activeExplained();
    });
    m_panes.push_back(pane);
    pane->setOrder(order);
    return pane;
}

/// In this order. CAM comes last: where it can be had, Grad-CAM at the last layer is the same map without what speaks
/// against the class; and the released flavour of Grad-CAM beside Grad-CAM shows the same thing twice.
constexpr std::array kNext{ "grad-cam", "layer-cam", "guided-grad-cam", "integrated-gradients", "grad-cam++",
    "eigen-cam", "smoothgrad", "gradient", "cam" };

std::string InspectPanes::nextMethod() const
{
    const auto fits = [this](const std::string& id) {
        const MethodFact* method = findMethod(id);
        return method && !method->slow && m_inspector->refusal(id).isEmpty()
            && std::none_of(
                m_panes.begin(), m_panes.end(), [&](const ExplainPane* pane) { return pane->order().method == id; });
    };
    const auto next = std::find_if(kNext.begin(), kNext.end(), fits);
    return next != kNext.end() ? *next : m_active->order().method;
}

ExplainPane* InspectPanes::addPane()
{
    if (m_panes.size() >= most)
        return nullptr;
    ExplainOrder order = m_active->order();
    order.method = nextMethod();
    ExplainPane* pane = make(order);
    pane->view()->setSight(m_active->view()->sight());
    arrange();
    setActive(pane);
    Q_EMIT countChanged();
    return pane;
}

void InspectPanes::remove(ExplainPane* pane)
{
    if (m_panes.size() == 1)
        return;
    m_panes.erase(std::find(m_panes.begin(), m_panes.end(), pane));
    pane->hide();
    pane->disconnect(this);
    pane->deleteLater(); // its button is being pressed
    m_inspector->stop(pane);
    if (m_active == pane) {
        m_active = nullptr;
        setActive(m_panes.back());
    }
    arrange();
    share();
    Q_EMIT countChanged();
    Q_EMIT explained();
}

int InspectPanes::wantedColumns() const
{
    const auto count = int(m_panes.size());
    const int best = count <= 3 ? count : (count + 1) / 2;
    return std::clamp(width() / leastWidth, 1, best);
}

QSize InspectPanes::minimumSizeHint() const
{
    const int rows = (int(m_panes.size()) + m_columns - 1) / std::max(1, m_columns);
    return { leastWidth, rows * leastHeight + (rows - 1) * m_grid->verticalSpacing() };
}

void InspectPanes::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (wantedColumns() != m_columns)
        arrange();
}

void InspectPanes::arrange()
{
    const auto count = int(m_panes.size());
    m_columns = wantedColumns();
    const int columns = m_columns;
    for (int i = 0; i < count; ++i) {
        m_grid->addWidget(m_panes[std::size_t(i)], i / columns, i % columns);
        m_panes[std::size_t(i)]->setRemovable(count > 1);
    }
    for (int i = 0; i < int(most); ++i) {
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
        m_grid->setRowStretch(i, i * columns < count ? 1 : 0);
    }
    for (ExplainPane* pane : m_panes)
        pane->setActive(count > 1 && pane == m_active);
    updateGeometry();
}

void InspectPanes::setActive(ExplainPane* pane)
{
    if (pane == m_active)
        return;
    m_active = pane;
    for (ExplainPane* each : m_panes)
        each->setActive(m_panes.size() > 1 && each == pane);
    Q_EMIT activeChanged();
    Q_EMIT activeExplained();
}

void InspectPanes::setLook(const HeatLook& look)
{
    m_look = look;
    for (ExplainPane* pane : m_panes)
        pane->setLook(look);
}

void InspectPanes::setShared(bool shared)
{
    m_shared = shared;
    share();
}

void InspectPanes::share()
{
    std::map<std::tuple<std::string, QString, bool>, std::vector<ExplainPane*>> alike;
    for (ExplainPane* pane : m_panes)
        if (pane->explanation() && !pane->inColour())
            alike[{ pane->explanation()->method, pane->mapName(), pane->isSigned() }].push_back(pane);
    for (const auto& [kind, panes] : alike) {
        std::vector<MapScale> scales;
        scales.reserve(panes.size());
        for (const ExplainPane* pane : panes)
            scales.push_back(pane->ownScale());
        for (ExplainPane* pane : panes)
            pane->setScale(m_shared ? std::optional(sharedScale(scales)) : std::nullopt);
    }
}

std::vector<ShownMap> InspectPanes::shownMaps() const
{
    std::vector<ShownMap> all;
    for (const ExplainPane* pane : m_panes)
        if (pane->shown())
            all.push_back({ pane->shown(), pane->title() });
    return all;
}

int InspectPanes::working() const
{
    return int(std::count_if(m_panes.begin(), m_panes.end(), [](const ExplainPane* pane) { return pane->working(); }));
}

void InspectPanes::stopAll()
{
    for (ExplainPane* pane : m_panes)
        pane->stop();
}

} // namespace lookaway
