// SPDX-License-Identifier: MIT
// How models and pictures come to the Inspect workspace.
#include "pages/inspect/InspectPage.h"
#include "pages/inspect/PictureStrip.h"
#include "session/runs/RunReader.h"
#include "widgets/InlineNote.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace lookaway {

namespace {

/// Whatever is not a picture, nor a folder of pictures, is tried as a model: the sentence says what was expected.
bool isModelPath(const QString& path)
{
    const QFileInfo info(path);
    return info.isDir() ? isRun(path.toStdString()) : !isPicturePath(path);
}

} // namespace

void InspectPage::openPaths(const QStringList& paths)
{
    QStringList pictures;
    QString model;
    for (const QString& path : paths)
        if (isModelPath(path))
            model = path;
        else
            pictures << path;
    if (!model.isEmpty())
        openModel(model);
    if (!pictures.isEmpty())
        m_strip->add(pictures);
}

void InspectPage::openFileDialog()
{
    auto* dialog = new QFileDialog(this, tr("Choose a model to look into"), {},
        tr("Models (*.pth *.pt *.safetensors *.ts *.torchscript *.zip);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &InspectPage::openModel);
    dialog->open();
}

void InspectPage::openRunDialog()
{
    auto* dialog = new QFileDialog(this, tr("Choose a run folder to look into"), m_runFolder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &InspectPage::openModel);
    dialog->open();
}

void InspectPage::openPicturesDialog()
{
    m_strip->openDialog();
}

void InspectPage::paste()
{
    m_strip->paste();
}

void InspectPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasImage())
        event->acceptProposedAction();
}

void InspectPage::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    if (!paths.isEmpty())
        openPaths(paths);
    else if (!m_strip->addFrom(*event->mimeData()))
        m_note->say(InlineNote::Kind::Info, tr("There is no picture among these."));
    event->acceptProposedAction();
}

} // namespace lookaway
