// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <string>

class QLineEdit;
class QSortFilterProxyModel;
class QTreeView;

namespace lookaway {

class InlineNote;
class LayerModel;
class LayerTree;

/// The layers of a model as a tree to choose from, with the mouse or by walking through it with the arrow keys, and a
/// box to filter it: modules stay as long as something in them fits.
class LayerPicker : public QWidget {
    Q_OBJECT

public:
    explicit LayerPicker(LayerModel* layers, QWidget* parent = nullptr);

    /// Marks the layer that is explained. Not signalled.
    void setChosen(const std::string& layer);
    QTreeView* view() const { return m_view; }

Q_SIGNALS:
    /// The person chose it, perhaps the one that is chosen already.
    void layerChosen(const std::string& layer);

private:
    void makeView();
    void filter(const QString& text);
    void showModel();
    void mark();
    void choose(const QModelIndex& index);

    LayerTree* m_tree;
    QSortFilterProxyModel* m_proxy;
    QLineEdit* m_filter;
    QTreeView* m_view;
    InlineNote* m_note;
    QString m_chosen;
    bool m_marking = false; ///< the current row changes, but nobody chose it
};

} // namespace lookaway
