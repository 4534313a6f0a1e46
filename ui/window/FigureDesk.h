// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/FigureParts.h"

#include <QObject>
#include <QTimer>

class QMenu;

namespace lookaway {

class Comparer;
class FigureComposer;

/// Puts the Figure workspace and the window together: the commands of its menu, the thread that computes what a figure
/// still lacks, figures that come from elsewhere.
class FigureDesk : public QObject {
    Q_OBJECT

public:
    /// `menu` is filled with the workspace's commands.
    FigureDesk(FigureComposer* composer, QMenu* menu, QObject* parent);

    /// Shows the workspace with this figure, unless the person wants to keep what is there.
    void compose(const FigureSpec& spec, const FigureParts& parts);
    /// Shows the workspace and opens a project file.
    void open(const QString& file);
    /// Whether a file is the project of a figure, by its beginning.
    static bool isFigure(const QString& file);

Q_SIGNALS:
    void workspaceWanted();
    void compareRequested();

private:
    void compute(const ComparisonSpec& comparison, bool afresh);
    void handOver();

    FigureComposer* m_composer;
    Comparer* m_comparer;
    QTimer m_soon; ///< what becomes known at about the same time is handed over together
};

} // namespace lookaway
