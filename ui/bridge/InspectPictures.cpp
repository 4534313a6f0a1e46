// SPDX-License-Identifier: MIT
#include "bridge/InspectPictures.h"

#include "widgets/pictures/HeatMapImage.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace lookaway {

constexpr int kMostFiles = 5000;
constexpr std::size_t kThumbnailBytes = std::size_t{ 48 } << 20;

InspectPictures::InspectPictures(int side, QObject* parent)
    : QAbstractListModel(parent)
    , m_side(side)
    , m_thumbnails(new ThumbnailSource(side, kThumbnailBytes, this))
{
    connect(m_thumbnails, &ThumbnailSource::ready, this, [this](const QByteArray& path, int) {
        if (const int row = find(QFile::decodeName(path)); row >= 0)
            Q_EMIT dataChanged(index(row), index(row));
    });
}

int InspectPictures::find(const QString& path) const
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) { return entry.source.path == path; });
    return found == m_entries.end() ? -1 : int(found - m_entries.begin());
}

int InspectPictures::addFiles(const QStringList& paths)
{
    QStringList added;
    for (const QString& path : paths)
        if (find(path) < 0 && !added.contains(path))
            added << path;
    if (!added.isEmpty()) {
        beginInsertRows({}, rowCount(), rowCount() + int(added.size()) - 1);
        for (const QString& path : added)
            m_entries.push_back({ { QFileInfo(path).fileName(), path, nullptr }, {} });
        endInsertRows();
    }
    return paths.isEmpty() ? -1 : find(paths.front());
}

int InspectPictures::addPixels(const QImage& image)
{
    PictureSource source;
    source.title = ++m_pasted == 1 ? tr("pasted picture") : tr("pasted picture %1").arg(m_pasted);
    source.pixels = std::make_shared<const Image>(fromImage(image));
    const QImage small = image.scaled(m_side, m_side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    beginInsertRows({}, rowCount(), rowCount());
    m_entries.push_back({ source, QPixmap::fromImage(small) });
    endInsertRows();
    return rowCount() - 1;
}

void InspectPictures::remove(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    beginRemoveRows({}, row, row);
    m_entries.erase(m_entries.begin() + row);
    endRemoveRows();
}

int InspectPictures::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant InspectPictures::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Entry& entry = m_entries[std::size_t(index.row())];
    const auto* thumbnail = entry.source.pixels || (role != Qt::DecorationRole && role != ProblemRole)
        ? nullptr
        : m_thumbnails->find(QFile::encodeName(entry.source.path).toStdString(), index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return entry.source.title;
    case Qt::ToolTipRole:
        return entry.source.path.isEmpty() ? entry.source.title : entry.source.path;
    case Qt::DecorationRole:
        if (entry.source.pixels)
            return entry.thumbnail;
        return thumbnail && !thumbnail->picture.isNull() ? QVariant(thumbnail->picture) : QVariant();
    case ProblemRole:
        return thumbnail ? thumbnail->problem : QString();
    default:
        return {};
    }
}

bool isPicturePath(const QString& path)
{
    static const QStringList suffixes{ "jpg", "jpeg", "png", "bmp", "webp", "tif", "tiff" };
    return suffixes.contains(QFileInfo(path).suffix().toLower());
}

QStringList pictureFilesIn(const QStringList& paths)
{
    QStringList files;
    for (const QString& path : paths) {
        if (!QFileInfo(path).isDir()) {
            if (isPicturePath(path))
                files << path;
            continue;
        }
        QStringList inside;
        QDirIterator walk(path, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext() && inside.size() < kMostFiles)
            if (const QString file = walk.next(); isPicturePath(file))
                inside << file;
        std::sort(inside.begin(), inside.end());
        files << inside;
    }
    return files.mid(0, kMostFiles);
}

} // namespace lookaway
