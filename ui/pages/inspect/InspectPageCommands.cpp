// SPDX-License-Identifier: MIT
// The Inspect workspace's commands: keys, menus, panels that are folded away.
#include "pages/inspect/HeatTools.h"
#include "pages/inspect/InspectFigure.h"
#include "pages/inspect/InspectPage.h"
#include "pages/inspect/InspectPanes.h"
#include "pages/inspect/OccludeTab.h"
#include "pages/inspect/PictureStrip.h"
#include "widgets/pictures/InspectView.h"

#include <QAction>
#include <QMenu>
#include <QSignalBlocker>
#include <QSplitter>

namespace lookaway {

namespace {
constexpr int kNarrow = 1150; ///< px that three columns need
constexpr int kModel = 0;     // of the splitter
constexpr int kAnswer = 2;
constexpr int kPanelWidth = 300;
} // namespace

void InspectPage::connectActions()
{
    const auto view = [this](
                          void (PictureView::*act)()) { return [this, act] { (m_panes->active()->view()->*act)(); }; };
    connect(m_actions.paste, &QAction::triggered, this, &InspectPage::paste);
    connect(m_actions.stop, &QAction::triggered, m_panes, &InspectPanes::stopAll);
    connect(m_actions.zoomIn, &QAction::triggered, this, view(&PictureView::zoomIn));
    connect(m_actions.zoomOut, &QAction::triggered, this, view(&PictureView::zoomOut));
    connect(m_actions.whole, &QAction::triggered, this, view(&PictureView::showWhole));
    connect(m_actions.pixels, &QAction::triggered, this, view(&PictureView::showPixels));
}

void InspectPage::connectPanels()
{
    connect(m_actions.modelPanel, &QAction::toggled, this, [this](bool on) { showPanel(kModel, on); });
    connect(m_actions.answerPanel, &QAction::toggled, this, [this](bool on) { showPanel(kAnswer, on); });
    // A panel may be pushed away with the mouse, too.
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] {
        const auto sizes = m_splitter->sizes();
        for (const auto& [action, index] :
            { std::pair(m_actions.modelPanel, kModel), { m_actions.answerPanel, kAnswer } }) {
            const QSignalBlocker quiet(action);
            action->setChecked(sizes[index] > 0);
        }
    });
}

void InspectPage::showPanel(int index, bool on)
{
    m_splitter->widget(index)->setVisible(on);
    auto sizes = m_splitter->sizes();
    if (!on || sizes[index] > 0)
        return;
    sizes[index] = kPanelWidth;
    sizes[1] -= kPanelWidth;
    m_splitter->setSizes(sizes);
}

/// A narrow window has no room for three columns: the pictures come first.
void InspectPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < kNarrow;
    if (narrow == m_narrow)
        return;
    m_narrow = narrow;
    m_actions.modelPanel->setChecked(!narrow);
}

void InspectPage::showPaneMenu(QPoint place)
{
    ExplainPane* pane = m_panes->active();
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("paneMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (pane->working())
        menu->addAction(m_actions.stop);
    if (pane->stopped())
        connect(menu->addAction(tr("Explain &Again")), &QAction::triggered, pane, &ExplainPane::explainAgain);
    menu->addActions({ m_actions.zoomIn, m_actions.zoomOut, m_actions.whole, m_actions.pixels });
    menu->addSeparator();
    menu->addActions(m_tools->exportActions());
    if (m_panes->panes().size() > 1) {
        menu->addSeparator();
        connect(menu->addAction(tr("&Close This Pane")), &QAction::triggered, pane, &ExplainPane::removeRequested);
    }
    menu->popup(place);
}

void InspectPage::composeFigure()
{
    if (canBeFigure(*m_inspector))
        Q_EMIT figureWanted(figureOf(*m_panes, *m_inspector), {});
}

QUndoStack* InspectPage::history() const
{
    return m_occlude->history();
}

} // namespace lookaway
