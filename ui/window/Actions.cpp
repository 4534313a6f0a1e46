// SPDX-License-Identifier: MIT
#include "window/Actions.h"

#include "style/Icons.h"
#include "style/Theme.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QUndoGroup>

namespace lookaway {

namespace {

QAction* finish(QAction* action, const char* name, const char* iconName, const QKeySequence& keys, const QString& tip)
{
    action->setObjectName(QLatin1String(name));
    if (*iconName)
        action->setIcon(icon(QLatin1String(iconName)));
    action->setShortcut(keys);
    const QString shortcut = keys.toString(QKeySequence::NativeText);
    action->setStatusTip(tip);
    const QString what = tip.isEmpty() ? action->text().remove(QLatin1Char('&')) : tip;
    action->setToolTip(shortcut.isEmpty() ? what : QStringLiteral("%1 (%2)").arg(what, shortcut));
    return action;
}

QAction* add(QMenu* menu, const char* name, const char* iconName, const QString& text, const QKeySequence& keys = {},
    const QString& tip = {})
{
    return finish(menu->addAction(text), name, iconName, keys, tip);
}

QAction* checkable(QAction* action)
{
    action->setCheckable(true);
    return action;
}

} // namespace

Actions::Actions(QMainWindow* window)
{
    auto* bar = window->menuBar();
    auto* file = bar->addMenu(tr("&File"));
    openData =
        add(file, "openData", "folder", tr("&Open Pictures…"), QKeySequence::Open, tr("Choose a folder or a manifest"));
    openRun = add(file, "openRun", "open", tr("Open &Run…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O),
        tr("Show the settings, curves and results of a run folder"));
    file->addSeparator();
    openSettings =
        add(file, "openSettings", "import", tr("Open &Settings…"), {}, tr("Read the settings from a TOML file"));
    saveSettings = add(file, "saveSettings", "save", tr("S&ave Settings As…"), QKeySequence::SaveAs,
        tr("Write the settings as a TOML file for lookaway-cli --config"));
    copySettings = add(file, "copySettings", "copy", tr("&Copy Settings"), {}, tr("Copy the settings as TOML"));
    copyCommand = add(file, "copyCommand", "command", tr("Copy as Comman&d"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), tr("Copy the lookaway-cli command that trains the same"));
    file->addSeparator();
    preferences = add(file, "preferences", "settings", tr("&Preferences…"), QKeySequence(Qt::CTRL | Qt::Key_Comma));
    file->addSeparator();
    quit = add(file, "quit", "close", tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);

    auto* edit = bar->addMenu(tr("&Edit"));
    history = new QUndoGroup(window);
    undo = finish(history->createUndoAction(window, tr("&Undo")), "undo", "undo", QKeySequence::Undo, tr("Undo"));
    // Named, not QKeySequence::Redo, of which desktops have different notions.
    redo = finish(history->createRedoAction(window, tr("&Redo")), "redo", "redo",
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), tr("Redo"));
    redo->setShortcuts({ redo->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_Y) });
    edit->addActions({ undo, redo });

    auto* training = bar->addMenu(tr("&Training"));
    start = add(
        training, "start", "play", tr("&Start"), QKeySequence(Qt::CTRL | Qt::Key_R), tr("Train with these settings"));
    pause = checkable(add(training, "pause", "pause", tr("&Pause"), QKeySequence(Qt::CTRL | Qt::Key_P),
        tr("Rest after this mini-batch; again to go on")));
    stopAndKeep = add(training, "stopAndKeep", "stop", tr("Stop and &Keep"), {},
        tr("End the training now, test what it has learned and keep it"));
    stopForLater = add(training, "stopForLater", "resume", tr("Stop for &Later"), {},
        tr("Write a checkpoint and stop; the run can be resumed"));
    discard = add(training, "discard", "discard", tr("&Discard…"), {}, tr("Stop and delete this run's folder"));
    training->addSeparator();
    resumeRun =
        add(training, "resumeRun", "resume", tr("&Resume a Run…"), {}, tr("Go on with a run that was interrupted"));
    evaluate = add(training, "evaluate", "evaluate", tr("&Evaluate the Run"), QKeySequence(Qt::CTRL | Qt::Key_E),
        tr("Test the shown run on all its test sets"));
    training->addSeparator();
    demo = add(training, "demo", "demo", tr("Try the De&mo"), {}, tr("Draw small aircraft and train on them"));

