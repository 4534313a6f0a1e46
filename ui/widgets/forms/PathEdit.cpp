// SPDX-License-Identifier: MIT
#include "widgets/forms/PathEdit.h"

#include "style/Icons.h"
#include "widgets/forms/PathLine.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QToolButton>
#include <QUrl>

namespace lookaway {

namespace {

/// The one local path that is dragged, or an empty text.
QString draggedPath(const QMimeData* data)
{
    const auto urls = data->urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

bool endsWithOneOf(const QString& path, std::initializer_list<const char*> endings)
{
    return std::any_of(endings.begin(), endings.end(),
        [&](const char* ending) { return path.endsWith(QLatin1String(ending), Qt::CaseInsensitive); });
}

bool fits(PathEdit::Kind kind, const QString& path)
{
    if (path.isEmpty())
        return false;
    const QFileInfo info(path);
    switch (kind) {
    case PathEdit::Kind::Data:
        return info.isDir() || endsWithOneOf(path, { ".csv", ".tsv" });
    case PathEdit::Kind::Weights:
        return info.isFile() && endsWithOneOf(path, { ".pth", ".pt", ".safetensors" });
    case PathEdit::Kind::Folder:
        break;
    }
    return info.isDir();
}

} // namespace

PathEdit::PathEdit(Kind kind, QWidget* parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_edit(new PathLine(this))
    , m_browse(makeBrowseButton())
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_browse);
    m_edit->setAcceptDrops(false); // it would insert "file:///..."
    setAcceptDrops(true);
    setFocusProxy(m_edit);
    setTitle(tr("Path"));
    connect(m_edit, &QLineEdit::textEdited, this, &PathEdit::edited);
}

QToolButton* PathEdit::makeBrowseButton()
{
    auto* button = new QToolButton(this);
    button->setIcon(icon(QStringLiteral("folder")));
    button->setFocusPolicy(Qt::StrongFocus);
    if (m_kind == Kind::Data) {
        auto* menu = new QMenu(button);
        menu->addAction(tr("Folder..."), this, [this] { browse(true); });
        menu->addAction(tr("Manifest (.csv, .tsv)..."), this, [this] { browse(false); });
        button->setMenu(menu);
        button->setPopupMode(QToolButton::InstantPopup);
    } else {
        connect(button, &QToolButton::clicked, this, [this] { browse(m_kind == Kind::Folder); });
    }
    return button;
}

void PathEdit::setTitle(const QString& title)
{
    m_title = title;
    m_edit->setAccessibleName(title);
    m_browse->setAccessibleName(tr("Browse for: %1").arg(title));
    m_browse->setToolTip(tr("Browse..."));
}

void PathEdit::setPath(const QString& path)
{
    m_edit->setText(path);
}

QString PathEdit::path() const
{
    return m_edit->text();
}

void PathEdit::browse(bool forFolder)
{
    auto* dialog = new QFileDialog(this, m_title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(forFolder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    dialog->setOption(QFileDialog::ShowDirsOnly, forFolder);
    if (!forFolder)
        dialog->setNameFilters(
            { m_kind == Kind::Data ? tr("Manifests (*.csv *.tsv)") : tr("Checkpoints (*.pth *.pt *.safetensors)"),
                tr("All files (*)") });
    if (const QFileInfo now(path()); !path().isEmpty() && now.exists())
        dialog->setDirectory(now.isDir() ? now.absoluteFilePath() : now.absolutePath());
    connect(dialog, &QFileDialog::fileSelected, this, &PathEdit::take);
    dialog->open();
}

void PathEdit::take(const QString& path)
{
    setPath(QDir::toNativeSeparators(path));
    m_edit->setFocus();
    Q_EMIT edited();
}

void PathEdit::dragEnterEvent(QDragEnterEvent* event)
{
    if (fits(m_kind, draggedPath(event->mimeData())))
        event->acceptProposedAction();
}

void PathEdit::dropEvent(QDropEvent* event)
{
    const QString path = draggedPath(event->mimeData());
    if (!fits(m_kind, path))
        return;
    event->acceptProposedAction();
    take(path);
}

} // namespace lookaway
