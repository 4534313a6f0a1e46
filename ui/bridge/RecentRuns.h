// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QImage>
#include <QObject>
#include <QStringList>

#include <vector>

namespace lookaway {

/// A run as the welcome page shows it.
struct RunCard {
    QString folder;
    QString title;   ///< the folder's name
    QString summary; ///< model and occlusion; where the folder is gone or damaged, that
    QString result;  ///< "test accuracy 0.867", "interrupted in epoch 4 of 30"
    QDateTime started;
    /// Of an occluded mini-batch; null when there is none.
    QImage thumbnail;
    bool missing = false;
};

/// The runs opened or trained last, newest first, kept in the application's QSettings, and after them others that lie
/// in the folder of the runs, at most twelve in all. Cards are read from the run folders off the GUI thread.
class RecentRuns : public QObject {
    Q_OBJECT

public:
    explicit RecentRuns(QObject* parent = nullptr);

    QStringList folders() const;
    void add(const QString& folder);
    /// Not shown until it is opened again.
    void remove(const QString& folder);
    /// Reads the cards anew, those of `root` too; `loaded` follows.
    void load(const QString& root);

Q_SIGNALS:
    void loaded(const std::vector<lookaway::RunCard>& cards);
};

/// Reads one card; any thread. `height` bounds the thumbnail's, in pixels.
RunCard readRunCard(const QString& folder, int height);

} // namespace lookaway
