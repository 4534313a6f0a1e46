// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QList>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;
class QUndoGroup;

namespace lookaway {

/// Everything that can be done from a menu, the tool bar or the command palette: made once, with text, icon, shortcut
/// and tip; the window connects them. Owned by the window.
struct Actions {
    Q_DECLARE_TR_FUNCTIONS(Actions)

public:
    explicit Actions(QMainWindow* window);

    QAction* openData;
    QAction* openRun;
    QAction* openSettings;
    QAction* saveSettings;
    QAction* copySettings;
    QAction* copyCommand;
    QAction* quit;

    QUndoGroup* history; ///< that of the workspace in front is active
    QAction* undo;
    QAction* redo;

    QAction* demo;
    QAction* start;
    QAction* pause; ///< checkable
    QAction* stopAndKeep;
    QAction* stopForLater;
    QAction* discard;
    QAction* resumeRun;
    QAction* evaluate;

    QAction* welcome; ///< the workspaces: checkable, exclusive
    QAction* data;
    QAction* train;
    QAction* inspectWorkspace;
    QAction* compareWorkspace;
    QAction* figureWorkspace;
    QAction* resetLayout;
    QAction* fullScreen; ///< checkable
    QAction* palette;
    QActionGroup* themes; ///< data(): a theme's id

    QAction* preferences;
    QAction* manual;
    QAction* about;
    QAction* cite;

    QMenu* inspect; ///< filled by the Inspect workspace
    QMenu* compare; ///< filled by the Compare workspace
    QMenu* figure;  ///< filled by the Figure workspace
    QMenu* panels;  ///< filled by the window with its panels' toggles

    /// All of them, for the command palette, named by their menus.
    QList<QAction*> all(const QMainWindow* window) const;
};

} // namespace lookaway
