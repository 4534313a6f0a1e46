// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/RecentRuns.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace lookaway {

/// Where the program opens: the demo, one's own pictures, the recent runs, and in three pictures what the scheme does.
class WelcomePage : public QWidget {
    Q_OBJECT

public:
    explicit WelcomePage(QWidget* parent = nullptr);

    void showRuns(const std::vector<RunCard>& cards);
    /// While a training goes on the demo cannot be started.
    void setBusy(bool busy);

Q_SIGNALS:
    void demoRequested();
    void openDataRequested();
    void openRunRequested();
    /// To look into a model, or to set several beside each other.
    void inspectRequested();
    void compareRequested();
    void manualRequested();
    void runActivated(const QString& folder);
    void runForgotten(const QString& folder);

private:
    QLayout* makeRuns();
    QWidget* makeActions();
    QLayout* makeButtons();
    QWidget* makeTour();
    void activate(int row);

    QPushButton* m_demo = nullptr;
    QListWidget* m_runs;
    QLabel* m_noRuns;
};

} // namespace lookaway
