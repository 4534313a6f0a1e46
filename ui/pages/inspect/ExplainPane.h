// SPDX-License-Identifier: MIT
#pragma once

#include "base/ColorMap.h"
#include "bridge/Inspector.h"

#include <QFrame>
#include <QTimer>

#include <optional>

class QComboBox;
class QProgressBar;
class QToolButton;

namespace lookaway {

class ClassBox;
class ColorScale;
class InlineNote;
class InspectView;
class LayerModel;
class MethodBox;

/// How heat maps are drawn.
struct HeatLook {
    ColorMap colors = ColorMap::Inferno; ///< of maps without a sign
    double opacity = 0.5;
    /// A map's own scale leaves the hottest and the coldest hundredth out: single pixels of gradient maps are far
    /// hotter than all others.
    bool robust = false;
    bool divided = false; ///< a divider shows the picture itself on its left
};

/// One explanation of the subject: method, class and layer to choose, the map over the picture, its scale. What takes
/// long shows how far it is and what it has found so far, and can be stopped.
class ExplainPane : public QFrame {
    Q_OBJECT

public:
    /// `layers` is the model's list and outlives the pane.
    ExplainPane(Inspector* inspector, LayerModel* layers, QWidget* parent = nullptr);

    ExplainOrder order() const { return m_order; }
    void setOrder(const ExplainOrder& order);
    void chooseClass(std::int64_t index);
    void chooseLayer(const std::string& name);

    /// The one that is shown; null while there is none.
    std::shared_ptr<const Explanation> explanation() const { return m_explanation; }
    /// The map that is shown (one of a method may be chosen), as it was found.
    const HeatMap& raw() const { return m_raw; }
    /// As it is shown: in [0, 1], of the input's size. Empty while there is none.
    const HeatMap& heat() const { return m_heat; }
    bool isSigned() const { return m_signed; }
    /// The attribution is shown as a picture of its own, not a map over the picture.
    bool inColour() const;
    /// Of the map that is shown.
    const MapScale& ownScale() const { return m_ownScale; }
    bool working() const { return m_working; }

    void setLook(const HeatLook& look);
    /// nullopt = the map's own.
    void setScale(std::optional<MapScale> scale);
    void setActive(bool active);
    void setRemovable(bool removable);
    InspectView* view() const { return m_view; }
    void stop();
    /// A long sentence in it takes the room from its picture, not from other panes.
    bool hasHeightForWidth() const override { return false; }

Q_SIGNALS:
    /// Method, class, layer or settings.
    void orderChanged();
    /// explanation() is another one, or none, or another part of it is shown.
    void explained();
    /// The person works in this pane.
    void activated();
    void removeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    QWidget* makeHead();
    QWidget* makeFoot();
    void fitToModel();
    void takeSubject();
    void ask();
    void changeOrder();
    void take(std::shared_ptr<const Explanation> explanation);
    void fillMaps();
    void showMap();
    void showProgress(std::int64_t done, std::int64_t total, const HeatMap& soFar);
    void setWorking(bool working);
    void drop();
    void draw();
    void drawColours();
    void showSettings();
    QString caption() const;

    Inspector* m_inspector;
    LayerModel* m_layers;
    ExplainOrder m_order;
    QString m_model; ///< title of the one that the layer belongs to
    std::shared_ptr<const Explanation> m_explanation;
    HeatMap m_raw;
    HeatMap m_heat;
    MapScale m_ownScale;
    bool m_signed = false;
    bool m_working = false;
    bool m_active = false;
    HeatLook m_look;
    std::optional<MapScale> m_scale;
    QTimer m_patience; ///< what is done within a moment shows no progress
    MethodBox* m_method = nullptr;
    ClassBox* m_class = nullptr;
    QComboBox* m_layer = nullptr;
    QComboBox* m_map = nullptr;
    QToolButton* m_settings = nullptr;
    QToolButton* m_remove = nullptr;
    InspectView* m_view = nullptr;
    InlineNote* m_note = nullptr;
    ColorScale* m_legend = nullptr;
    QProgressBar* m_progress = nullptr;
    QToolButton* m_stop = nullptr;
};

} // namespace lookaway
