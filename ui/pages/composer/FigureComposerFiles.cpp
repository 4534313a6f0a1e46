// SPDX-License-Identifier: MIT
// Where figures come from and go to: project files, pictures, the clipboard.
#include "pages/composer/FigureComposer.h"

#include "bridge/RecentFigures.h"
#include "compare/FigureFile.h"
#include "figure/ComparisonSheet.h"
#include "figure/FigurePainter.h"
#include "pages/composer/FigureOutput.h"
#include "widgets/Background.h"
#include "widgets/MessageBar.h"
#include "widgets/pictures/PictureFile.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QUrl>

namespace lookaway {

namespace {

enum class Unsaved { Save, Discard, Cancel };

Unsaved askUnsaved(QWidget* parent, const QString& name)
{
    QMessageBox box(QMessageBox::Question, FigureComposer::tr("The figure has changed"),
        FigureComposer::tr("Save the changes of “%1”?").arg(name), QMessageBox::NoButton, parent);
    box.setObjectName(QStringLiteral("unsavedFigureDialog"));
    auto* save = box.addButton(FigureComposer::tr("Save"), QMessageBox::AcceptRole);
    auto* discard = box.addButton(FigureComposer::tr("Discard"), QMessageBox::DestructiveRole);
    auto* cancel = box.addButton(QMessageBox::Cancel);
    save->setObjectName(QStringLiteral("saveFigure"));
    discard->setObjectName(QStringLiteral("discardFigure"));
    cancel->setObjectName(QStringLiteral("keepFigure"));
    box.setDefaultButton(save);
    box.setEscapeButton(cancel);
    box.exec();
    if (box.clickedButton() == save)
        return Unsaved::Save;
    return box.clickedButton() == discard ? Unsaved::Discard : Unsaved::Cancel;
}

QString shortNames(const QStringList& files)
{
    QStringList names;
    for (const QString& file : files)
        names << QFileInfo(file).fileName();
    return names.join(FigureComposer::tr(", "));
}

} // namespace

void FigureComposer::connectFiles()
{
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(m_actions->newFigure, [this] {
        if (letGo()) {
            m_document->reset(FigureSpec());
            Q_EMIT compareRequested();
        }
    });
    on(m_actions->open, [this] { openDialog(); });
    on(m_actions->save, [this] { save(); });
    on(m_actions->saveAs, [this] { saveAs(); });
    on(m_actions->exportPdf, [this] { exportDialog(QStringLiteral("PDF"), QStringLiteral("pdf")); });
    on(m_actions->exportSvg, [this] { exportDialog(QStringLiteral("SVG"), QStringLiteral("svg")); });
    on(m_actions->exportPng, [this] { exportDialog(QStringLiteral("PNG"), QStringLiteral("png")); });
    on(m_actions->exportTiff, [this] { exportDialog(QStringLiteral("TIFF"), QStringLiteral("tiff")); });
    on(m_actions->copyPicture, [this] { copyPicture(); });
    on(m_actions->copyCommand, [this] { copyCommand(); });
    connect(m_actions->recent, &QMenu::aboutToShow, this, &FigureComposer::fillRecent);
    fillRecent();
}

QString FigureComposer::name() const
{
    return m_document->file().isEmpty() ? tr("New figure") : QFileInfo(m_document->file()).fileName();
}

void FigureComposer::fillRecent()
{
    m_actions->recent->clear();
    for (const QString& file : recentFigures()) {
        auto* action = m_actions->recent->addAction(QFileInfo(file).fileName());
        action->setToolTip(QDir::toNativeSeparators(file));
        action->setStatusTip(QDir::toNativeSeparators(file));
        action->setEnabled(QFileInfo::exists(file));
        connect(action, &QAction::triggered, this, [this, file] { openFile(file); });
    }
    m_actions->recent->setEnabled(!m_actions->recent->isEmpty());
}

bool FigureComposer::letGo()
{
    if (!m_document->modified() || m_document->empty())
        return true;
    switch (askUnsaved(this, name())) {
    case Unsaved::Save:
        return save();
    case Unsaved::Discard:
        return true;
    case Unsaved::Cancel:
        break;
    }
    return false;
}

bool FigureComposer::openFile(const QString& file)
{
    const auto spec = readFigure(QFile::encodeName(file).toStdString());
    if (!spec) {
        say(spec.error());
        return false;
    }
    if (!letGo())
        return false;
    m_messages->hide();
    m_canvas->select({});
    m_wantedKeys.clear();
    m_document->reset(*spec, QFileInfo(file).absoluteFilePath());
    addRecentFigure(file);
    // Later: the list may be what has just been clicked.
    QMetaObject::invokeMethod(this, &FigureComposer::fillRecent, Qt::QueuedConnection);
    return true;
}

void FigureComposer::openDialog()
{
    auto* dialog = new QFileDialog(
        this, tr("Open a figure"), QFileInfo(recentFigures().value(0)).path(), tr("Figures (*.toml);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &FigureComposer::openFile);
    dialog->open();
}

bool FigureComposer::save()
{
    return m_document->file().isEmpty() ? saveAs() : saveTo(m_document->file());
}

bool FigureComposer::saveAs()
{
    const QFileInfo suggested(m_document->file().isEmpty() ? QStringLiteral("figure.toml") : m_document->file());
    QFileDialog dialog(this, tr("Save the figure"), suggested.path(), tr("Figures (*.toml)"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("toml")); // so that it asks before it replaces that file
    dialog.selectFile(suggested.fileName());
    return dialog.exec() == QDialog::Accepted && saveTo(dialog.selectedFiles().value(0));
}

bool FigureComposer::saveTo(const QString& file)
{
    const auto saved = writeFigure(QFile::encodeName(file).toStdString(), m_document->spec());
    if (!saved) {
        say(saved.error());
        return false;
    }
    m_document->markSaved(QFileInfo(file).absoluteFilePath());
    addRecentFigure(file);
    // Later: the list may be what has just been clicked.
    QMetaObject::invokeMethod(this, &FigureComposer::fillRecent, Qt::QueuedConnection);
    return true;
}

void FigureComposer::exportDialog(const QString& title, const QString& suffix)
{
    const QString base =
        m_document->file().isEmpty() ? QStringLiteral("figure") : QFileInfo(m_document->file()).completeBaseName();
    askAndSave(this, base, { title, suffix }, [this](const QString& path) {
        exportTo(path);
        return Result<void>(); // what goes wrong later is said in the message bar
    });
}

void FigureComposer::exportTo(const QString& file)
{
    FigureOrder order{ m_document->spec(), m_document->parts(), file, m_actions->companions->isChecked(),
        m_document->modified() ? QString() : m_document->file(), m_document->file() };
    m_exporting = true;
    showState();
    inBackground(
        this, [order = std::move(order)] { return produceFigure(order); },
        [this](const Result<QStringList>& written) {
            m_exporting = false;
            showState();
            if (!written) {
                say(written.error());
                Q_EMIT exportFailed(written.error());
                return;
            }
            const QString folder = QFileInfo(written->front()).absolutePath();
            m_messages->showMessage(MessageBar::Kind::Success,
                tr("Saved %1 in %2.").arg(shortNames(*written), QDir::toNativeSeparators(folder)), tr("Open Folder"),
                [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
            Q_EMIT exported(*written);
        });
}

void FigureComposer::copyPicture()
{
    inBackground(
        this,
        [spec = m_document->spec(), parts = m_document->parts()]() -> Result<QImage> {
            return renderFigure(sheetOf(spec, parts.content()), spec.style.dpi);
        },
        [this, dpi = m_document->spec().style.dpi](const Result<QImage>& rendered) {
            if (!rendered)
                return say(rendered.error());
            const QImage& image = *rendered;
            if (image.isNull())
                return say(fail(tr("The figure has too many pixels at %1 dpi.").arg(dpi).toStdString(),
                    tr("Choose fewer dots per inch, or export a PDF.").toStdString()));
            QApplication::clipboard()->setImage(image);
            m_messages->showMessage(MessageBar::Kind::Success,
                tr("The figure is in the clipboard, %1 × %2 pixels.").arg(image.width()).arg(image.height()));
        });
}

void FigureComposer::copyCommand()
{
    if (m_document->modified() || m_document->file().isEmpty()) {
        m_messages->showMessage(MessageBar::Kind::Information,
            tr("The command reads the figure's project file: save the figure first."), tr("Save"), [this] {
                if (save())
                    copyCommand();
            });
        return;
    }
    const QFileInfo info(m_document->file());
    const QString out = info.dir().filePath(info.completeBaseName() + QStringLiteral(".pdf"));
    QApplication::clipboard()->setText(figureCommand(m_document->file(), out));
    m_messages->showMessage(MessageBar::Kind::Success, tr("The command is in the clipboard."));
}

} // namespace lookaway
