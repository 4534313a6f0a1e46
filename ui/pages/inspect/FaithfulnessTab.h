// SPDX-License-Identifier: MIT
#pragma once

#include "pages/inspect/InspectPanes.h"

#include <QWidget>

#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;

namespace lookaway {

class InlineNote;
class Plot;

/// Whether the maps show what the network goes by: insertion and deletion curves of all explanations that are shown,
/// over each other. Measured when the person asks for it, since it takes a hundred passes each.
class FaithfulnessTab : public QWidget {
    Q_OBJECT

public:
    explicit FaithfulnessTab(Inspector* inspector, QWidget* parent = nullptr);

    /// What is shown in the panes, and how many others are still being computed; curves of other maps are taken away.
    void setMaps(std::vector<ShownMap> maps, int working);
    Plot* insertion() const { return m_insertion; }
    Plot* deletion() const { return m_deletion; }
    /// Explanations that have curves.
    int measured() const { return m_measured; }

private:
    void build();
    void measure();
    void take(std::size_t index, const InsertionDeletion& curves);
    void stop();
    void setWorking(bool working);
    void sayState();

    Inspector* m_inspector;
    std::vector<ShownMap> m_maps;
    int m_unfinished = 0; ///< panes whose map is not there yet
    int m_measured = 0;
    QStringList m_areas;
    QPushButton* m_measure = nullptr;
    QPushButton* m_stop = nullptr;
    QProgressBar* m_progress = nullptr;
    InlineNote* m_note = nullptr;
    Plot* m_insertion = nullptr;
    Plot* m_deletion = nullptr;
    QLabel* m_table = nullptr;
};

} // namespace lookaway
