// SPDX-License-Identifier: MIT
#pragma once

#include "compare/Comparison.h"
#include "compare/FigureSpec.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QPainterPath>

#include <deque>
#include <memory>
#include <optional>

namespace lookaway {

/// The pictures of cells with their maps over them. Each is made once for a look, in the background, and kept within a
/// budget; until another look has been made the former one is shown. GUI thread.
class CellPictures : public QObject {
    Q_OBJECT

public:
    explicit CellPictures(QObject* parent = nullptr);

    /// All that a picture depends on.
    struct Order {
        std::shared_ptr<const ComparedCell> cell = {};
        ComparedColumn column = {};
        FigureStyle style = {};
        std::optional<MapScale> scale = {};
        CropBox crop = {};
        QSize size = {}; ///< that it is fitted into, device pixels
        int row = -1;    ///< come back with ready()
        int place = -1;  ///< column
    };
    struct Entry {
        QImage picture = {};       ///< in the network's resolution
        QImage fitted = {};        ///< as large as it is shown
        QPainterPath contour = {}; ///< in shares of the picture
    };
    /// nullptr = there is none yet. Where it is not there, or has another look, it is made and ready() follows.
    const Entry* find(const Order& order);
    /// Made at once.
    static Entry make(const Order& order);
    /// What was asked for and is not made yet is not wanted any more.
    void forgetRequests() { m_asked.clear(); }

Q_SIGNALS:
    void ready(int row, int column);

private:
    struct Known {
        std::shared_ptr<const ComparedCell> cell; ///< its address is in the key
        QByteArray look;
        Entry entry;
    };
    static QByteArray keyOf(const Order& order);
    static QByteArray lookOf(const Order& order);
    void start();
    void take(const Order& order, const Entry& entry);

    QCache<QByteArray, Known> m_known;
    std::deque<Order> m_asked; ///< the latest at the back, which comes first
    bool m_busy = false;
};

/// Where a picture lies that is fitted into a box.
QRectF fittedInto(const QRectF& box, QSizeF picture);

} // namespace lookaway
