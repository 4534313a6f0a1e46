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

    /// The one that is shown, whole or as far as it was found when it was stopped; null while there is none. While
    /// working() it may be the one before.
    std::shared_ptr<const Explanation> explanation() const { return m_explanation; }
    /// The map that is shown, for whoever measures or keeps it: `raw` is that map, also where it is a companion of the
    /// method's own. Null while there is none, or another one is being computed.
    std::shared_ptr<const Explanation> shown() const { return m_working ? nullptr : m_shown; }
    /// What shown() is: "Grad-CAM, features.18", "RISE, stopped at 12 %".
    QString title() const;
    /// The scale below it, black on white, for files.
    void paintLegend(QPainter& painter, const QRect& place) const;
    /// It was stopped before it was whole.
    bool stopped() const { return m_stopped; }
    /// The map that is shown (one of a method may be chosen), as it was found.
    const HeatMap& raw() const { return m_raw; }
    /// As it is shown: in [0, 1], of the input's size. Empty while there is none.
    const HeatMap& heat() const { return m_heat; }
    bool isSigned() const { return m_signed; }
    /// The attribution is shown as a picture of its own, not a map over the picture.
    bool inColour() const;
    /// Which of the explanation's maps is shown: "heat map", or the name of a companion.
    QString mapName() const;
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
    void explainAgain() { ask(); }
    /// Its picture is as high as those of other panes, whatever is in it.
    bool hasHeightForWidth() const override { return false; }

Q_SIGNALS:
    /// Method, class, layer or settings.
    void orderChanged();
    /// What is shown is another map, or none, or is to become another one.
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
    void makeNote();
    void fitToModel();
    void takeSubject();
    void ask();
    void changeOrder();
    void take(std::shared_ptr<const Explanation> explanation);
    void fillMaps();
    void showMap();
    void showProgress(std::int64_t done, std::int64_t total, const HeatMap& soFar);
    void setWorking(bool working);
    void onPatienceEnded();
    void keepSoFar();
    QString stoppedText() const;
    void drop();
    void draw();
    void drawMap(const QImage& input);
    void drawNothing(const QImage& input);
    void drawColours();
    void showSettings();
    QString caption() const;

    Inspector* m_inspector;
    LayerModel* m_layers;
    ExplainOrder m_order;
    QString m_model; ///< title of the one that the layer belongs to
    std::shared_ptr<const Explanation> m_explanation;
    std::shared_ptr<const Explanation> m_shown; ///< see shown()
    HeatMap m_raw;
    HeatMap m_heat;
    MapScale m_ownScale;
    bool m_signed = false;
    bool m_working = false;
    bool m_stopped = false;
    bool m_partial = false; ///< m_raw is what has been found so far
    std::int64_t m_done = 0;
    std::int64_t m_total = 0;
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
    QToolButton* m_again = nullptr;
};

} // namespace lookaway
