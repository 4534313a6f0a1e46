// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/Inspection.h"

#include <QAbstractTableModel>
#include <QImage>

#include <vector>

namespace lookaway {

/// The layers of a model, in the order of its graph. What cannot be explained is disabled, with the reason in the tool
/// tip. Each may have a small map to show.
class LayerModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Type, Shape, ColumnCount };
    enum Role {
        NameRole = Qt::UserRole + 1, ///< the layer's path
        ShapeRole,                   ///< "512 x 7 x 7"
        ReasonRole,                  ///< why it cannot be explained; empty = it can
        PictureRole,                 ///< QImage, the small map; invalid = there is none (yet)
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// `target`: the one that is explained by default; it is marked.
    void setLayers(std::vector<LayerFact> layers, const std::string& target);
    /// Small pictures by layer; a null image for those that have none.
    void setPictures(std::vector<QImage> pictures);
    const LayerFact& layer(int row) const { return m_layers[std::size_t(row)]; }
    /// -1 = there is none of this name.
    int rowOf(const std::string& name) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    std::vector<LayerFact> m_layers;
    std::vector<QImage> m_pictures;
    std::string m_target;
};

/// "512 × 7 × 7".
QString shapeText(const std::vector<std::int64_t>& shape);

} // namespace lookaway
