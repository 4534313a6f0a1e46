// SPDX-License-Identifier: MIT
#pragma once

#include "pages/inspect/LayerModel.h"

#include <QAbstractItemModel>

#include <string>
#include <vector>

namespace lookaway {

/// The layers of a LayerModel as the tree of modules that their paths tell of: "features.18.0" lies in "18", which lies
/// in "features", in the order of the graph. A module that is no layer itself holds the others together and cannot be
/// chosen; what cannot be explained is greyed, with the reason in the tool tip.
class LayerTree : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role {
        PathRole = Qt::UserRole + 1, ///< QString, of layers and modules
        LayerRole,                   ///< bool, it is a layer that can be explained
        FilterRole,                  ///< what a filter looks through: path, type and shape
    };

    /// Follows `layers`, which outlives it.
    explicit LayerTree(LayerModel* layers, QObject* parent = nullptr);

    /// Invalid where there is no layer, nor module, of that path.
    QModelIndex indexOf(const QString& path) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Node {
        QString name = {}; ///< the last part of the path
        QString path = {};
        int layer = -1; ///< row of the LayerModel; -1 = a module that is no layer
        int parent = -1;
        int row = 0; ///< among its parent's children
        std::vector<int> children = {};
    };
    void build();
    int nodeOf(const QString& path, QHash<QString, int>& known);
    const Node& node(const QModelIndex& index) const;
    bool eligible(const Node& node) const;
    QVariant moduleData(const Node& node, int column, int role) const;

    LayerModel* m_layers;
    std::vector<Node> m_nodes; ///< the first holds the top level
};

} // namespace lookaway
