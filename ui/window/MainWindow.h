// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/Preferences.h"
#include "bridge/RecentRuns.h"
#include "bridge/RunController.h"

#include <QMainWindow>

class QStackedWidget;

namespace lookaway {

struct Actions;
class CompareDesk;
class ComparePage;
class ComparisonDesk;
class DataDesk;
class DataPage;
class FigureComposer;
class FigureDesk;
class InspectDesk;
class InspectPage;
class LiveControls;
class LogPanel;
class ManualWindow;
class MessageBar;
class Panels;
class ProbePanel;
class ReportDesk;
class RunsPanel;
class SetupPanel;
class TestComparisonPanel;
class TrainingDesk;
class TrainPage;
class WelcomePage;

/// The studio's window: workspaces in the middle, panels around them, commands above. Composition: what happens is the
/// controller's and the desks' business.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    enum class Workspace { Welcome, Data, Train, Inspect, Compare, Figure };
    void showWorkspace(Workspace workspace);
    Workspace workspace() const;

    /// Does the obvious with a path: a run is shown, a folder or manifest becomes the data, a weights file the start
    /// weights, a picture is previewed.
    void openPath(const QString& path);
    /// Draws the demo data if need be and trains on them, unless something else is going on.
    void startDemo(FillKind fill);
    /// Ends the program without asking anybody. A training writes its checkpoint first, and the next start offers to
    /// resume it.
    void quitForLater();
    /// The desktop session is about to end: returns when a training that was going on has written its checkpoint. The
    /// window stays, should somebody call the logout off.
    void checkpointForLogout();
    RunController& controller() { return *m_controller; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeWorkspaces();
    void makePanels();
    void makeToolBar();
    void connectActions();
    void connectTraining();
    void connectData();
    void connectRuns();

    void startTraining();
    /// Whether to start in the folder that was chosen, which may hold a run; it is emptied for a new one.
    bool settleFolder(Config& config);
    /// Says in the Train workspace why the settings cannot be used.
    void sayWhatIsMissing();
    void setConfig(const Config& config);
    /// The settings of the form are others now: where nothing is going on, the live settings show what the next training
    /// begins with.
    void showConfigToBe(const Config& config);
    void startBaseline(const Config& config);
    void openData(const QString& path);
    void openRun(const QString& folder);
    void openWeights(const QString& file);
    void openSettingsFile(const QString& file);
    void saveSettings();
    void showPicture(const QString& path);
    /// Where a dialog for runs begins; made, so that it does not begin elsewhere.
    QString runFolder() const;
    void resumeRun(const QString& folder);
    void applyPreferences(const Preferences& preferences);
    void showPreferences();
    void showManual();
    void showState();
    void showTitle();
    QString titleOfWorkspace() const;
    void afterTraining(const QString& folder);
    void offerInterruptedRun();
    void restoreLayout();
    void saveLayout();
    bool letClose();
    bool letTrainingGo();
    bool writingReport() const;
    /// Nothing is going on that a window that was closed waits for.
    bool idle() const;
    void quitWhenIdle();
    /// Though it was closed: something is to be said.
    void stayOpen();

    Preferences m_preferences;
    std::unique_ptr<Actions> m_actions;
    RunController* m_controller;
    RecentRuns* m_recent;
    QStackedWidget* m_stack = nullptr;
    MessageBar* m_messages = nullptr;
    WelcomePage* m_welcome = nullptr;
    DataPage* m_data = nullptr;
    TrainPage* m_train = nullptr;
    InspectPage* m_inspect = nullptr;
    ComparePage* m_compare = nullptr;
    FigureComposer* m_figure = nullptr;
    SetupPanel* m_setup = nullptr;
    LiveControls* m_live = nullptr;
    ProbePanel* m_probes = nullptr;
    RunsPanel* m_runs = nullptr;
    TestComparisonPanel* m_tests = nullptr;
    LogPanel* m_log = nullptr;
    Panels* m_panels = nullptr;
    DataDesk* m_dataDesk = nullptr;
    TrainingDesk* m_trainingDesk = nullptr;
    InspectDesk* m_inspectDesk = nullptr;
    CompareDesk* m_compareDesk = nullptr;
    FigureDesk* m_figureDesk = nullptr;
    ComparisonDesk* m_comparisonDesk = nullptr;
    ReportDesk* m_reportDesk = nullptr;
    ManualWindow* m_manual = nullptr;
    int m_missing = 0; ///< number of the message that says why the settings cannot be used
    bool m_quitWhenIdle = false;
};

} // namespace lookaway
