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

namespace lookaway {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Actions", text);
}

QAction* add(QMenu* menu, const char* name, const char* iconName, const char* text, const QKeySequence& keys = {},
    const char* tip = nullptr)
{
    auto* action = menu->addAction(tr(text));
    action->setObjectName(QLatin1String(name));
    if (*iconName)
        action->setIcon(icon(QLatin1String(iconName)));
    action->setShortcut(keys);
    const QString shortcut = keys.toString(QKeySequence::NativeText);
    if (tip)
        action->setStatusTip(tr(tip));
    const QString what = tip ? tr(tip) : action->text().remove(QLatin1Char('&'));
    action->setToolTip(shortcut.isEmpty() ? what : QStringLiteral("%1 (%2)").arg(what, shortcut));
    return action;
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
    openData = add(file, "openData", "folder", "&Open Pictures…", QKeySequence::Open, "Choose a folder or a manifest");
    openRun = add(file, "openRun", "open", "Open &Run…", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O),
        "Show the settings, curves and results of a run folder");
    file->addSeparator();
    openSettings = add(file, "openSettings", "import", "Open &Settings…", {}, "Read the settings from a TOML file");
    saveSettings = add(file, "saveSettings", "save", "S&ave Settings As…", QKeySequence::SaveAs,
        "Write the settings as a TOML file for lookaway-cli --config");
    copySettings = add(file, "copySettings", "copy", "&Copy Settings", {}, "Copy the settings as TOML");
    copyCommand = add(file, "copyCommand", "command", "Copy as Comman&d",
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), "Copy the lookaway-cli command that trains the same");
    file->addSeparator();
    preferences = add(file, "preferences", "settings", "&Preferences…", QKeySequence(Qt::CTRL | Qt::Key_Comma));
    file->addSeparator();
    quit = add(file, "quit", "close", "&Quit", QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);

    auto* training = bar->addMenu(tr("&Training"));
    start = add(training, "start", "play", "&Start", QKeySequence(Qt::CTRL | Qt::Key_R), "Train with these settings");
    pause = checkable(add(training, "pause", "pause", "&Pause", QKeySequence(Qt::Key_Space),
        "Rest after this mini-batch; again to go on"));
    stopAndKeep = add(training, "stopAndKeep", "stop", "Stop and &Keep", {},
        "End the training now, test what it has learned and keep it");
    stopForLater = add(training, "stopForLater", "resume", "Stop for &Later", {},
        "Write a checkpoint and stop; the run can be resumed");
    discard = add(training, "discard", "discard", "&Discard…", {}, "Stop and delete this run's folder");
    training->addSeparator();
    resumeRun = add(training, "resumeRun", "resume", "&Resume a Run…", {}, "Go on with a run that was interrupted");
    evaluate = add(training, "evaluate", "evaluate", "&Evaluate the Run", QKeySequence(Qt::CTRL | Qt::Key_E),
        "Test the shown run on all its test sets");
    training->addSeparator();
    demo = add(training, "demo", "demo", "Try the De&mo", {}, "Draw small aircraft and train on them");

    auto* view = bar->addMenu(tr("&View"));
    auto* workspaces = new QActionGroup(window);
    welcome = checkable(add(view, "workspaceWelcome", "home", "&Welcome", QKeySequence(Qt::CTRL | Qt::Key_1)));
    data = checkable(add(view, "workspaceData", "data", "&Data", QKeySequence(Qt::CTRL | Qt::Key_2)));
    train = checkable(add(view, "workspaceTrain", "train", "&Train", QKeySequence(Qt::CTRL | Qt::Key_3)));
    for (auto* workspace : { welcome, data, train })
        workspaces->addAction(workspace);
    view->addSeparator();
    panels = view->addMenu(tr("&Panels"));
    resetLayout = add(view, "resetLayout", "revert", "&Reset Layout");
    auto* theme = view->addMenu(icon(QStringLiteral("theme")), tr("T&heme"));
    themes = new QActionGroup(window);
    for (const auto& [kind, text] : { std::pair{ ThemeKind::System, "&System Theme" },
             std::pair{ ThemeKind::Light, "&Light Theme" }, std::pair{ ThemeKind::Dark, "&Dark Theme" } }) {
        auto* action = checkable(add(theme, "theme", "theme", text));
        action->setData(themeId(kind));
        themes->addAction(action);
    }
    fullScreen = checkable(add(view, "fullScreen", "zoom", "&Full Screen", QKeySequence(Qt::Key_F11)));
    view->addSeparator();
    palette = add(view, "palette", "search", "&Commands…", QKeySequence(Qt::CTRL | Qt::Key_K),
        "Find and run any command by typing");

    auto* help = bar->addMenu(tr("&Help"));
    manual = add(help, "manual", "help", "&Manual", QKeySequence(Qt::Key_F1));
    cite = add(help, "cite", "copy", "&Cite…", {}, "BibTeX of the method and of this program");
    about = add(help, "about", "info", "&About Lookaway");
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
