// SPDX-License-Identifier: MIT
#pragma once

#include "session/Session.h"
#include "session/runs/Event.h"
#include "session/settings/Config.h"
#include "session/settings/Settings.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QComboBox;

namespace lookaway {

class ControlRows;
class InlineNote;
class RealBox;
class SliderBox;

/// What may change while a run goes on: p, threshold, fill, place, learning rate. Changes are asked for when the person
/// rests for 150 ms, the learning rate with Enter or when its field is left. Lies in one row where there is room and
/// wraps down to a width of 300 px. Without occlusion only what has an effect can be changed. GUI thread.
class LiveControls : public QWidget {
    Q_OBJECT

public:
    explicit LiveControls(QWidget* parent = nullptr);
    ~LiveControls() override;

    /// The values that the run has now; forgets what was asked for.
    void setConfig(const Config& config);
    /// Without a run nothing can be changed here.
    void setRunning(bool running);

    QSize minimumSizeHint() const override;

public Q_SLOTS:
    /// The run has taken a change over, asked for here or elsewhere.
    void applied(const lookaway::SettingChanged& change);
    /// The run has refused what was asked for: says why, and shows the values that it has.
    void refused(const QString& sentence);

Q_SIGNALS:
    void changeRequested(const lookaway::SettingsChange& change);

private:
    struct Cell {
        const Setting* setting;
        QWidget* widget; ///< label and editor
    };
    void addCell(const Setting& setting, QWidget* editor, int share);
    void makeCells();
    QComboBox* makeChoice(const Setting& setting);
    void onEdited();
    void applyLearningRate();
    /// What stands here and the run was not asked for yet.
    SettingsChange difference() const;
    void request();
    void showValues(const Config& config);
    /// Enables what has an effect, and says why the rest has none.
    void showEffect();
    bool occludes() const;
    QString reasonForNoEffect() const;

    Config m_applied;   ///< what the run has
    Config m_requested; ///< what it was asked for
    QTimer m_rest;
    ControlRows* m_rows;
    InlineNote* m_note;
    SliderBox* m_p = nullptr;
    SliderBox* m_threshold = nullptr;
    QComboBox* m_fill = nullptr;
    QComboBox* m_where = nullptr;
    RealBox* m_learningRate = nullptr;
    std::vector<Cell> m_cells;
    bool m_running = false;
};

} // namespace lookaway
