// SPDX-License-Identifier: MIT
// What the window does when it is asked to: start, open, save, show. See MainWindowWiring.cpp for who asks.
#include "window/MainWindow.h"

#include "base/ColorMap.h"
#include "pages/composer/FigureComposer.h"
#include "pages/data/DataPage.h"
#include "pages/data/LargePicture.h"
#include "pages/runs/RunsPanel.h"
#include "pages/runs/WelcomePage.h"
#include "pages/training/ProbePanel.h"
#include "pages/training/SetupPanel.h"
#include "pages/training/TrainPage.h"
#include "session/runs/RunReader.h"
#include "session/settings/ConfigFile.h"
#include "widgets/LogPanel.h"
#include "widgets/MessageBar.h"
#include "widgets/forms/LiveControls.h"
#include "widgets/forms/SettingsForm.h"
#include "widgets/pictures/BatchStrip.h"
#include "window/Actions.h"
#include "window/CompareDesk.h"
#include "window/ComparisonDesk.h"
#include "window/Dialogs.h"
#include "window/FigureDesk.h"
#include "window/InspectDesk.h"
#include "window/ManualWindow.h"
#include "window/Panels.h"
#include "window/PreferencesDialog.h"
#include "window/ReportDesk.h"
#include "window/TrainingDesk.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QSaveFile>
#include <QSettings>
#include <QUrl>

namespace lookaway {

void MainWindow::startTraining()
{
    showWorkspace(Workspace::Train);
    Config config = m_setup->config();
    if (!m_setup->form()->valid() || config.data.path.empty()) {
        sayWhatIsMissing();
        return;
    }
    m_messages->dismiss();
    if (settleFolder(config))
        m_controller->start(config, m_preferences.runFolder);
}

void MainWindow::sayWhatIsMissing()
{
    m_panels->reveal(QStringLiteral("settings"));
    m_setup->form()->showFirstProblem();
    if (m_setup->config().data.path.empty())
        m_missing = m_messages->showMessage(MessageBar::Kind::Warning, tr("Choose the pictures to train on first."),
            tr("Open Pictures…"), [this] { m_actions->openData->trigger(); });
    else
        m_missing = m_messages->showMessage(
            MessageBar::Kind::Warning, tr("Some settings cannot be used; they are marked in the form."));
}

bool MainWindow::settleFolder(Config& config)
{
    if (config.run.folder.empty() || !isRun(config.run.folder))
        return true;
    const QString folder = QString::fromStdString(config.run.folder);
    const auto run = readRun(config.run.folder);
    switch (askOccupied(this, folder, run && run->status == RunRecord::Status::Interrupted)) {
    case OccupiedChoice::NewRun:
        config.run.folder.clear();
        return true;
    case OccupiedChoice::Resume:
        resumeRun(folder);
        return false;
    case OccupiedChoice::Cancel:
        break;
    }
    return false;
}

void MainWindow::startDemo(FillKind fill)
{
    if (!m_controller->idle())
        return;
    m_messages->dismiss();
    showWorkspace(Workspace::Train);
    m_controller->startDemo(m_preferences.runFolder, fill);
}

void MainWindow::startBaseline(const Config& config)
{
    m_messages->dismiss();
    showWorkspace(Workspace::Train);
    m_controller->start(config, m_preferences.runFolder);
}

void MainWindow::resumeRun(const QString& folder)
{
    m_messages->dismiss();
    showWorkspace(Workspace::Train);
    m_controller->resume(folder);
}

void MainWindow::setConfig(const Config& config)
{
    m_setup->setConfig(config);
    m_data->setConfig(config);
    showConfigToBe(config);
    showState();
}

void MainWindow::showConfigToBe(const Config& config)
{
    if (m_controller->idle())
        m_live->setConfig(config);
    if (m_setup->form()->valid() && !config.data.path.empty())
        m_messages->dismiss(m_missing);
}

void MainWindow::openData(const QString& path)
{
    showWorkspace(Workspace::Data);
    m_data->openPath(path);
}

void MainWindow::openRun(const QString& folder)
{
    if (m_controller->idle())
        m_messages->dismiss(); // it was about another run
    showWorkspace(Workspace::Train);
    m_trainingDesk->open(folder);
    if (isRun(folder.toStdString()))
        m_recent->add(folder);
}

QString MainWindow::runFolder() const
{
    QDir().mkpath(m_preferences.runFolder);
    return m_preferences.runFolder;
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
    m_messages->showMessage(MessageBar::Kind::Information,
        tr("The next training starts from '%1'.").arg(QFileInfo(file).fileName()), tr("Inspect It Instead"),
        [this, file] { m_inspectDesk->open(file); });
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
    else if (suffix == QLatin1String("toml") && FigureDesk::isFigure(path))
        m_figureDesk->open(path);
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
    m_inspectDesk->setPreferences(preferences);
    m_compareDesk->setPreferences(preferences);
    m_figure->setRunFolder(preferences.runFolder);
    m_reportDesk->setDevice(preferences.device);
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

void MainWindow::showTitle()
{
    const QString what = titleOfWorkspace();
    setWindowTitle(what.isEmpty() ? tr("Lookaway") : tr("%1 – Lookaway").arg(what));
}

QString MainWindow::titleOfWorkspace() const
{
    switch (workspace()) {
    case Workspace::Data:
        return QFileInfo(QString::fromStdString(m_data->config().data.path)).fileName();
    case Workspace::Train:
        return QFileInfo(m_trainingDesk->shown()).fileName();
    case Workspace::Inspect:
        return m_inspectDesk->title();
    case Workspace::Compare:
        return tr("Comparison");
    case Workspace::Figure: {
        const QString file = m_figure->document()->file();
        return file.isEmpty() ? tr("Figure") : QFileInfo(file).fileName();
    }
    case Workspace::Welcome:
        break;
    }
    return {};
}

void MainWindow::showState()
{
    const auto state = m_controller->state();
    const bool idle = state == RunController::State::Idle;
    const bool steerable = m_controller->trains() && state != RunController::State::Stopping;
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
    quitWhenIdle();
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
    m_messages->showMessage(MessageBar::Kind::Success, result, tr("Evaluate"), [this, folder] {
        showWorkspace(Workspace::Train);
        m_trainingDesk->evaluate(folder);
    });
    m_messages->addAction(m_comparisonDesk->offer(folder), [this, folder] { m_comparisonDesk->accept(folder); });
    // It is news wherever the person has gone meanwhile.
    m_messages->keepTo({ static_cast<int>(Workspace::Train), static_cast<int>(workspace()) });
}

void MainWindow::offerInterruptedRun()
{
    const QString folder = RunController::interruptedRun();
    if (folder.isEmpty()) // nothing was interrupted, or another window is training it
        return;
    RunController::forgetInterruptedRun();
    m_messages->showMessage(MessageBar::Kind::Warning,
        tr("The training in '%1' was interrupted. It can go on from its last checkpoint.").arg(folder), tr("Resume"),
        [this, folder] { resumeRun(folder); });
    m_messages->keepTo({ static_cast<int>(Workspace::Welcome), static_cast<int>(Workspace::Train) });
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
