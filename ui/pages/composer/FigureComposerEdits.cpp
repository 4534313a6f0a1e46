// SPDX-License-Identifier: MIT
// What is done to a figure by hand and by menu.
#include "pages/composer/FigureComposer.h"

#include "style/Icons.h"
#include "widgets/MessageBar.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QMenu>
#include <QUndoStack>

namespace lookaway {

void FigureComposer::connectEdits()
{
    connect(m_canvas, &FigureCanvas::moved, this, &FigureComposer::move);
    connect(m_canvas, &FigureCanvas::renameRequested, this, &FigureComposer::rename);
    connect(m_canvas, &FigureCanvas::removeRequested, this, &FigureComposer::removeSelected);
    connect(m_canvas, &FigureCanvas::menuRequested, this, &FigureComposer::showMenu);
    connect(m_canvas, &FigureCanvas::croppingChanged, m_actions->crop, &QAction::setChecked);
    connect(m_canvas, &FigureCanvas::titleEdited, this, [this](FigureAxis axis, int index, const QString& title) {
        m_document->edit(axis == FigureAxis::Row ? tr("Row Title") : tr("Column Title"),
            [=](FigureSpec& spec) { setTitle(spec, axis, index, title); });
    });
    connect(m_canvas, &FigureCanvas::cropped, this, [this](int row, const QRectF& part) {
        m_document->edit(tr("Crop"), [=](FigureSpec& spec) { cropFurther(spec, row, part); });
    });
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(m_actions->crop, [this](bool crop) {
        m_canvas->setCropping(crop);
        m_canvas->setFocus();
    });
    on(m_actions->wholePicture, [this] {
        m_document->edit(tr("Crop"), [row = m_canvas->selection().row](FigureSpec& spec) { setCrop(spec, row, {}); });
    });
    on(m_actions->rename, [this] {
        const auto selected = m_canvas->selection();
        rename(
            selected.isRow() ? FigureAxis::Row : FigureAxis::Column, selected.isRow() ? selected.row : selected.column);
    });
    const auto moveBy = [this](int step) {
        const auto selected = m_canvas->selection();
        const bool row = selected.isRow();
        const auto axis = row ? FigureAxis::Row : FigureAxis::Column;
        const int from = row ? selected.row : selected.column;
        const int to = from + step;
        if (to < 0 || to >= countOf(m_document->spec(), axis))
            return;
        m_canvas->select(row ? FigureSelection{ to, -1 } : FigureSelection{ -1, to });
        move(axis, from, to);
    };
    on(m_actions->moveBack, [moveBy] { moveBy(-1); });
    on(m_actions->moveOn, [moveBy] { moveBy(1); });
    on(m_actions->remove, [this] { removeSelected(); });
    on(m_actions->removeRow, [this] {
        m_document->edit(tr("Remove Row"),
            [row = m_canvas->selection().row](FigureSpec& spec) { removeLine(spec, FigureAxis::Row, row); });
    });
    on(m_actions->copyColumn, [this] {
        const int column = m_canvas->selection().column;
        m_document->edit(tr("Duplicate Column"), [column](FigureSpec& spec) { lookaway::copyColumn(spec, column); });
    });
    on(m_actions->figureTwo, [this] { applyTemplate(FigureTemplate::Two); });
    on(m_actions->figureThree, [this] { applyTemplate(FigureTemplate::Three); });
    on(m_actions->again, [this] {
        m_document->forgetContent();
        askForContent(true);
    });
    on(m_actions->addPictures, [this] {
        const auto files = QFileDialog::getOpenFileNames(
            this, tr("Add pictures"), {}, tr("Pictures (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff)"));
        openPaths(files);
    });
    on(m_actions->addModel, [this] {
        const QString file = QFileDialog::getOpenFileName(
            this, tr("Add a model"), {}, tr("Models (*.safetensors *.pth *.pt);;All files (*)"));
        if (!file.isEmpty())
            addModels({ file });
    });
    on(m_actions->paste, [this] { bring(*QApplication::clipboard()->mimeData()); });
    on(m_actions->zoomIn, [this] { m_canvas->setZoom(m_canvas->zoom() * 1.25); });
    on(m_actions->zoomOut, [this] { m_canvas->setZoom(m_canvas->zoom() / 1.25); });
    on(m_actions->realSize, [this] { m_canvas->setZoom(1); });
    on(m_actions->fitWidth, [this] { m_canvas->fitWidth(); });
    on(m_actions->fitPage, [this] { m_canvas->fitPage(); });
}

void FigureComposer::move(FigureAxis axis, int from, int to)
{
    m_document->edit(axis == FigureAxis::Row ? tr("Move Row") : tr("Move Column"),
        [=](FigureSpec& spec) { moveLine(spec, axis, from, to); });
}

void FigureComposer::removeSelected()
{
    const FigureSelection selected = m_canvas->selection();
    if (selected.isCell()) {
        m_messages->showMessage(MessageBar::Kind::Information, tr("Remove the whole column, or the whole row?"),
            tr("Remove Column"), [this, selected] {
                m_document->edit(tr("Remove Column"),
                    [selected](FigureSpec& spec) { removeLine(spec, FigureAxis::Column, selected.column); });
            });
        m_messages->addAction(tr("Remove Row"), [this, selected] {
            m_document->edit(
                tr("Remove Row"), [selected](FigureSpec& spec) { removeLine(spec, FigureAxis::Row, selected.row); });
        });
    } else if (selected.isColumn()) {
        m_document->edit(tr("Remove Column"),
            [selected](FigureSpec& spec) { removeLine(spec, FigureAxis::Column, selected.column); });
    } else if (selected.isRow()) {
        m_document->edit(
            tr("Remove Row"), [selected](FigureSpec& spec) { removeLine(spec, FigureAxis::Row, selected.row); });
    }
}

void FigureComposer::rename(FigureAxis axis, int index)
{
    const FigureSpec& spec = m_document->spec();
    if (index < 0 || index >= countOf(spec, axis))
        return;
    QString title = titleIn(spec, axis, index);
    if (title.isEmpty() && axis == FigureAxis::Column)
        title =
            QString::fromStdString(titleOf(spec.comparison.columns[static_cast<std::size_t>(index)], spec.comparison));
    m_canvas->editTitle(axis, index, title);
}

void FigureComposer::applyTemplate(FigureTemplate kind)
{
    const int row = m_canvas->selection().row;
    const int pictures = countOf(m_document->spec(), FigureAxis::Row);
    m_document->edit(
        kind == FigureTemplate::Two ? tr("Figure 2 Layout") : tr("Figure 3 Layout"), [kind, row](FigureSpec& spec) {
            if (kind == FigureTemplate::Two) // of one picture: the selected one
                moveLine(spec, FigureAxis::Row, row, 0);
            spec = fromTemplate(kind, spec);
        });
    m_canvas->select({});
    if (kind != FigureTemplate::Two || row >= 0 || pictures <= 1)
        return;
    const int said = m_messages->showMessage(MessageBar::Kind::Information,
        tr("Figure 2 shows one picture: the first of %1 stays. Select a row first to keep another one.").arg(pictures),
        tr("Undo"), [this] { m_actions->undo->trigger(); });
    // After the next change its Undo would be another one's.
    connect(
        m_document->history(), &QUndoStack::indexChanged, m_messages, [this, said] { m_messages->dismiss(said); },
        Qt::SingleShotConnection);
}

void FigureComposer::showMenu(const QPoint& place)
{
    const FigureSelection selected = m_canvas->selection();
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("figureMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (selected.empty()) {
        menu->addActions({ m_actions->undo, m_actions->redo });
        menu->addSeparator();
        menu->addActions({ m_actions->addPictures, m_actions->addModel });
        menu->addSeparator();
        menu->addActions({ m_actions->figureTwo, m_actions->figureThree });
        menu->addSeparator();
        menu->addAction(m_actions->copyPicture);
    } else {
        if (!selected.isCell()) {
            menu->addActions({ m_actions->rename, m_actions->moveBack, m_actions->moveOn });
            menu->addSeparator();
        }
        if (selected.row >= 0) {
            menu->addActions({ m_actions->crop, m_actions->wholePicture });
            menu->addSeparator();
        }
        if (selected.column >= 0)
            menu->addAction(m_actions->copyColumn);
        if (selected.isCell()) {
            auto* column = menu->addAction(icon(QStringLiteral("discard")), tr("Remove Column"));
            connect(column, &QAction::triggered, this, [this, selected] {
                m_document->edit(tr("Remove Column"),
                    [selected](FigureSpec& spec) { removeLine(spec, FigureAxis::Column, selected.column); });
            });
            menu->addAction(m_actions->removeRow);
        } else {
            menu->addAction(m_actions->remove);
        }
    }
    menu->popup(place);
}

void FigureComposer::say(const Error& error)
{
    m_messages->showMessage(MessageBar::Kind::Error, QString::fromStdString(error.message()));
}

} // namespace lookaway