    inspect = bar->addMenu(tr("&Inspect"));
    compare = bar->addMenu(tr("&Compare"));
    figure = bar->addMenu(tr("Fi&gure"));

    auto* view = bar->addMenu(tr("&View"));
    auto* workspaces = new QActionGroup(window);
    welcome = checkable(add(view, "workspaceWelcome", "home", tr("&Welcome"), QKeySequence(Qt::CTRL | Qt::Key_1)));
    data = checkable(add(view, "workspaceData", "data", tr("&Data"), QKeySequence(Qt::CTRL | Qt::Key_2)));
    train = checkable(add(view, "workspaceTrain", "train", tr("&Train"), QKeySequence(Qt::CTRL | Qt::Key_3)));
    inspectWorkspace =
        checkable(add(view, "workspaceInspect", "inspect", tr("&Inspect"), QKeySequence(Qt::CTRL | Qt::Key_4)));
    compareWorkspace =
        checkable(add(view, "workspaceCompare", "compare", tr("&Compare"), QKeySequence(Qt::CTRL | Qt::Key_5)));
    figureWorkspace =
        checkable(add(view, "workspaceFigure", "figure", tr("Fi&gure"), QKeySequence(Qt::CTRL | Qt::Key_6)));
    for (auto* workspace : { welcome, data, train, inspectWorkspace, compareWorkspace, figureWorkspace })
        workspaces->addAction(workspace);
    view->addSeparator();
    panels = view->addMenu(tr("&Panels"));
    resetLayout = add(view, "resetLayout", "revert", tr("&Reset Layout"));
    auto* theme = view->addMenu(icon(QStringLiteral("theme")), tr("T&heme"));
    themes = new QActionGroup(window);
    for (const auto& [kind, text] : { std::pair{ ThemeKind::System, tr("&System Theme") },
             std::pair{ ThemeKind::Light, tr("&Light Theme") }, std::pair{ ThemeKind::Dark, tr("&Dark Theme") } }) {
        auto* action = checkable(add(theme, "theme", "theme", text));
        action->setData(themeId(kind));
        themes->addAction(action);
    }
    fullScreen = checkable(add(view, "fullScreen", "zoom", tr("&Full Screen"), QKeySequence(Qt::Key_F11)));
    view->addSeparator();
    palette = add(view, "palette", "search", tr("&Commands…"), QKeySequence(Qt::CTRL | Qt::Key_K),
        tr("Find and run any command by typing"));

    auto* help = bar->addMenu(tr("&Help"));
    manual = add(help, "manual", "help", tr("&Manual"), QKeySequence(Qt::Key_F1));
    cite = add(help, "cite", "copy", tr("&Cite…"), {}, tr("BibTeX of the method and of this program"));
    about = add(help, "about", "info", tr("&About Lookaway"));
    about->setMenuRole(QAction::AboutRole);
}

QList<QAction*> Actions::all(const QMainWindow* window) const
{
    QList<QAction*> found;
    const auto collect = [&](const auto& self, const QMenu* menu, const QString& group) -> void {
        for (QAction* action : menu->actions()) {
            if (action->isSeparator() || action == palette)
                continue;
            if (const QMenu* below = action->menu()) {
                self(self, below, below->title().remove(QLatin1Char('&')));
                continue;
            }
            action->setProperty("group", group);
            found << action;
        }
    };
    for (const QAction* top : window->menuBar()->actions())
        if (top->menu())
            collect(collect, top->menu(), top->menu()->title().remove(QLatin1Char('&')));
    return found;
}

} // namespace lookaway
