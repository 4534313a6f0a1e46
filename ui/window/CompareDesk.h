// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/Preferences.h"

#include <QObject>
#include <QStringList>

class QMenu;

namespace lookaway {

class ComparePage;
class RunsPanel;
class TestComparisonPanel;

/// Puts the Compare workspace and the window together: the commands of its menu, runs whose heat maps are to be
/// compared, the models over a test set, the person's preferences.
class CompareDesk : public QObject {
    Q_OBJECT

public:
    /// `menu` is filled with the workspace's commands.
    CompareDesk(ComparePage* page, TestComparisonPanel* tests, RunsPanel* runs, QMenu* menu, QObject* parent);

    void setPreferences(const Preferences& preferences);
    /// Shows the workspace with these runs as its models; its pictures stay.
    void compareRuns(const QStringList& folders);

Q_SIGNALS:
    void workspaceWanted();
    /// Show the panel that compares the models over a test set.
    void testsWanted();
    void inspectWanted(const QString& model, const QString& picture);

private:
    void fill(QMenu* menu);

    ComparePage* m_page;
};

} // namespace lookaway
