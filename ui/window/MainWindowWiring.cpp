// SPDX-License-Identifier: MIT
// Who may ask the window for what: its commands, pages and panels. See MainWindowCommands.cpp for what it does then.
#include "window/MainWindow.h"

#include "pages/compare/ComparePage.h"
#include "pages/compare/TestComparisonPanel.h"
#include "pages/composer/FigureComposer.h"
#include "pages/data/DataPage.h"
#include "pages/runs/RunsPanel.h"
#include "pages/runs/WelcomePage.h"
#include "pages/training/EvaluationView.h"
#include "pages/training/PictureDialog.h"
#include "pages/training/ProbePanel.h"
#include "pages/training/SetupPanel.h"
#include "pages/training/TrainPage.h"
#include "session/runs/RunReader.h"
#include "session/settings/CommandLineText.h"
#include "session/settings/ConfigFile.h"
#include "widgets/CommandPalette.h"
#include "widgets/LogPanel.h"
#include "widgets/MessageBar.h"
#include "widgets/forms/SettingsForm.h"
#include "widgets/pictures/BatchStrip.h"
#include "window/Actions.h"
#include "window/CompareDesk.h"
#include "window/ComparisonDesk.h"
#include "window/DataDesk.h"
#include "window/Dialogs.h"
#include "window/FigureDesk.h"
#include "window/InspectDesk.h"
#include "window/Panels.h"
#include "window/ReportDesk.h"
#include "window/TrainingDesk.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>

namespace lookaway {

void MainWindow::connectActions()
{
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(m_actions->openData, [this] {
        const QString folder =
            QFileDialog::getExistingDirectory(this, tr("Open pictures: a folder with a folder per class"));
        if (!folder.isEmpty())
            openData(folder);
    });
    on(m_actions->openRun, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Open Run"), runFolder());
        if (!folder.isEmpty())
            openRun(folder);
    });
    on(m_actions->openSettings, [this] {
        const QString file = QFileDialog::getOpenFileName(this, tr("Open settings"), {}, tr("Settings (*.toml)"));
        if (!file.isEmpty())
            openSettingsFile(file);
    });
    on(m_actions->saveSettings, &MainWindow::saveSettings);
    on(m_actions->copySettings, [this] { QApplication::clipboard()->setText(SettingsForm::toml(m_setup->config())); });
    on(m_actions->copyCommand,
        [this] { QApplication::clipboard()->setText(QString::fromStdString(trainCommand(m_setup->config()))); });
    on(m_actions->quit, [this] { close(); });
    on(m_actions->demo, [this] { startDemo(FillKind::Zero); });
    on(m_actions->start, [this] { startTraining(); });
    on(m_actions->pause, [this](bool paused) { m_controller->setPaused(paused); });
    on(m_actions->stopAndKeep, [this] { m_controller->stopAndKeep(); });
    on(m_actions->stopForLater, [this] { m_controller->stopForLater(); });
    on(m_actions->discard, [this] {
        if (askDiscard(this, m_controller->folder()))
            m_controller->discard();
    });
    on(m_actions->resumeRun, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Resume Run"), runFolder());
        if (!folder.isEmpty())
            resumeRun(folder);
    });
    on(m_actions->evaluate, [this] { m_trainingDesk->evaluate(m_trainingDesk->shown()); });
    on(m_actions->welcome, [this] { showWorkspace(Workspace::Welcome); });
    on(m_actions->data, [this] { showWorkspace(Workspace::Data); });
    on(m_actions->train, [this] { showWorkspace(Workspace::Train); });
    on(m_actions->inspectWorkspace, [this] { showWorkspace(Workspace::Inspect); });
    on(m_actions->compareWorkspace, [this] { showWorkspace(Workspace::Compare); });
    on(m_actions->figureWorkspace, [this] { showWorkspace(Workspace::Figure); });
    on(m_actions->resetLayout, [this] { m_panels->reset(); });
    on(m_actions->fullScreen, [this](bool full) { full ? showFullScreen() : showNormal(); });
    on(m_actions->palette, [this] { (new CommandPalette(m_actions->all(this), this))->open(); });
    on(m_actions->preferences, [this] { showPreferences(); });
    on(m_actions->manual, [this] { showManual(); });
    on(m_actions->about, [this] { showAbout(this); });
    on(m_actions->cite, [this] { showCitation(this); });
    connect(m_actions->themes, &QActionGroup::triggered, this, [this](const QAction* action) {
        Preferences changed = m_preferences;
        changed.theme = themeFromId(action->data().toString());
        applyPreferences(changed);
    });
}

