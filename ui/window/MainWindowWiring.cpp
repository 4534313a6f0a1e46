// SPDX-License-Identifier: MIT
// What the window's commands, pages and panels do: the second half of MainWindow.cpp.
#include "window/MainWindow.h"

#include "base/ColorMap.h"
#include "pages/DataPage.h"
#include "pages/EvaluationView.h"
#include "pages/LargePicture.h"
#include "pages/OcclusionPane.h"
#include "pages/PictureDialog.h"
#include "pages/ProbePanel.h"
#include "pages/RunsPanel.h"
#include "pages/SetupPanel.h"
#include "pages/TrainPage.h"
#include "pages/WelcomePage.h"
#include "session/CommandLineText.h"
#include "session/ConfigFile.h"
#include "session/RunReader.h"
#include "widgets/BatchStrip.h"
#include "widgets/CommandPalette.h"
#include "widgets/LogPanel.h"
#include "widgets/MessageBar.h"
#include "widgets/SettingsForm.h"
#include "window/Actions.h"
#include "window/DataDesk.h"
#include "window/Dialogs.h"
#include "window/ManualWindow.h"
#include "window/Panels.h"
#include "window/PreferencesDialog.h"
#include "window/TrainingDesk.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QSaveFile>
#include <QSettings>
#include <QUrl>

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
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a run"), m_preferences.runFolder);
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
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Resume a run"), m_preferences.runFolder);
        if (!folder.isEmpty())
            resumeRun(folder);
    });
    on(m_actions->evaluate, [this] { m_trainingDesk->evaluate(m_trainingDesk->shown()); });
    on(m_actions->welcome, [this] { showWorkspace(Workspace::Welcome); });
    on(m_actions->data, [this] { showWorkspace(Workspace::Data); });
    on(m_actions->train, [this] { showWorkspace(Workspace::Train); });
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
        m_runs->refresh();
    });
    connect(m_controller, &RunController::failed, this, [this](const Error& error) {
        m_log->add(LogPanel::Level::Error, QString::fromStdString(error.message()));
        showError(this, tr("This did not work"), error, m_log->text());
        m_runs->refresh();
    });
    auto& bridge = m_controller->bridge();
    connect(&bridge, &SessionBridge::warned, this, [this](const QString& sentence) {
        m_log->add(LogPanel::Level::Warning, sentence);
        m_messages->showMessage(MessageBar::Kind::Warning, sentence);
    });
    connect(&bridge, &SessionBridge::noted, m_log,
        [log = m_log](const QString& sentence) { log->add(LogPanel::Level::Note, sentence); });
    connect(&bridge, &SessionBridge::runStarted, this, [this](const RunStarted& run) {
        m_recent->add(QString::fromStdString(run.folder));
        m_log->add(LogPanel::Level::Note, tr("Training in '%1'.").arg(QString::fromStdString(run.folder)));
        if (!run.unreadable.empty())
            m_messages->showMessage(MessageBar::Kind::Warning,
                tr("%n pictures cannot be read and are left out.", nullptr, static_cast<int>(run.unreadable.size())),
                tr("Show"), [this] { showWorkspace(Workspace::Data); });
        m_runs->refresh();
    });
    connect(m_trainingDesk, &TrainingDesk::openFailed, this,
        [this](const Error& error) { showError(this, tr("The run cannot be shown"), error, {}); });
    connect(m_trainingDesk, &TrainingDesk::shownChanged, this, [this](const QString& folder) {
        setWindowTitle(tr("%1 – Lookaway").arg(QFileInfo(folder).fileName()));
        m_runs->setActive(folder);
        showState();
    });
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
    connect(m_welcome, &WelcomePage::manualRequested, m_actions->manual, &QAction::trigger);
    connect(m_welcome, &WelcomePage::runActivated, this, &MainWindow::openRun);
    connect(m_welcome, &WelcomePage::runForgotten, this, [this](const QString& folder) {
        m_recent->remove(folder);
        m_recent->load();
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
        [this](const DataSettings& data) { m_dataDesk->survey(data, m_setup->config().training.seed); });
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
    });
    connect(m_setup, &SetupPanel::changed, this, [this](const Config& config) {
        m_data->setConfig(config);
        showState();
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
}

void MainWindow::startTraining()
{
    showWorkspace(Workspace::Train);
    if (!m_setup->form()->valid() || m_setup->config().data.path.empty()) {
        m_panels->reveal(QStringLiteral("settings"));
        m_setup->form()->showFirstProblem();
        m_messages->showMessage(MessageBar::Kind::Warning,
            m_setup->config().data.path.empty() ? tr("Choose the pictures to train on first.")
                                                : tr("Some settings cannot be used; they are marked in the form."));
        return;
    }
    m_messages->hide();
    m_controller->start(m_setup->config(), m_preferences.runFolder);
}

void MainWindow::startDemo(FillKind fill)
{
    if (!m_controller->idle())
        return;
    m_messages->hide();
    showWorkspace(Workspace::Train);
    m_controller->startDemo(m_preferences.runFolder, fill);
}

void MainWindow::resumeRun(const QString& folder)
{
    m_messages->hide();
    showWorkspace(Workspace::Train);
    m_controller->resume(folder);
}

void MainWindow::setConfig(const Config& config)
{
    m_setup->setConfig(config);
    m_data->setConfig(config);
    showState();
}

void MainWindow::openData(const QString& path)
{
    showWorkspace(Workspace::Data);
    m_data->openPath(path);
}

void MainWindow::openRun(const QString& folder)
{
    showWorkspace(Workspace::Train);
    m_trainingDesk->open(folder);
    if (isRun(folder.toStdString()))
        m_recent->add(folder);
}

void MainWindow::openWeights(const QString& file)
{
    const QString folder = QFileInfo(file).absolutePath();
    if (isRun(folder.toStdString())) {
        openRun(folder);
        return;
    }
    Config config = m_setup->config();
    config.model.weights = file.toStdString();
    setConfig(config);
    showWorkspace(Workspace::Train);
    m_messages->showMessage(
        MessageBar::Kind::Information, tr("The next training starts from '%1'.").arg(QFileInfo(file).fileName()));
}

void MainWindow::openSettingsFile(const QString& file)
{
    const auto config = readToml(file.toStdString());
    if (!config) {
        showError(this, tr("The settings cannot be opened"), config.error(), {});
        return;
    }
    setConfig(*config);
    showWorkspace(Workspace::Train);
}

void MainWindow::saveSettings()
{
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save settings"), QStringLiteral("lookaway.toml"), tr("Settings (*.toml)"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(SettingsForm::toml(m_setup->config()).toUtf8()) < 0
        || !file.commit())
        showError(this, tr("The settings cannot be saved"),
            fail(tr("'%1' cannot be written: %2.").arg(path, file.errorString()).toStdString(),
                tr("Choose another folder.").toStdString()),
            {});
}

