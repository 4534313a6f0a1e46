// SPDX-License-Identifier: MIT
#pragma once

#include "pages/training/ProbeCard.h"
#include "session/runs/Event.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <vector>

class QCheckBox;
class QLabel;
class QSlider;
class QStackedWidget;
class QToolButton;

namespace lookaway {

class EmptyState;

/// The probe pictures: where the network looks in the same few pictures, epoch after epoch, with a slider to go back
/// and a button to play. While the newest epoch is shown the panel follows the run. GUI thread.
class ProbePanel : public QWidget {
    Q_OBJECT

public:
    explicit ProbePanel(QWidget* parent = nullptr);

    void clear();
    /// Names of the classes, by index.
    void setClasses(const QStringList& names);
    /// A further epoch; one that was there already (resumed run) replaces it and all after it.
    void add(std::shared_ptr<const ProbesExplained> probes);
    void add(const ProbesExplained& probes) { add(std::make_shared<const ProbesExplained>(probes)); }
    /// Of a run that was read from its folder, by epoch; the live events of a resumed one may follow.
    void setHistory(std::vector<ProbesExplained> history);

    void setColorMap(ColorMap colors);
    /// Of the heat map over the picture, [0, 1].
    void setOpacity(double opacity);
    /// Number of epochs there are maps of, the one before training included.
    int moments() const { return int(m_history.size()); }
    /// Index of the one that is shown; -1 = none.
    int current() const;
    void setCurrent(int moment);
    EmptyState* emptyState() const { return m_empty; }

    QSize sizeHint() const override { return { 640, 320 }; }

protected:
    void resizeEvent(QResizeEvent* event) override;

Q_SIGNALS:
    /// A picture is to be opened large.
    void pictureActivated(const QString& path);
    void currentChanged(int moment);

private:
    QWidget* makeControls();
    void setPlaying(bool on);
    void step();
    void makeCards();
    void updateSlider(int current);
    void showMoment();
    bool comparing() const;
    /// Of the pictures: two of them also fit a narrow dock.
    int side() const;
    QString when(std::size_t moment) const;
    void showSpreads();

    std::vector<std::shared_ptr<const ProbesExplained>> m_history;
    QStringList m_classes;
    ProbeLook m_look;
    std::vector<ProbeCard*> m_cards;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QWidget* m_grid;
    QToolButton* m_play = nullptr;
    QSlider* m_slider = nullptr;
    QLabel* m_when = nullptr;
    QCheckBox* m_compare = nullptr;
    QTimer m_pace;
};

} // namespace lookaway
