// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QSplitter;
class QTabWidget;

namespace lookaway {

class BatchStrip;
class EvaluationView;
class TrainingPlots;

/// The middle of the Train workspace: what happens now (occluded mini-batches above the curves), and, in a second tab,
/// how good the run is.
class TrainPage : public QWidget {
    Q_OBJECT

public:
    explicit TrainPage(QWidget* parent = nullptr);

    BatchStrip* strip() const { return m_strip; }
    TrainingPlots* plots() const { return m_plots; }
    EvaluationView* evaluation() const { return m_evaluation; }

    void showLive();
    /// The live tab, with as much room for the curves as there is.
    void showCurves();
    void showEvaluation();
    bool liveIsShown() const;

Q_SIGNALS:
    /// Whether occluded mini-batches can be seen.
    void liveShown(bool shown);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QTabWidget* m_tabs;
    QSplitter* m_live;
    BatchStrip* m_strip;
    TrainingPlots* m_plots;
    EvaluationView* m_evaluation;
};

} // namespace lookaway
