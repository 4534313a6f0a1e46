// SPDX-License-Identifier: MIT
#include "bridge/ThumbnailSource.h"

#include "widgets/pictures/HeatMapImage.h"

#include <deque>
#include <mutex>

namespace lookaway {

namespace {
constexpr int decoders = 2;
/// What an entry costs beside its pixels.
constexpr int entryBytes = 512;
} // namespace

struct ThumbnailSource::Request {
    QByteArray path;
    int tag = 0;
    int side = 0;
};

/// Shared with the decoding threads.
struct ThumbnailSource::Queue {
    std::mutex mutex;
    std::deque<Request> waiting; ///< newest at the back
    int workers = 0;
};

ThumbnailSource::ThumbnailSource(int side, std::size_t bytes, QObject* parent, Reader reader)
    : QObject(parent)
    , m_side(side)
    , m_cache(static_cast<qsizetype>(bytes))
    , m_reader(std::move(reader))
    , m_queue(std::make_shared<Queue>())
{
    m_pool.setMaxThreadCount(decoders);
    m_pool.setThreadPriority(QThread::LowPriority);
}

ThumbnailSource::~ThumbnailSource()
{
    cancelPending();
    m_pool.waitForDone();
}

const ThumbnailSource::Thumbnail* ThumbnailSource::find(const std::string& path, int tag)
{
    const QByteArray key = QByteArray::fromStdString(path);
    if (const Thumbnail* thumbnail = m_cache.object(key))
        return thumbnail;
    if (m_asked.contains(key))
        return nullptr;
    m_asked.insert(key);
    const std::lock_guard lock(m_queue->mutex);
    m_queue->waiting.push_back({ key, tag, m_side });
    if (m_queue->waiting.size() > longestQueue) {
        m_asked.remove(m_queue->waiting.front().path);
        m_queue->waiting.pop_front();
    }
    if (m_queue->workers < decoders) {
        ++m_queue->workers;
        m_pool.start([queue = m_queue, this, reader = m_reader] { work(queue, this, reader); });
    }
    return nullptr;
}

void ThumbnailSource::cancelPending()
{
    const std::lock_guard lock(m_queue->mutex);
    for (const Request& request : m_queue->waiting)
        m_asked.remove(request.path);
    m_queue->waiting.clear();
}

void ThumbnailSource::setSide(int side)
{
    if (side == m_side)
        return;
    cancelPending();
    m_side = side;
    m_asked.clear(); // what is in hand comes at the old size and is not taken
    m_cache.clear();
}

/// On a thread of the pool; `source` outlives it (the destructor waits).
void ThumbnailSource::work(const std::shared_ptr<Queue>& queue, ThumbnailSource* source, const Reader& reader)
{
    for (;;) {
        Request request;
        {
            const std::lock_guard lock(queue->mutex);
            if (queue->waiting.empty()) {
                --queue->workers;
                return;
            }
            request = std::move(queue->waiting.back());
            queue->waiting.pop_back();
        }
        Result<Image> picture = reader(std::filesystem::path(request.path.toStdString()), request.side);
        QImage image;
        QString problem;
        if (picture)
            image = toImage(std::move(*picture)).convertToFormat(QImage::Format_RGB32);
        else
            problem = QString::fromStdString(picture.error().message());
        QMetaObject::invokeMethod(
            source, [source, request, image, problem] { source->deliver(request, image, problem); },
            Qt::QueuedConnection);
    }
}

void ThumbnailSource::deliver(const Request& request, const QImage& image, const QString& problem)
{
    if (request.side != m_side)
        return;
    m_asked.remove(request.path);
    m_cache.insert(request.path, new Thumbnail{ QPixmap::fromImage(image), problem },
        static_cast<qsizetype>(image.sizeInBytes()) + entryBytes);
    Q_EMIT ready(request.path, request.tag);
}

} // namespace lookaway
