// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/InspectPictures.h"

#include <QStyledItemDelegate>
#include <QWidget>

class QListView;
class QMimeData;

namespace lookaway {

/// The pictures that were brought, as a line of thumbnails: one is chosen. Pictures come by a dialog, dropped files and
/// folders, or from the clipboard (Ctrl+V); Delete takes one away.
class PictureStrip : public QWidget {
    Q_OBJECT

public:
    explicit PictureStrip(QWidget* parent = nullptr);

    /// Files and folders; looked through in the background. The first one is chosen.
    void add(const QStringList& paths);
    void add(const QImage& picture);
    /// Pictures, or files that are pictures, in the clipboard or what is dropped. False = there are none.
    bool addFrom(const QMimeData& data);
    void paste();
    void openDialog();
    InspectPictures* model() const { return m_model; }
    QListView* view() const { return m_view; }

Q_SIGNALS:
    void chosen(const lookaway::PictureSource& source);
    /// The last one was taken away.
    void emptied();
    /// What was added had no pictures.
    void nothingFound();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void choose(int row);
    void removeCurrent();
    void showMenu(QPoint place);

    InspectPictures* m_model;
    QListView* m_view;
};

/// Draws a picture of the strip.
class StripDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static constexpr int side = 64; ///< px
    /// With the picture's name below it.
    static QSize cellSize(const QFont& font);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace lookaway
