// SPDX-License-Identifier: MIT
#include "window/InspectDesk.h"

#include "pages/inspect/InspectPage.h"
#include "pages/inspect/InspectPanes.h"
#include "pages/runs/RunsPanel.h"
#include "style/Icons.h"

#include <QMenu>

namespace lookaway {

InspectDesk::InspectDesk(InspectPage* page, RunsPanel* runs, QMenu* menu, QObject* parent)
    : QObject(parent)
    , m_page(page)
{
    fill(menu);
    connect(runs, &RunsPanel::inspectRequested, this, &InspectDesk::open);
    connect(page, &InspectPage::openFailed, this, &InspectDesk::failed);
    connect(page, &InspectPage::figureWanted, this, &InspectDesk::figureWanted);
    connect(page, &InspectPage::modelOpened, this, &InspectDesk::titleChanged);
}

void InspectDesk::fill(QMenu* menu)
{
    const auto add = [&](const char* name, const char* iconName, const QString& text, auto slot) {
        auto* action = menu->addAction(icon(QLatin1String(iconName)), text);
        action->setObjectName(QLatin1String(name));
        connect(action, &QAction::triggered, this, [this, slot] {
            Q_EMIT workspaceWanted();
            slot();
        });
        return action;
    };
    add("inspectModel", "open", tr("Open &Model…"), [this] {
        m_page->openFileDialog();
    })->setStatusTip(tr("Look into weights, a checkpoint or a TorchScript file"));
    add("inspectRun", "runs", tr("Open &Run…"), [this] {
        m_page->openRunDialog();
    })->setStatusTip(tr("Look into the network of a run"));
    menu->addSeparator();
    add("inspectPictures", "picture", tr("Add &Pictures…"), [this] { m_page->openPicturesDialog(); });
    // The page's own do what they say; here they show the workspace, too.
    const InspectActions& own = m_page->actions();
    const auto show = [&](QAction* action) {
        menu->addAction(action);
        connect(action, &QAction::triggered, this, &InspectDesk::workspaceWanted);
    };
    show(own.paste);
    menu->addSeparator();
    add("inspectAddPane", "plus", tr("&Add Pane"), [this] {
        m_page->panes()->addPane();
    })->setStatusTip(tr("Another method, class or layer beside this one"));
    show(own.stop);
    menu->addSeparator();
    for (QAction* action : { own.zoomIn, own.zoomOut, own.whole, own.pixels })
        show(action);
    menu->addSeparator();
    show(own.modelPanel);
    show(own.answerPanel);
}

QString InspectDesk::title() const
{
    const auto* inspector = m_page->inspector();
    return inspector->hasModel() ? QString::fromStdString(inspector->model().title) : QString();
}

void InspectDesk::setPreferences(const Preferences& preferences)
{
    m_page->inspector()->setDevice(preferences.device);
    m_page->setRunFolder(preferences.runFolder);
    m_page->setColorMap(findColorMap(preferences.colorMap.toStdString()).value_or(ColorMap::Inferno));
}

void InspectDesk::open(const QString& path)
{
    Q_EMIT workspaceWanted();
    m_page->openModel(path);
}

void InspectDesk::openWith(const QString& path, const QString& picture)
{
    open(path);
    m_page->openPaths({ picture });
}

} // namespace lookaway
