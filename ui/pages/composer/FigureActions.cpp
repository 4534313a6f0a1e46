// SPDX-License-Identifier: MIT
#include "pages/composer/FigureActions.h"

#include "style/Icons.h"

#include <QAction>
#include <QMenu>
#include <QUndoStack>
#include <QWidget>

namespace lookaway {

namespace {

/// Makes actions of a page whose shortcuts work inside it only.
struct Maker {
    QWidget* page;

    QAction* finish(
        QAction* action, const char* name, const char* iconName, const QKeySequence& keys, const QString& tip) const
    {
        action->setObjectName(QLatin1String(name));
        if (*iconName)
            action->setIcon(icon(QLatin1String(iconName)));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setStatusTip(tip);
        const QString what = tip.isEmpty() ? action->text().remove(QLatin1Char('&')).remove(QChar(0x2026)) : tip;
        const QString shortcut = keys.toString(QKeySequence::NativeText);
        action->setToolTip(shortcut.isEmpty() ? what : QStringLiteral("%1 (%2)").arg(what, shortcut));
        page->addAction(action);
        return action;
    }
    QAction* operator()(const char* name, const char* iconName, const QString& text, const QKeySequence& keys = {},
        const QString& tip = {}) const
    {
        return finish(new QAction(text, page), name, iconName, keys, tip);
    }
};

} // namespace

FigureActions::FigureActions(QWidget* page, QUndoStack* history)
    : recent(new QMenu(tr("Open &Recent Figure"), page))
{
    const Maker make{ page };
    undo =
        make.finish(history->createUndoAction(page, tr("Undo")), "figureUndo", "undo", QKeySequence::Undo, tr("Undo"));
    redo =
        make.finish(history->createRedoAction(page, tr("Redo")), "figureRedo", "redo", QKeySequence::Redo, tr("Redo"));

    newFigure =
        make("figureNew", "plus", tr("&New Figure"), {}, tr("Begin with the comparison in the Compare workspace"));
    open = make("figureOpen", "open", tr("&Open Figure…"), {}, tr("Open a figure that was saved"));
    save = make("figureSave", "save", tr("&Save Figure"), QKeySequence::Save, tr("Save the figure's project file"));
    saveAs = make("figureSaveAs", "save", tr("Save Figure &As…"), {}, tr("Save the figure under another name"));

    exportPdf = make("figurePdf", "export", tr("Export &PDF…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
        tr("Vector text, fonts embedded"));
    exportSvg = make("figureSvg", "export", tr("Export S&VG…"), {}, tr("Vector text, for editing"));
    exportPng = make("figurePng", "export", tr("Export P&NG…"), {}, tr("Pixels, at the figure's resolution"));
    exportTiff = make("figureTiff", "export", tr("Export &TIFF…"), {}, tr("Pixels, at the figure's resolution"));
    companions = make("figureCompanions", "", tr("With .tex and .json &Beside It"), {},
        tr("Caption for LaTeX, and what the figure shows with the command that makes it again"));
    companions->setCheckable(true);
    companions->setChecked(true);
    copyPicture = make("figureCopy", "copy", tr("&Copy Picture"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P),
        tr("Copy the figure at its resolution"));
    copyCommand = make("figureCommand", "command", tr("Copy as Co&mmand"), {},
        tr("Copy the lookaway-cli command that makes this figure"));

    addPictures = make("figureAddPictures", "picture", tr("Add P&ictures…"), {}, tr("A row for each"));
    paste = make("figurePaste", "copy", tr("Pas&te Picture"), QKeySequence::Paste,
        tr("A row for the picture, or the files, in the clipboard"));
    addModel = make("figureAddModel", "plus", tr("Add Mo&del…"), {}, tr("A column for its heat map"));
    copyColumn = make("figureCopyColumn", "copy", tr("D&uplicate Column"), QKeySequence(Qt::CTRL | Qt::Key_D),
        tr("The same column again, to show something else of its model"));
    rename = make("figureRename", "", tr("&Rename"), {}, tr("Type another title in its place (F2)"));
    moveBack =
        make("figureMoveBack", "left", tr("Move &Back"), {}, tr("The column to the left, the row up (Alt+arrow)"));
    moveOn =
        make("figureMoveOn", "right", tr("Move &Forward"), {}, tr("The column to the right, the row down (Alt+arrow)"));
    remove = make("figureRemove", "discard", tr("Remo&ve"), {}, tr("Take the selected column or row out (Delete)"));
    removeRow = make("figureRemoveRow", "discard", tr("Remove Row"));
    crop = make("figureCrop", "crop", tr("Cr&op"), {}, tr("Drag a box in a picture: what is inside stays of its row"));
    crop->setCheckable(true);
    wholePicture =
        make("figureWhole", "revert", tr("&Whole Picture"), {}, tr("Show the selected row's picture uncropped"));
    figureTwo = make("figureTwo", "", tr("Lay Out as Figure &2"), {},
        tr("The selected picture (or the first one), and the heat maps of all models beside it, as in the paper"));
    figureThree = make("figureThree", "", tr("Lay Out as Figure &3"), {},
        tr("A row for each picture, with the heat maps of all models, as in the paper"));
    again = make("figureAgain", "repeat", tr("Compute A&gain"), {}, tr("After a model or picture has changed on disk"));

    zoomIn = make("figureZoomIn", "plus", tr("Zoom In"), QKeySequence::ZoomIn);
    zoomOut = make("figureZoomOut", "minus", tr("Zoom Out"), QKeySequence::ZoomOut);
    realSize = make("figureRealSize", "", tr("Printed Size (100 %)"), QKeySequence(Qt::CTRL | Qt::Key_0),
        tr("As large as on paper"));
    fitWidth = make("figureFitWidth", "", tr("Fit Width"), QKeySequence(Qt::CTRL | Qt::Key_9));
    fitPage = make("figureFitPage", "", tr("Whole Figure"), QKeySequence(Qt::CTRL | Qt::Key_8));
}

QList<QAction*> FigureActions::needFigure() const
{
    return { saveAs, exportPdf, exportSvg, exportPng, exportTiff, copyPicture, copyCommand, crop, figureTwo,
        figureThree, again, zoomIn, zoomOut, realSize, fitWidth, fitPage };
}

void FigureActions::fillExport(QMenu* menu) const
{
    menu->addActions({ exportPdf, exportSvg, exportPng, exportTiff });
    menu->addAction(companions);
    menu->addSeparator();
    menu->addActions({ copyPicture, copyCommand });
}

void FigureActions::fill(QMenu* menu) const
{
    menu->addActions({ newFigure, open });
    menu->addMenu(recent);
    menu->addActions({ save, saveAs });
    menu->addSeparator();
    fillExport(menu);
    menu->addSeparator();
    menu->addActions({ undo, redo });
    menu->addSeparator();
    menu->addActions({ addPictures, paste, addModel, copyColumn });
    menu->addSeparator();
    menu->addActions({ rename, moveBack, moveOn, remove, crop, wholePicture });
    menu->addSeparator();
    menu->addActions({ figureTwo, figureThree, again });
    menu->addSeparator();
    menu->addActions({ zoomIn, zoomOut, realSize, fitWidth, fitPage });
}

} // namespace lookaway
