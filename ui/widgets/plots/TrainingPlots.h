// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/plots/RunCurves.h"

#include <QWidget>

#include <array>
#include <utility>
#include <vector>

class QCheckBox;
class QGridLayout;
class QLabel;
class QSlider;
class QTabBar;

namespace lookaway {

class Plot;

/// The charts of a run over its epochs: loss, accuracy, occluded share, attention spread and learning rate, with one
/// set of controls. Side by side where there is room, else one at a time behind tabs. GUI thread.
class TrainingPlots : public QWidget {
    Q_OBJECT

public:
    enum Chart { Loss, Accuracy, Share, Spread, Rate, ChartCount };

    explicit TrainingPlots(QWidget* parent = nullptr);

    /// No run, no values; what is laid over stays.
    void clear();
    /// A new run begins; stepsPerEpoch 0 = the first StepDone tells.
    void setRun(const QString& title, double stepsPerEpoch = 0);
    /// A run that was read from its folder; the live events of a resumed one may follow.
    void loadRun(const RunCurves& run);
    void add(const StepDone& step);
    void add(const EpochDone& epoch);
    void add(const SettingChanged& change);
    /// Mean attention spread of the probe pictures, [0, 1], after an epoch; -1 = before training.
    void addSpread(int epoch, double value);
    /// Other runs to compare with; replaces those there were.
    void setOverlays(const std::vector<RunCurves>& runs);

    Plot* chart(Chart which) const { return m_charts[which]; }
    /// The charts share one view behind tabs.
    bool isNarrow() const { return m_narrow; }

    QSize sizeHint() const override { return { 960, 560 }; }
    QSize minimumSizeHint() const override { return { 260, 220 }; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void addSeries();
    QWidget* makeToolBar();
    void connectCharts();
    void applySmoothing(int percent);
    void arrange();
    /// In epochs, of a mini-batch of the whole run.
    double epochOf(std::int64_t globalStep) const;
    void showMarkers();

    std::array<Plot*, ChartCount> m_charts = {};
    QLabel* m_title = nullptr;
    QSlider* m_smoothing = nullptr;
    QLabel* m_smoothingValue = nullptr;
    QCheckBox* m_logLoss = nullptr;
    QCheckBox* m_robust = nullptr;
    QTabBar* m_tabs = nullptr;
    QGridLayout* m_grid = nullptr;
    bool m_narrow = false;
    double m_stepsPerEpoch = 0;
    std::vector<SettingChanged> m_changes;
    std::vector<std::pair<Chart, QString>> m_overlaySeries;
};

} // namespace lookaway
