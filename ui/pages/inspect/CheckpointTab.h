// SPDX-License-Identifier: MIT
#pragma once

#include "pages/inspect/ExplainPane.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;
class QSlider;
class QStackedWidget;

namespace lookaway {

class ColorScale;
class EmptyState;
class InlineNote;
class InspectView;

/// The active explanation as the checkpoints of a run have it, one after the other, all on one scale: how what the
/// network looks at moved while it learned. Computes only while it can be seen.
class CheckpointTab : public QWidget {
    Q_OBJECT

public:
    explicit CheckpointTab(Inspector* inspector, QWidget* parent = nullptr);

    /// What is explained: the active pane's order with a certain class.
    void setOrder(const ExplainOrder& order);
    void setLook(const HeatLook& look);
    QSlider* slider() const { return m_slider; }
    InspectView* view() const { return m_view; }
    /// How many checkpoints are there already.
    int count() const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    void restart();
    void askNext();
    void take(std::size_t index, const Result<std::shared_ptr<const Inspector::Moment>>& moment);
    void draw();
    void play(bool on);
    QByteArray key() const;

    QPointer<Inspector> m_inspector; ///< may go first
    ExplainOrder m_order;
    HeatLook m_look;
    QByteArray m_key;                                                ///< of what the moments are of
    std::vector<std::shared_ptr<const Inspector::Moment>> m_moments; ///< by checkpoint; null = not there (yet)
    std::vector<QString> m_problems;
    QTimer m_playing;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    QSlider* m_slider = nullptr;
    QPushButton* m_play = nullptr;
    QLabel* m_when = nullptr;
    InspectView* m_view = nullptr;
    ColorScale* m_legend = nullptr;
    InlineNote* m_note = nullptr;
};

} // namespace lookaway
