// SPDX-License-Identifier: MIT
#pragma once

#include "pages/inspect/ExplainPane.h"
#include "pages/inspect/InspectActions.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QPushButton;
class QToolButton;

namespace lookaway {

class ColorMapBox;
class SliderBox;

/// The row of controls above the explanations: how maps are drawn, another pane, and what can be taken along.
class HeatTools : public QWidget {
    Q_OBJECT

public:
    explicit HeatTools(const InspectActions& actions, QWidget* parent = nullptr);

    HeatLook look() const;
    bool shared() const;
    void setColorMap(ColorMap map);
    /// Whether another pane fits.
    void setRoom(bool room);
    /// What there is to take along.
    struct Exportable {
        bool picture = false;
        bool overlay = false; ///< the picture is a map over the picture
        bool map = false;
        bool figure = false; ///< picture and model are files
    };
    void setExportable(const Exportable& what);
    QList<QAction*> exportActions() const;

Q_SIGNALS:
    void lookChanged();
    void sharedChanged();
    void addPaneRequested();
    void saveOverlayRequested(bool originalSize);
    void saveMapRequested();
    void copyRequested();
    void savePanesRequested();
    void figureRequested();

private:
    void makeExport();

    SliderBox* m_opacity;
    ColorMapBox* m_colors;
    QComboBox* m_scale;
    QCheckBox* m_divider;
    QPushButton* m_add;
    QToolButton* m_export;
    QAction* m_saveOverlay = nullptr;
    QAction* m_saveOriginal = nullptr;
    QAction* m_saveMap = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_savePanes = nullptr;
    QAction* m_figure = nullptr;
};

} // namespace lookaway
