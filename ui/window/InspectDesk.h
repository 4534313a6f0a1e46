// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/FigureParts.h"
#include "bridge/Preferences.h"

#include "base/Result.h"
#include "compare/FigureSpec.h"

#include <QObject>

class QMenu;

namespace lookaway {

class InspectPage;
class RunsPanel;

/// Puts the Inspect workspace and the window together: the commands of its menu, runs that are to be looked into, the
/// person's preferences.
class InspectDesk : public QObject {
    Q_OBJECT

public:
    /// `menu` is filled with the workspace's commands.
    InspectDesk(InspectPage* page, RunsPanel* runs, QMenu* menu, QObject* parent);

    void setPreferences(const Preferences& preferences);
    /// Shows the workspace and opens a run, a checkpoint, weights or a TorchScript file.
    void open(const QString& path);
    /// The same, and looks at a picture.
    void openWith(const QString& path, const QString& picture);

    /// What the opened model is called; empty = none.
    QString title() const;

Q_SIGNALS:
    void workspaceWanted();
    void titleChanged();
    void failed(const lookaway::Error& error);
    /// The maps of all panes are to be laid out for paper.
    void figureWanted(const lookaway::FigureSpec& spec, const lookaway::FigureParts& parts);

private:
    void fill(QMenu* menu);

    InspectPage* m_page;
};

} // namespace lookaway
