// SPDX-License-Identifier: MIT
#include "window/Panels.h"

#include "widgets/ShrinkArea.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QSettings>

namespace lookaway {

constexpr int kStateVersion = 1; ///< a state saved with other panels is not restored

Panels::Panels(QMainWindow* window, QMenu* menu)
    : QObject(window)
    , m_window(window)
    , m_menu(menu)
{
    window->setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks);
}

QDockWidget* Panels::add(const QString& id, const QString& title, QWidget* content, const Place& place)
{
    auto* dock = new QDockWidget(title, m_window);
    dock->setObjectName(id);
    // A panel at the side is as wide as its fields; how high it is depends on the others.
    const bool beside = place.area == Qt::LeftDockWidgetArea || place.area == Qt::RightDockWidgetArea;
    dock->setWidget(new ShrinkArea(content, beside ? QSize(320, 100) : QSize(420, 110)));
    m_window->addDockWidget(place.area, dock);
    m_order << id;
    m_panels.insert(id, { dock, place });
    dock->toggleViewAction()->setObjectName(QStringLiteral("panel_") + id);
    m_menu->addAction(dock->toggleViewAction());
    return dock;
}

void Panels::arrange()
{
    for (const QString& id : m_order) {
        const Panel& panel = m_panels[id];
        panel.dock->setFloating(false);
        m_window->removeDockWidget(panel.dock);
        m_window->addDockWidget(panel.place.area, panel.dock);
        if (m_panels.contains(panel.place.tabbedWith))
            m_window->tabifyDockWidget(m_panels[panel.place.tabbedWith].dock, panel.dock);
    }
    QList<QDockWidget*> docks;
    QList<int> widths;
    QList<int> heights;
    for (const QString& id : m_order) {
        const Panel& panel = m_panels[id];
        panel.dock->setVisible(panel.place.shown && panel.place.workspaces.contains(m_workspace));
        docks << panel.dock;
        widths << panel.place.size.width();
        heights << panel.place.size.height();
    }
    m_window->resizeDocks(docks, widths, Qt::Horizontal);
    m_window->resizeDocks(docks, heights, Qt::Vertical);
    for (const QString& id : m_order) // the first of a group of tabs is in front
        if (m_panels[id].place.tabbedWith.isEmpty())
            m_panels[id].dock->raise();
}

void Panels::switchTo(const QString& workspace)
{
    if (workspace == m_workspace)
        return;
    if (!m_workspace.isEmpty())
        m_states[m_workspace] = m_window->saveState(kStateVersion);
    m_workspace = workspace;
    for (const QString& id : m_order)
        m_panels[id].dock->toggleViewAction()->setEnabled(m_panels[id].place.workspaces.contains(workspace));
    if (!m_states.contains(workspace) || !m_window->restoreState(m_states[workspace], kStateVersion))
        arrange();
}

void Panels::reset()
{
    m_states.remove(m_workspace);
    arrange();
}

void Panels::reveal(const QString& id)
{
    if (!m_panels.contains(id) || !m_panels[id].place.workspaces.contains(m_workspace))
        return;
    m_panels[id].dock->show();
    m_panels[id].dock->raise();
}

void Panels::save(QSettings& settings)
{
    m_states[m_workspace] = m_window->saveState(kStateVersion);
    settings.beginGroup(QStringLiteral("panels"));
    for (auto state = m_states.constBegin(); state != m_states.constEnd(); ++state)
        settings.setValue(state.key(), state.value());
    settings.endGroup();
}

void Panels::restore(const QSettings& settings)
{
    for (const QString& workspace : { QStringLiteral("welcome"), QStringLiteral("data"), QStringLiteral("train"),
             QStringLiteral("inspect"), QStringLiteral("compare"), QStringLiteral("figure") }) {
        const QByteArray state = settings.value(QStringLiteral("panels/") + workspace).toByteArray();
        if (!state.isEmpty())
            m_states[workspace] = state;
    }
}

} // namespace lookaway
