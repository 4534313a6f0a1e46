// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QList>

class QAction;
class QMenu;
class QUndoStack;
class QWidget;

namespace lookaway {

/// What can be done with a figure, for the composer's tool bar, its context menu and the window's menu: made once.
/// Their shortcuts work while the composer has the focus. Owned by the page.
struct FigureActions {
    Q_DECLARE_TR_FUNCTIONS(FigureActions)

public:
    FigureActions(QWidget* page, QUndoStack* history);

    QAction* undo;
    QAction* redo;

    QAction* newFigure;
    QAction* open;
    QMenu* recent;
    QAction* save;
    QAction* saveAs;

    QAction* exportPdf;
    QAction* exportSvg;
    QAction* exportPng;
    QAction* exportTiff;
    QAction* companions; ///< checkable
    QAction* copyPicture;
    QAction* copyCommand;

    QAction* addPictures;
    QAction* paste;
    QAction* addModel;
    QAction* copyColumn;
    QAction* rename;
    QAction* moveBack; ///< the selected column left, or row up
    QAction* moveOn;
    QAction* remove;
    QAction* removeRow; ///< of a selected cell
    QAction* crop;      ///< checkable
    QAction* wholePicture;
    QAction* figureTwo;
    QAction* figureThree;
    QAction* again;

    QAction* zoomIn;
    QAction* zoomOut;
    QAction* realSize;
    QAction* fitWidth;
    QAction* fitPage;

    /// Those that need a figure.
    QList<QAction*> needFigure() const;
    /// Everything in its order, for a menu.
    void fill(QMenu* menu) const;
    void fillExport(QMenu* menu) const;
};

} // namespace lookaway
