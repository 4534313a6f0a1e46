// SPDX-License-Identifier: MIT
// How the window goes, and what it asks about before.
#include "window/MainWindow.h"

#include "pages/compare/TestComparisonPanel.h"
#include "pages/composer/FigureComposer.h"
#include "window/Dialogs.h"
#include "window/ReportDesk.h"

#include <QApplication>
#include <QCloseEvent>
#include <QEventLoop>

namespace lookaway {

bool MainWindow::letClose()
{
    if (m_quitWhenIdle)
        return idle(); // it will be closed when all is over
    if (!m_figure->letGo())
        return false;
    const auto report = writingReport() ? askReport(this) : ReportChoice::Drop;
    if (report == ReportChoice::Cancel || !letTrainingGo())
        return false;
    if (report == ReportChoice::Drop) {
        m_reportDesk->stop();
        m_tests->stop();
    }
    if (idle())
        return true;
    m_quitWhenIdle = true;
    setVisible(!isEnabled()); // while a checkpoint is written it stays to be seen
    return false;
}

/// Whether the window may go as far as a training is concerned, which goes on without it or writes its checkpoint.
bool MainWindow::letTrainingGo()
{
    if (m_controller->idle())
        return true;
    const bool paused = m_controller->state() == RunController::State::Paused;
    switch (askQuit(this, m_controller->folder(), paused)) {
    case QuitChoice::CheckpointAndQuit:
        setEnabled(false);
        m_controller->stopForNextStart();
        return true;
    case QuitChoice::KeepRunning:
        if (paused) // nobody could continue it once the window is gone
            m_controller->setPaused(false);
        return true;
    case QuitChoice::Cancel:
        break;
    }
    return false;
}

bool MainWindow::writingReport() const
{
    return m_reportDesk->writing() || m_tests->writing();
}

bool MainWindow::idle() const
{
    return m_controller->idle() && !writingReport();
}

void MainWindow::quitWhenIdle()
{
    if (!m_quitWhenIdle || !idle())
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            close();
            QApplication::quit();
        },
        Qt::QueuedConnection);
}

void MainWindow::stayOpen()
{
    if (isHidden()) {
        m_quitWhenIdle = false;
        show();
    }
}

void MainWindow::quitForLater()
{
    m_quitWhenIdle = true;
    setEnabled(false);
    m_reportDesk->stop();
    m_tests->stop();
    if (idle())
        close();
    else if (!m_controller->idle())
        m_controller->stopForNextStart();
}

void MainWindow::checkpointForLogout()
{
    if (m_controller->idle())
        return;
    QEventLoop waiting;
    connect(m_controller, &RunController::stateChanged, &waiting, [this, &waiting] {
        if (m_controller->idle())
            waiting.quit();
    });
    m_controller->stopForNextStart();
    waiting.exec(QEventLoop::ExcludeUserInputEvents);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    saveLayout();
    if (!letClose()) {
        event->ignore();
        return;
    }
    event->accept();
    QApplication::quit();
}

} // namespace lookaway
