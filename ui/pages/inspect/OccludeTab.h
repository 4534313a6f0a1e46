// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/Inspector.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSlider;
class QUndoStack;

namespace lookaway {

class AnswerList;
class InlineNote;
class InspectView;
class SliderBox;

/// Hides parts of the picture and shows what becomes of the network's answer: what is hotter than a threshold in the
/// active map, and what is painted with a brush. Asks the network only while it can be seen.
class OccludeTab : public QWidget {
    Q_OBJECT

public:
    explicit OccludeTab(Inspector* inspector, QWidget* parent = nullptr);

    /// The active map, in [0, 1], of the input's size; empty = none.
    void setHeat(const HeatMap& heat);
    /// The class that is explained; its answer is shown, too. -1 = the predicted one.
    void setClass(std::int64_t index);
    /// What is hidden now, of the input's size; empty without a picture.
    const HeatMap& mask() const { return m_mask; }
    AnswerList* answers() const { return m_answers; }
    /// Strokes of the brush, and Hide Nothing.
    QUndoStack* history() const { return m_history; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    class Stroke;
    /// What the person has made.
    struct Hiding {
        HeatMap painted = {};                 ///< 1 = hidden by the brush, -1 = kept by it, 0 = as the threshold says
        std::optional<double> threshold = {}; ///< nullopt = as it stands
    };
    void build();
    QWidget* makeBrush();
    QWidget* makeHistory();
    void setHiding(const Hiding& hiding);
    Hiding hiding() const;
    void endStroke();
    void hideNothing();
    double brushWidth() const;
    void takeSubject();
    void brush(QPointF place, bool erase);
    void refill();
    void refresh();
    void showAnswer(const ClassProbabilities* after);

    Inspector* m_inspector;
    std::shared_ptr<const Subject> m_subject;
    HeatMap m_heat;
    HeatMap m_painted;              ///< see Hiding
    std::optional<Hiding> m_before; ///< the stroke that is being drawn
    std::int64_t m_class = -1;
    QUndoStack* m_history;
    HeatMap m_mask;
    Image m_replacement;
    SliderBox* m_threshold = nullptr;
    QSlider* m_brush = nullptr;
    QCheckBox* m_eraser = nullptr;
    QComboBox* m_fill = nullptr;
    QPushButton* m_clear = nullptr;
    InspectView* m_view = nullptr;
    QLabel* m_share = nullptr;
    InlineNote* m_note = nullptr;
    AnswerList* m_answers = nullptr;
};

} // namespace lookaway
