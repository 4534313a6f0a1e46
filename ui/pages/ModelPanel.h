// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/Inspector.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;
class QTabWidget;
class QToolButton;

namespace lookaway {

class InlineNote;
class InputEditor;
class LayerModel;

/// The opened model: what it is, its layers to choose from, how pictures become its input.
class ModelPanel : public QWidget {
    Q_OBJECT

public:
    ModelPanel(Inspector* inspector, LayerModel* layers, QWidget* parent = nullptr);

    /// Marks the layer that is explained.
    void setChosen(const std::string& layer);
    InputEditor* input() const { return m_input; }
    QTableView* layers() const { return m_table; }

Q_SIGNALS:
    void openFileRequested();
    void openRunRequested();
    void recentRequested(const QString& path);
    void layerChosen(const std::string& layer);

private:
    QWidget* makeHead();
    QWidget* makeLayers();
    QWidget* makeInput();
    void showFacts();
    void fillRecent();

    Inspector* m_inspector;
    LayerModel* m_layers;
    QSortFilterProxyModel* m_proxy;
    QLabel* m_title = nullptr;
    QLabel* m_facts = nullptr;
    InlineNote* m_remarks = nullptr;
    QToolButton* m_open = nullptr;
    QTableView* m_table = nullptr;
    QLineEdit* m_filter = nullptr;
    InputEditor* m_input = nullptr;
    QTabWidget* m_tabs = nullptr;
    bool m_remember = false; ///< what the person asked for with the last input
};

} // namespace lookaway