void MainWindow::connectTraining()
{
    connect(m_controller, &RunController::stateChanged, this, &MainWindow::showState);
    connect(m_controller, &RunController::completed, this, &MainWindow::afterTraining);
    connect(m_controller, &RunController::stopped, this, [this](const QString& folder, bool discarded) {
        if (discarded)
            m_recent->remove(folder);
        if (discarded)
            m_messages->showMessage(MessageBar::Kind::Information, tr("The run in '%1' was discarded.").arg(folder));
        else if (isRun(folder.toStdString()))
            m_messages->showMessage(MessageBar::Kind::Information,
                tr("Stopped. The run can be resumed from its checkpoint."), tr("Resume"),
                [this, folder] { resumeRun(folder); });
        m_messages->keepTo({ static_cast<int>(Workspace::Train) });
        m_runs->refresh();
    });
    connect(m_controller, &RunController::failed, this, [this](const Error& error) {
        m_log->add(LogPanel::Level::Error, QString::fromStdString(error.message()));
        showError(this, tr("This did not work"), error, m_log->text());
        m_runs->refresh();
    });
    connect(m_controller, &RunController::evaluationReady, this, [this] {
        // What it offered has been done or is out of date.
        if (m_messages->kind() == MessageBar::Kind::Success || m_messages->kind() == MessageBar::Kind::Information)
            m_messages->dismiss();
    });
    auto& bridge = m_controller->bridge();
    connect(&bridge, &SessionBridge::warned, this, [this](const QString& sentence) {
        m_log->add(LogPanel::Level::Warning, sentence);
        m_messages->showMessage(MessageBar::Kind::Warning, sentence);
        m_messages->keepTo({ static_cast<int>(Workspace::Train) });
    });
    connect(&bridge, &SessionBridge::noted, m_log,
        [log = m_log](const QString& sentence) { log->add(LogPanel::Level::Note, sentence); });
    connect(&bridge, &SessionBridge::runStarted, this, [this](const RunStarted& run) {
        m_recent->add(QString::fromStdString(run.folder));
        m_log->add(LogPanel::Level::Note, tr("Training in '%1'.").arg(QString::fromStdString(run.folder)));
        if (!run.unreadable.empty()) {
            m_messages->showMessage(MessageBar::Kind::Warning,
                tr("%n pictures cannot be read and are left out.", nullptr, static_cast<int>(run.unreadable.size())),
                tr("Show"), [this] { showWorkspace(Workspace::Data); });
            m_messages->keepTo({ static_cast<int>(Workspace::Train) });
        }
        m_runs->refresh();
    });
    connect(m_trainingDesk, &TrainingDesk::openFailed, this,
        [this](const Error& error) { showError(this, tr("The run cannot be shown"), error, {}); });
    connect(m_trainingDesk, &TrainingDesk::shownChanged, this, [this](const QString& folder) {
        showTitle();
        m_runs->setActive(folder);
        showState();
    });
    // The Data workspace shows the pictures of the training.
    connect(m_trainingDesk, &TrainingDesk::configShown, m_data, &DataPage::setConfig);
    connect(m_train->evaluation(), &EvaluationView::pictureActivated, this, &MainWindow::showPicture);
    connect(m_probes, &ProbePanel::pictureActivated, this, &MainWindow::showPicture);
    connect(m_train->strip(), &BatchStrip::pictureActivated, this, [this](const PictureCard& card) {
        auto* dialog = new PictureDialog(card, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    });
}

void MainWindow::connectData()
{
    connect(m_welcome, &WelcomePage::demoRequested, m_actions->demo, &QAction::trigger);
    connect(m_welcome, &WelcomePage::openDataRequested, m_actions->openData, &QAction::trigger);
    connect(m_welcome, &WelcomePage::openRunRequested, m_actions->openRun, &QAction::trigger);
    connect(m_welcome, &WelcomePage::inspectRequested, m_actions->inspectWorkspace, &QAction::trigger);
    connect(m_welcome, &WelcomePage::compareRequested, m_actions->compareWorkspace, &QAction::trigger);
    connect(m_welcome, &WelcomePage::manualRequested, m_actions->manual, &QAction::trigger);
    connect(m_welcome, &WelcomePage::runActivated, this, &MainWindow::openRun);
    connect(m_welcome, &WelcomePage::runForgotten, this, [this](const QString& folder) {
        m_recent->remove(folder);
        m_recent->load(m_preferences.runFolder);
    });
    connect(m_recent, &RecentRuns::loaded, this, [this](const std::vector<RunCard>& cards) {
        m_welcome->showRuns(cards);
        std::vector<RunChoice> runs;
        for (const auto& card : cards)
            if (!card.missing)
                runs.push_back({ card.title, card.folder });
        m_data->setRuns(runs);
    });

    connect(m_data, &DataPage::surveyRequested, m_dataDesk,
        [this](const DataSettings& settings) { m_dataDesk->survey(settings, m_setup->config().training.seed); });
    connect(m_data, &DataPage::augmentationRequested, m_dataDesk, &DataDesk::augment);
    connect(m_data, &DataPage::occlusionRequested, m_dataDesk, &DataDesk::occlude);
    connect(m_data, &DataPage::cancelRequested, m_dataDesk, &DataDesk::cancel);
    connect(
        m_data, &DataPage::demoRequested, this, [this] { m_dataDesk->drawDemo(demoFolder(m_preferences.runFolder)); });
    connect(m_data, &DataPage::configChanged, this, [this](const Config& config) {
        Config all = m_setup->config();
        all.data = config.data;
        all.augmentation = config.augmentation;
        // Setting what is there already would undo what somebody is typing.
        if (toToml(all) != toToml(m_setup->config()))
            m_setup->setConfig(all);
        showConfigToBe(all);
        showTitle();
    });
    connect(m_setup, &SetupPanel::changed, this, [this](const Config& config) {
        m_data->setConfig(config);
        showConfigToBe(config);
        showState();
        showTitle();
    });
}

void MainWindow::connectRuns()
{
    connect(m_runs, &RunsPanel::openRequested, this, &MainWindow::openRun);
    connect(m_runs, &RunsPanel::resumeRequested, this, &MainWindow::resumeRun);
    connect(m_runs, &RunsPanel::evaluateRequested, this, [this](const QString& folder) {
        openRun(folder);
        m_trainingDesk->evaluate(folder);
    });
    connect(m_runs, &RunsPanel::repeatRequested, this, [this](Config config) {
        config.run.folder.clear();
        setConfig(config);
        showWorkspace(Workspace::Train);
        m_panels->reveal(QStringLiteral("settings"));
    });
    connect(m_runs, &RunsPanel::overlayChanged, m_trainingDesk, &TrainingDesk::overlay);
    connect(m_inspectDesk, &InspectDesk::workspaceWanted, this, [this] { showWorkspace(Workspace::Inspect); });
    connect(m_inspectDesk, &InspectDesk::titleChanged, this, &MainWindow::showTitle);
    connect(m_figure->document(), &FigureDocument::stateChanged, this, &MainWindow::showTitle);
    connect(m_inspectDesk, &InspectDesk::failed, this,
        [this](const Error& error) { showError(this, tr("The model cannot be opened"), error, {}); });
    connect(m_compareDesk, &CompareDesk::workspaceWanted, this, [this] { showWorkspace(Workspace::Compare); });
    connect(m_compareDesk, &CompareDesk::testsWanted, this, [this] { m_panels->reveal(QStringLiteral("tests")); });
    connect(m_compareDesk, &CompareDesk::inspectWanted, m_inspectDesk, &InspectDesk::openWith);
    connect(m_compare, &ComparePage::pictureKept, this, [this](const QString& file) {
        m_messages->showMessage(MessageBar::Kind::Information, tr("The picture is kept as '%1'.").arg(file));
    });
    connect(m_compare, &ComparePage::figureWanted, m_figureDesk, &FigureDesk::compose);
    connect(m_inspectDesk, &InspectDesk::figureWanted, m_figureDesk, &FigureDesk::compose);
    connect(m_figureDesk, &FigureDesk::workspaceWanted, this, [this] { showWorkspace(Workspace::Figure); });
    connect(m_figureDesk, &FigureDesk::compareRequested, this, [this] { showWorkspace(Workspace::Compare); });
    const auto cannotReport = [this](const Error& error) {
        stayOpen();
        showError(this, tr("The report cannot be written"), error, {});
    };
    connect(m_reportDesk, &ReportDesk::failed, this, cannotReport);
    connect(m_tests, &TestComparisonPanel::reportFailed, this, cannotReport);
    connect(m_reportDesk, &ReportDesk::finished, this, &MainWindow::quitWhenIdle);
    connect(m_tests, &TestComparisonPanel::finished, this, &MainWindow::quitWhenIdle);
    connect(m_reportDesk, &ReportDesk::written, this, [this](const QString& file) {
        m_messages->showMessage(MessageBar::Kind::Success, tr("The report is '%1'.").arg(file), tr("Open"),
            [file] { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); });
    });
    connect(m_comparisonDesk, &ComparisonDesk::baselineRequested, this, &MainWindow::startBaseline);
    connect(m_comparisonDesk, &ComparisonDesk::sideBySideRequested, this, [this] {
        showWorkspace(Workspace::Train);
        m_panels->reveal(QStringLiteral("runs"));
    });
}

} // namespace lookaway
