// SPDX-License-Identifier: MIT
#pragma once

#include <QTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QPushButton;
class QSlider;

namespace lookaway {

/// Moves all runs of a comparison to the same epoch, as far as their folders keep checkpoints. The last place of the
/// slider is what each run was before.
class EpochBar : public QWidget {
    Q_OBJECT

public:
    explicit EpochBar(QWidget* parent = nullptr);

    /// Counted from 1, ascending. Fewer than two: there is nothing to move, and the bar hides.
    void setEpochs(const std::vector<int>& epochs);
    /// nullopt = each run as it was added.
    std::optional<int> epoch() const;
    /// Not signalled.
    void setEpoch(std::optional<int> epoch);
    QSlider* slider() const { return m_slider; }
    /// While the present epoch is not complete the next one waits.
    void setBusy(bool busy) { m_busy = busy; }

Q_SIGNALS:
    void epochChosen(std::optional<int> epoch);

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void say();
    void play(bool on);
    void step();

    std::vector<int> m_epochs;
    QSlider* m_slider;
    QPushButton* m_play;
    QLabel* m_when;
    QTimer m_playing;
    bool m_busy = false;
};

} // namespace lookaway
