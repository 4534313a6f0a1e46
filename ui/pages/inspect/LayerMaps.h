// SPDX-License-Identifier: MIT
#pragma once

#include "pages/inspect/ExplainPane.h"

#include <QPointer>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QWidget>

namespace lookaway {

class InlineNote;
class TileView;

/// A small Grad-CAM of every layer at once; a click chooses the layer. What cannot be explained is greyed, with the
/// reason. Computes only while it can be seen.
class LayerMaps : public QWidget {
    Q_OBJECT

public:
    LayerMaps(Inspector* inspector, LayerModel* layers, QWidget* parent = nullptr);

    /// The maps follow when the person has stayed with a class for a moment: the pass of all layers cannot give way,
    /// and a click on yet another class is not to wait for it.
    void setClass(std::int64_t index);
    /// Marks the layer that is explained.
    void setChosen(const std::string& layer);
    void setLook(const HeatLook& look);
    TileView* view() const { return m_view; }

Q_SIGNALS:
    void layerChosen(const std::string& layer);
    /// The small maps are there.
    void shown();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void ask();
    void draw(const Inspector::LayerMaps& maps);

    QPointer<Inspector> m_inspector; ///< may go first
    LayerModel* m_layers;
    std::int64_t m_class = -1;
    HeatLook m_look;
    Inspector::LayerMaps m_maps;
    QTimer m_calm;     ///< runs while the person may choose yet another class
    int m_drawing = 0; ///< number of the last drawing
    TileView* m_view;
    InlineNote* m_note;
};

/// Draws a layer: its small map, its name and the shape of its output.
class LayerTileDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static constexpr int side = 96; ///< px of the map
    static QSize tileSize(const QFont& font);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace lookaway
