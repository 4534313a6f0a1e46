// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/FigureParts.h"
#include "bridge/Inspector.h"
#include "pages/inspect/InspectActions.h"

#include "base/ColorMap.h"
#include "compare/FigureSpec.h"

#include <QWidget>

class QScrollArea;
class QSplitter;
class QStackedWidget;
class QTabWidget;
class QUndoStack;

namespace lookaway {

class AnswerList;
class ClassNamesButton;
class CheckpointTab;
class EmptyState;
class ExplainPane;
class FaithfulnessTab;
class HeatTools;
class InlineNote;
class InspectPanes;
class InspectStart;
class LayerMaps;
class LayerModel;
class ModelPanel;
class OccludeTab;
class PictureStrip;

/// The Inspect workspace: a model that was saved, the pictures that it is shown, what it answers and where it looks.
class InspectPage : public QWidget {
    Q_OBJECT

public:
    explicit InspectPage(QWidget* parent = nullptr);

    Inspector* inspector() const { return m_inspector; }
    InspectPanes* panes() const { return m_panes; }
    PictureStrip* strip() const { return m_strip; }
    LayerModel* layers() const { return m_layers; }
    const InspectActions& actions() const { return m_actions; }
    /// What is painted on the picture.
    QUndoStack* history() const;

    /// A run folder, a checkpoint, weights or a TorchScript file.
    void openModel(const QString& path);
    /// Models among the paths are opened (the last one stays), pictures and folders of pictures are added.
    void openPaths(const QStringList& paths);
    void openFileDialog();
    void openRunDialog();
    void openPicturesDialog();
    void paste();
    /// Where the dialog for runs begins.
    void setRunFolder(const QString& folder) { m_runFolder = folder; }
    void setColorMap(ColorMap map);

Q_SIGNALS:
    void modelOpened();
    void openFailed(const lookaway::Error& error);
    /// The maps of all panes, to be laid out for paper.
    void figureWanted(const lookaway::FigureSpec& spec, const lookaway::FigureParts& parts);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeMiddle();
    QWidget* makeSide();
    void connectModel();
    void connectPictures();
    void connectPanes();
    void connectTools();
    void connectActions();
    void connectPanels();
    void showPanel(int index, bool on);
    void showPaneMenu(QPoint place);
    void composeFigure();
    void showModel();
    void showSubject();
    void showAnswer();
    void followActive();
    void revealActive();
    void chooseLayer(const std::string& layer);
    std::int64_t explainedClass() const;

    InspectActions m_actions;
    bool m_narrow = false; ///< too narrow for three columns
    Inspector* m_inspector;
    LayerModel* m_layers;
    QString m_runFolder;
    QString m_opening; ///< what was asked for last
    QStackedWidget* m_stack;
    InspectStart* m_start;
    QSplitter* m_splitter;
    ModelPanel* m_modelPanel;
    InspectPanes* m_panes;
    HeatTools* m_tools = nullptr;
    PictureStrip* m_strip = nullptr;
    QStackedWidget* m_middle = nullptr;
    QScrollArea* m_paneArea = nullptr;
    EmptyState* m_noPicture = nullptr;
    InlineNote* m_note = nullptr;
    AnswerList* m_answers = nullptr;
    ClassNamesButton* m_classNames = nullptr;
    QTabWidget* m_tabs = nullptr;
    LayerMaps* m_layerMaps = nullptr;
    OccludeTab* m_occlude = nullptr;
    CheckpointTab* m_checkpoints = nullptr;
    FaithfulnessTab* m_faithfulness = nullptr;
};

} // namespace lookaway
