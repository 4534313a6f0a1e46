// SPDX-License-Identifier: MIT
#pragma once

#include "pages/data/AugmentationPane.h"
#include "pages/data/OcclusionPane.h"

#include <QWidget>

class QLabel;
class QTabWidget;

namespace lookaway {

/// What becomes of a chosen picture: augmented, and occluded. Further tabs may stand beside these.
class PreviewPane : public QWidget {
    Q_OBJECT

public:
    explicit PreviewPane(QWidget* parent = nullptr);

    AugmentationPane* augmentation() const { return m_augmentation; }
    OcclusionPane* occlusion() const { return m_occlusion; }
    void addTab(QWidget* page, const QString& title);

    /// An empty path = none is chosen.
    void setPicture(const std::string& picture, int label, const QString& className, const QString& part);
    void setConfig(const Config& config);

private:
    QLabel* m_title;
    QTabWidget* m_tabs;
    AugmentationPane* m_augmentation;
    OcclusionPane* m_occlusion;
};

} // namespace lookaway
