// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/Inspector.h"

#include <QWidget>

class QLabel;
class QTabWidget;
class QToolButton;
class QTreeView;

namespace lookaway {

class InlineNote;
class InputEditor;
class LayerModel;
class LayerPicker;

/// The opened model: what it is, its layers to choose from, how pictures become its input.
class ModelPanel : public QWidget {
    Q_OBJECT

public:
    ModelPanel(Inspector* inspector, LayerModel* layers, QWidget* parent = nullptr);

    /// Marks the layer that is explained.
    void setChosen(const std::string& layer);
    InputEditor* input() const { return m_input; }
    QTreeView* layers() const;

Q_SIGNALS:
    void openFileRequested();
    void openRunRequested();
    void recentRequested(const QString& path);
    void layerChosen(const std::string& layer);

private:
    QWidget* makeHead();
    QWidget* makeInput();
    void showFacts();
    void showReady();
    void fillRecent();

    Inspector* m_inspector;
    LayerPicker* m_layers;
    QLabel* m_title = nullptr;
    QLabel* m_facts = nullptr;
    InlineNote* m_remarks = nullptr;
    QToolButton* m_open = nullptr;
    InputEditor* m_input = nullptr;
    QTabWidget* m_tabs = nullptr;
    bool m_remember = false; ///< what the person asked for with the last input
};

} // namespace lookaway
