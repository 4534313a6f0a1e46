// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/Inspector.h"
#include "bridge/ThumbnailSource.h"

#include <QAbstractListModel>
#include <QImage>

#include <vector>

namespace lookaway {

/// The pictures that were brought to be looked into: files and pasted ones, in the order of their coming.
class InspectPictures : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { ProblemRole = Qt::UserRole + 1 };

    /// `side`: of the thumbnails, device pixels.
    explicit InspectPictures(int side, QObject* parent = nullptr);

    /// Files that are there already are not added again. Returns the row of the first one; -1 for an empty list.
    int addFiles(const QStringList& paths);
    /// Returns its row.
    int addPixels(const QImage& image);
    void remove(int row);
    const PictureSource& source(int row) const { return m_entries[std::size_t(row)].source; }

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Display (title), decoration (QPixmap), tool tip, accessible text, and the roles above.
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Entry {
        PictureSource source;
        QPixmap thumbnail; ///< of pasted pictures
    };
    int find(const QString& path) const;

    std::vector<Entry> m_entries;
    int m_side;
    int m_pasted = 0;
    ThumbnailSource* m_thumbnails;
};

/// The picture files among `paths` and, by name, those in the folders among them and below, at most 5,000. Any thread.
QStringList pictureFilesIn(const QStringList& paths);
bool isPicturePath(const QString& path);

} // namespace lookaway
