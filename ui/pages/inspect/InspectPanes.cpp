// SPDX-License-Identifier: MIT
#include "pages/inspect/InspectPanes.h"

#include "widgets/pictures/InspectView.h"

#include <QGridLayout>

#include <algorithm>

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

std::string InspectPanes::nextMethod() const
{
    for (const MethodFact& method : explanationMethods()) {
        const bool shown = std::any_of(
            m_panes.begin(), m_panes.end(), [&](const ExplainPane* pane) { return pane->order().method == method.id; });
        // The released flavour of Grad-CAM beside Grad-CAM shows the same thing twice.
        const bool twin = method.id == "grad-cam-as-released";
        if (!shown && !twin && !method.slow && m_inspector->refusal(method.id).isEmpty())
            return method.id;
    }
    return m_active->order().method;
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
    for (const bool isSigned : { false, true }) {
        std::vector<ExplainPane*> alike;
        std::copy_if(m_panes.begin(), m_panes.end(), std::back_inserter(alike), [&](const ExplainPane* pane) {
            return pane->explanation() && !pane->inColour() && pane->isSigned() == isSigned;
        });
        std::vector<MapScale> scales;
        scales.reserve(alike.size());
        for (const ExplainPane* pane : alike)
            scales.push_back(pane->ownScale());
        for (ExplainPane* pane : alike)
            pane->setScale(m_shared ? std::optional(sharedScale(scales)) : std::nullopt);
    }
}

std::vector<std::shared_ptr<const Explanation>> InspectPanes::explanations() const
{
    std::vector<std::shared_ptr<const Explanation>> all;
    for (const ExplainPane* pane : m_panes)
        if (pane->explanation())
            all.push_back(pane->explanation());
    return all;
}

void InspectPanes::stopAll()
{
    for (ExplainPane* pane : m_panes)
        pane->stop();
}

} // namespace lookaway
