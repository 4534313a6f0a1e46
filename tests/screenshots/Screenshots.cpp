// SPDX-License-Identifier: MIT
// Renders every page of the studio with real content into a folder; started by packaging/screenshots, once for each
// theme and scale. The first call trains the demo into WORK, later ones open that run again.
//
//   lookaway_screenshots OUT WORK light|dark SUFFIX
#include "CompareShots.h"
#include "FigureShots.h"
#include "InspectShots.h"
#include "Photographer.h"

#include "base/Affinity.h"
#include "pages/data/DataPage.h"
#include "pages/data/PictureBrowser.h"
#include "pages/runs/RunsPanel.h"
#include "pages/training/EvaluationView.h"
#include "pages/training/SetupPanel.h"
#include "pages/training/TrainPage.h"
#include "session/Startup.h"
#include "session/runs/RunReader.h"
#include "style/Theme.h"
#include "widgets/CommandPalette.h"
#include "widgets/MessageBar.h"
#include "widgets/pictures/BatchStrip.h"
#include "window/DataDesk.h"
#include "window/MainWindow.h"
#include "window/ManualWindow.h"
#include "window/PreferencesDialog.h"
#include "window/TrainingDesk.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>

#include <cstdio>

using namespace lookaway;

namespace {

QAction* action(MainWindow& window, const char* name)
{
    return window.findChild<QAction*>(QLatin1String(name));
}

QString finishedRun(const QString& work)
{
    const QDir runs(work + QStringLiteral("/runs"));
    for (const QString& name : runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        if (const auto run = readRun(runs.filePath(name).toStdString());
            run && run->status == RunRecord::Status::Finished && run->facts.config.distraction.fill != FillKind::None)
            return runs.filePath(name);
    return {};
}

void photographEmptyPages(MainWindow& window, const Photographer& photo)
{
    photo.take(window, "welcome-first-run");
    window.showWorkspace(MainWindow::Workspace::Data);
    photo.take(window, "data-empty");
    window.showWorkspace(MainWindow::Workspace::Train);
    photo.take(window, "train-empty");
    window.showWorkspace(MainWindow::Workspace::Inspect);
    photo.take(window, "inspect-empty");
    window.showWorkspace(MainWindow::Workspace::Compare);
    photo.take(window, "compare-empty");
    window.showWorkspace(MainWindow::Workspace::Figure);
    photo.take(window, "figure-empty");
}

void photographDialogs(MainWindow& window, const Photographer& photo)
{
    action(window, "palette")->trigger();
    if (auto* palette = window.findChild<CommandPalette*>()) {
        photo.take(*palette, "palette");
        palette->reject();
    }
    action(window, "manual")->trigger();
    if (auto* manual = window.findChild<ManualWindow*>()) {
        photo.take(*manual, "manual");
        manual->close();
    }
    PreferencesDialog preferences(Preferences::load(QSettings()), &window);
    preferences.show();
    photo.take(preferences, "preferences");
    preferences.reject();
}

/// A training as one sees it: in its midst, paused.
void photographTraining(MainWindow& window, const Photographer& photo)
{
    auto& controller = window.controller();
    int epochs = 0;
    QObject::connect(&controller.bridge(), &SessionBridge::epochDone, &window, [&](const EpochDone&) { ++epochs; });
    const auto* strip = window.findChild<BatchStrip*>();
    action(window, "demo")->trigger();
    Photographer::until([&] { return epochs >= 6 && strip->history().size() >= 8; });
    photo.take(window, "train-running");
    action(window, "pause")->trigger();
    Photographer::until([&] { return controller.state() == RunController::State::Paused; });
    photo.take(window, "train-paused");
    action(window, "pause")->trigger();
}

/// The run beside its baseline; the first call trains that.
void photographComparison(MainWindow& window, const Photographer& photo)
{
    const auto* runs = window.findChild<RunsPanel*>();
    auto* button = window.findChild<QPushButton*>(QStringLiteral("compareButton"));
    const auto selected = [&] { return runs->selected().size() == 2; };
    for (int i = 0; i < 2 && !selected(); ++i) {
        button->click();
        Photographer::until([&] { return window.controller().idle(); });
        if (selected())
            break;
        action(window, "evaluate")->trigger();
        Photographer::until([&] { return window.controller().idle(); });
        photo.take(window, "evaluation-baseline");
    }
    photo.take(window, "comparison");
    action(window, "panel_runs")->trigger();
}

void photographRun(MainWindow& window, const QString& run, const Photographer& photo)
{
    window.openPath(run);
    Photographer::until([&] { return window.findChild<TrainingDesk*>()->shown() == run; });
    photo.take(window, "train-reopened");
    action(window, "panel_runs")->trigger();
    photo.take(window, "train-runs");
    action(window, "panel_runs")->trigger();
    bool ready = false;
    QObject::connect(&window.controller(), &RunController::evaluationReady, &window,
        [&](const std::shared_ptr<const EvaluationOutcome>&) { ready = true; });
    action(window, "evaluate")->trigger();
    Photographer::until([&] { return ready && window.controller().idle(); });
    photo.take(window, "evaluation");
    photographComparison(window, photo);
}

void photographData(MainWindow& window, const QString& folder, const char* name, const Photographer& photo)
{
    bool surveyed = false;
    auto* desk = window.findChild<DataDesk*>();
    const auto once = QObject::connect(
        desk, &DataDesk::surveyed, &window, [&](const std::shared_ptr<const Survey>&) { surveyed = true; });
    window.openPath(folder);
    Photographer::until([&] { return surveyed; });
    QObject::disconnect(once);
    if (auto* bar = window.findChild<MessageBar*>())
        bar->hide();
    auto* pictures = window.findChild<PictureBrowser*>()->findChild<QAbstractItemView*>();
    pictures->setCurrentIndex(pictures->model()->index(2, 0));
    Photographer::settle(2500); // thumbnails and the augmentation
    photo.take(window, name);
}

int photograph(const QStringList& arguments)
{
    const QString work = QDir(arguments[2]).absolutePath();
    const Photographer photo(arguments[1], arguments[4]);
    QSettings().clear();
    Preferences preferences;
    preferences.runFolder = work + QStringLiteral("/runs");
    preferences.theme = themeFromId(arguments[3]);
    QSettings settings;
    preferences.save(settings);

    MainWindow window;
    window.resize(1440, 900);
    window.show();
    Photographer::settle();
    photographEmptyPages(window, photo);
    photographDialogs(window, photo);
    photographTraining(window, photo);
    const QString earlier = finishedRun(work);
    auto& controller = window.controller();
    if (earlier.isEmpty()) // the first call: to the end
        Photographer::until([&] { return controller.idle(); });
    else
        controller.discard();
    Photographer::until([&] { return controller.idle(); });
    photo.take(window, "train-finished");
    if (const QString run = finishedRun(work); !run.isEmpty())
        photographRun(window, run, photo);
    photographData(window, work + QStringLiteral("/runs/demo pictures"), "data-demo", photo);
    if (const QString data = qEnvironmentVariable("LOOKAWAY_DATA"); QDir(data + QStringLiteral("/cars20")).exists())
        photographData(window, data + QStringLiteral("/cars20"), "data-cars20", photo);
    photographInspect(window, finishedRun(work), work, photo);
    photographCompare(window, work, photo);
    photographFigure(window, work, photo);
    window.showWorkspace(MainWindow::Workspace::Welcome);
    photo.take(window, "welcome");
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    lookaway::prepareProcess(argv);
    lookaway::widenThreadAffinity();
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setOrganizationName(QStringLiteral("lookaway-test"));
    QApplication::setApplicationName(QStringLiteral("lookaway-screenshots"));
    if (argc != 5) {
        std::fprintf(stderr, "usage: lookaway_screenshots OUT WORK light|dark SUFFIX\n");
        return 2;
    }
    return photograph(application.arguments());
}
