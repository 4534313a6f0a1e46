// SPDX-License-Identifier: MIT
// What is dropped into a figure, or pasted: pictures, models, project files.
#include "pages/composer/FigureComposer.h"

#include "bridge/BroughtPictures.h"
#include "bridge/InspectPictures.h"
#include "widgets/Background.h"
#include "widgets/MessageBar.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileInfo>
#include <QMimeData>

namespace lookaway {

namespace {

/// A model as a path names it, or why it names none. Reads files.
Result<ComparedModel> modelAt(const QString& path)
{
    const auto source = recogniseModel(QFile::encodeName(path).toStdString());
    if (!source)
        return source.error();
    const QFileInfo info(path);
    ComparedModel model;
    model.title = (info.isDir() ? info.fileName() : info.completeBaseName()).toStdString();
    model.source = *source;
    return model;
}

} // namespace

void FigureComposer::addModels(const QStringList& paths)
{
    inBackground(
        this,
        [paths] {
            std::vector<Result<ComparedModel>> found;
            for (const QString& path : paths)
                found.push_back(modelAt(path));
            return found;
        },
        [this](const std::vector<Result<ComparedModel>>& found) {
            for (const auto& model : found) {
                if (!model)
                    say(model.error());
                else
                    m_document->edit(tr("Add Model"), [&model](FigureSpec& spec) { addModel(spec, *model); });
            }
            sayWhatItLacks();
        });
}

void FigureComposer::sayWhatItLacks()
{
    const ComparisonSpec& comparison = m_document->spec().comparison;
    if (comparison.pictures.empty() && !comparison.models.empty())
        m_messages->showMessage(MessageBar::Kind::Information, tr("Pictures are still missing: drop some here."),
            tr("Add Pictures…"), [this] { m_actions->addPictures->trigger(); });
    else if (comparison.columns.empty() && !comparison.pictures.empty())
        m_messages->showMessage(MessageBar::Kind::Information, tr("A model is still missing: drop one here."),
            tr("Add Model…"), [this] { m_actions->addModel->trigger(); });
}

void FigureComposer::openPaths(const QStringList& paths)
{
    QStringList pictures;
    QStringList models;
    for (const QString& path : paths) {
        if (path.endsWith(QLatin1String(".toml"), Qt::CaseInsensitive)) {
            openFile(path);
            return;
        }
        (isPicturePath(path) ? pictures : models) << path;
    }
    if (!pictures.isEmpty())
        m_document->edit(tr("Add Pictures"), [&](FigureSpec& spec) { lookaway::addPictures(spec, pictures); });
    if (models.isEmpty())
        sayWhatItLacks();
    else
        addModels(models);
}

void FigureComposer::bring(const QMimeData& mime)
{
    const Brought brought = broughtBy(mime);
    if (!brought.paths.isEmpty())
        return openPaths(brought.paths);
    if (brought.empty()) {
        m_messages->showMessage(MessageBar::Kind::Information, nothingBrought(brought));
        return;
    }
    inBackground(
        this, [picture = brought.picture, folder = m_runFolder] { return keepPicture(picture, folder); },
        [this](const Result<QString>& file) {
            if (!file)
                return say(file.error());
            openPaths({ *file });
            const bool noModel = m_document->spec().comparison.columns.empty();
            m_messages->showMessage(MessageBar::Kind::Information, tr("The picture is kept as '%1'.").arg(*file),
                noModel ? tr("Add Model…") : QString(), [this] { m_actions->addModel->trigger(); });
        });
}

void FigureComposer::dragEnterEvent(QDragEnterEvent* event)
{
    if (mayBring(*event->mimeData()))
        event->acceptProposedAction();
}

void FigureComposer::dropEvent(QDropEvent* event)
{
    bring(*event->mimeData());
    event->acceptProposedAction();
}

} // namespace lookaway
