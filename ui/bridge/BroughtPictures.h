// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <QImage>
#include <QString>
#include <QStringList>

class QMimeData;

namespace lookaway {

/// What the clipboard holds, or what is dropped, as far as a comparison or a figure can use it.
struct Brought {
    QStringList paths = {};   ///< of files and folders that are there
    QImage picture = {};      ///< pixels without a file; null where there are paths
    bool onlyAddress = false; ///< of something in the web, which is not fetched

    bool empty() const { return paths.isEmpty() && picture.isNull(); }
};
/// Local files; else pixels; else lines of text that are paths.
Brought broughtBy(const QMimeData& data);
/// Whether a drop is worth taking: what it holds exactly is known only when it is dropped.
bool mayBring(const QMimeData& data);
/// Why nothing came of it, and what to do.
QString nothingBrought(const Brought& brought);

/// Pixels become a file that rows can be made of again: a PNG in the folder "pasted" beside the runs, named by its
/// content, so that the same picture is there once. What was transparent is white. Returns its path. Any thread.
Result<QString> keepPicture(const QImage& picture, const QString& runFolder);

} // namespace lookaway
