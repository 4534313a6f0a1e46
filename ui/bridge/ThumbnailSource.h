// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/Pictures.h"

#include <QCache>
#include <QObject>
#include <QPixmap>
#include <QSet>
#include <QString>
#include <QThreadPool>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace lookaway {

/// Thumbnails of picture files, decoded by two background threads and kept within a budget, least recently used first
/// out. What was asked for last is decoded first; of a long queue the oldest requests are dropped, since they have
/// scrolled away by then. All functions are for the GUI thread; the destructor waits for the pictures in hand.
class ThumbnailSource : public QObject {
    Q_OBJECT

public:
    using Reader = std::function<Result<Image>(const std::filesystem::path& path, int maxSide)>;

    /// `side`: longer side, device pixels. `bytes`: budget of the cache. `reader` is called on several threads.
    explicit ThumbnailSource(
        int side, std::size_t bytes = std::size_t{ 96 } << 20, QObject* parent = nullptr, Reader reader = readPicture);
    ~ThumbnailSource() override;

    struct Thumbnail {
        /// Null when the picture cannot be read.
        QPixmap picture = {};
        /// Why, as a sentence; empty = it can be read.
        QString problem = {};
    };

    /// The thumbnail when it is there; otherwise nullptr, it is requested, and ready() follows unless it is dropped.
    /// The pointer holds until the next call. `tag` comes back with ready(), e.g. the row that asked.
    const Thumbnail* find(const std::string& path, int tag);
    /// Forgets requests that are not in hand yet.
    void cancelPending();
    /// Another size; forgets everything that was decoded at the old one.
    void setSide(int side);
    int side() const { return m_side; }
    /// Of the pixels in the cache.
    std::size_t cachedBytes() const { return static_cast<std::size_t>(m_cache.totalCost()); }

    /// Requests that may wait.
    static constexpr std::size_t longestQueue = 160;

Q_SIGNALS:
    void ready(const QByteArray& path, int tag);

private:
    struct Request;
    struct Queue;
    static void work(const std::shared_ptr<Queue>& queue, ThumbnailSource* source, const Reader& reader);
    void deliver(const Request& request, const QImage& image, const QString& problem);

    int m_side;
    QCache<QByteArray, Thumbnail> m_cache;
    QSet<QByteArray> m_asked; ///< waiting or in hand
    Reader m_reader;
    std::shared_ptr<Queue> m_queue;
    QThreadPool m_pool; ///< last: its threads are waited for first
};

} // namespace lookaway