void MainWindow::openPath(const QString& path)
{
    const QFileInfo info(path);
    const QString suffix = info.suffix().toLower();
    if (info.isDir())
        isRun(path.toStdString()) ? openRun(path) : openData(path);
    else if (suffix == QLatin1String("csv") || suffix == QLatin1String("tsv"))
        openData(path);
    else if (suffix == QLatin1String("toml"))
        openSettingsFile(path);
    else if (QStringList{ "pth", "pt", "safetensors" }.contains(suffix))
        openWeights(path);
    else if (info.isFile() && isRun(info.absolutePath().toStdString()))
        openRun(info.absolutePath());
    else if (info.isFile())
        showPicture(path);
    else
        showError(this, tr("Open"), fail(tr("There is no '%1' (any more).").arg(path).toStdString()), {});
}

void MainWindow::showPicture(const QString& path)
{
    auto* large = new LargePicture(path.toStdString(), QFileInfo(path).fileName(), this);
    large->setAttribute(Qt::WA_DeleteOnClose);
    large->show();
}

void MainWindow::applyPreferences(const Preferences& preferences)
{
    m_preferences = preferences;
    QSettings settings;
    preferences.save(settings);
    applyTheme(*qApp, preferences.theme);
    for (QAction* action : m_actions->themes->actions())
        action->setChecked(action->data().toString() == themeId(preferences.theme));
    m_runs->setRoot(preferences.runFolder);
    m_train->strip()->setHistoryLength(preferences.batchHistory);
    m_probes->setColorMap(findColorMap(preferences.colorMap.toStdString()).value_or(ColorMap::Inferno));
}

void MainWindow::showPreferences()
{
    auto* dialog = new PreferencesDialog(m_preferences, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PreferencesDialog::applied, this, &MainWindow::applyPreferences);
    dialog->open();
}

void MainWindow::showManual()
{
    if (!m_manual)
        m_manual = new ManualWindow(this);
    m_manual->show();
    m_manual->raise();
    m_manual->activateWindow();
}

void MainWindow::showState()
{
    const auto state = m_controller->state();
    const bool idle = state == RunController::State::Idle;
    const bool training = m_controller->task() == RunController::Task::Training && !idle;
    const bool steerable = training && state != RunController::State::Stopping;
    m_actions->start->setEnabled(idle);
    m_actions->demo->setEnabled(idle);
    m_actions->resumeRun->setEnabled(idle);
    m_actions->pause->setEnabled(steerable);
    m_actions->pause->setChecked(state == RunController::State::Paused);
    m_actions->stopAndKeep->setEnabled(steerable);
    m_actions->stopForLater->setEnabled(!idle && state != RunController::State::Stopping);
    m_actions->discard->setEnabled(steerable && m_controller->canDiscard());
    m_actions->evaluate->setEnabled(idle && !m_trainingDesk->shown().isEmpty());
    m_welcome->setBusy(!idle);
    if (idle && m_quitWhenIdle)
        QMetaObject::invokeMethod(
            this,
            [this] {
                close();
                QApplication::quit();
            },
            Qt::QueuedConnection);
}

void MainWindow::afterTraining(const QString& folder)
{
    m_runs->refresh();
    const auto run = readRun(folder.toStdString());
    const auto accuracy = run ? run->results.find("test.accuracy") : decltype(run->results.find(""))();
    const QString result = run && accuracy != run->results.end()
        ? tr("The training is finished: test accuracy %1.").arg(accuracy->second, 0, 'f', 3)
        : tr("The training is finished.");
    m_log->add(LogPanel::Level::Note, result);
    m_messages->showMessage(
        MessageBar::Kind::Success, result, tr("Evaluate"), [this, folder] { m_trainingDesk->evaluate(folder); });
}

void MainWindow::offerInterruptedRun()
{
    const QString folder = RunController::interruptedRun();
    RunController::forgetInterruptedRun();
    if (folder.isEmpty())
        return;
    m_messages->showMessage(MessageBar::Kind::Warning,
        tr("The training in '%1' was interrupted. It can go on from its last checkpoint.").arg(folder), tr("Resume"),
        [this, folder] { resumeRun(folder); });
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.front().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.isEmpty())
        return;
    event->acceptProposedAction();
    openPath(urls.front().toLocalFile());
}

} // namespace lookaway
