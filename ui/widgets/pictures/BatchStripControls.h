// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/pictures/PictureCard.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QSlider;

namespace lookaway {

class ColorMapBox;

/// The controls of the batch strip: which pictures of a card are shown and how, which cards, and the place in the
/// history. At least one kind of picture is always shown.
class BatchStripControls : public QWidget {
    Q_OBJECT

public:
    explicit BatchStripControls(QWidget* parent = nullptr);

    CardStyle style() const;
    bool hiddenOnly() const;
    bool following() const;
    void setFollowing(bool follow);
    int position() const;
    /// Shows that the mini-batch at `position` of `count` is on display, without signalling; `text` names it.
    void setHistory(int count, int position, const QString& text);

Q_SIGNALS:
    void styleChanged();
    void filterChanged();
    void followingChanged(bool follow);
    /// The person moved to this place in the history.
    void positionChosen(int position);

private:
    QWidget* historyRow();
    QWidget* displayRow();
    QCheckBox* addKind(const QString& caption, const QString& help);
    void keepOneKind(QCheckBox* changed);

    QCheckBox* m_original = nullptr;
    QCheckBox* m_overlay = nullptr;
    QCheckBox* m_mask = nullptr;
    QCheckBox* m_occluded = nullptr;
    QCheckBox* m_hiddenOnly = nullptr;
    QSlider* m_opacity = nullptr;
    QSlider* m_size = nullptr;
    ColorMapBox* m_colors = nullptr;
    QCheckBox* m_follow = nullptr;
    QSlider* m_history = nullptr;
    QLabel* m_place = nullptr;
};

} // namespace lookaway
