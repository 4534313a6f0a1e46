// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/pictures/PictureCard.h"

#include <QDialog>

class QFormLayout;
class QLabel;
class QPaintDevice;
class QSlider;

namespace lookaway {

class ColorMapBox;
class PictureView;

/// One picture of an occluded mini-batch, large: original, heat map over it, mask and occluded in four linked views,
/// its numbers, and a way to take it along as a file or through the clipboard. Not modal.
class PictureDialog : public QDialog {
    Q_OBJECT

public:
    explicit PictureDialog(const PictureCard& card, QWidget* parent = nullptr);

    void showCard(const PictureCard& card);
    /// The four pictures beside each other with captions and numbers, black on white, as it is saved and copied.
    void paintFigure(QPaintDevice& device) const;
    static QSize figureSize();

private:
    QWidget* makeViews();
    QWidget* makeSide();
    void addNumber(QFormLayout* form, const QString& caption, QLabel*& value);
    void updateOverlay();
    void save();
    void copy();

    PictureCard m_card;
    PictureView* m_original;
    PictureView* m_overlay;
    PictureView* m_mask;
    PictureView* m_occluded;
    QSlider* m_opacity = nullptr;
    ColorMapBox* m_colors = nullptr;
    QLabel* m_class = nullptr;
    QLabel* m_predicted = nullptr;
    QLabel* m_origin = nullptr;
    QLabel* m_occlusion = nullptr;
    QLabel* m_share = nullptr;
    QLabel* m_loss = nullptr;
    QLabel* m_probability = nullptr;
};

} // namespace lookaway
