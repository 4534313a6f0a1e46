// SPDX-License-Identifier: MIT
#pragma once

#include "session/settings/Config.h"

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;
class QToolButton;

namespace lookaway {

class SettingsForm;

/// The settings of the next training with what can be done with them: the form, and below it Start, or, while a
/// training goes on, Pause, Stop and keep, Discard. The buttons are the window's actions.
class SetupPanel : public QWidget {
    Q_OBJECT

public:
    struct Buttons {
        QAction* start;
        QAction* pause;
        QAction* stopAndKeep;
        QAction* discard;
    };
    SetupPanel(const Buttons& buttons, QWidget* parent = nullptr);

    SettingsForm* form() const { return m_form; }
    Config config() const;
    void setConfig(const Config& config);
    /// `reason` is shown while the settings cannot be edited.
    void setRunning(bool running, const QString& reason);

Q_SIGNALS:
    void changed(const lookaway::Config& config);

protected:
    QSize sizeHint() const override { return { 320, 700 }; }

private:
    void showProblems();

    SettingsForm* m_form;
    QLabel* m_problem;
    QPushButton* m_start;
    QList<QToolButton*> m_running;
    QAction* m_startAction;
};

} // namespace lookaway
