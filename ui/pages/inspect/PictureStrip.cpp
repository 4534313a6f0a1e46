// SPDX-License-Identifier: MIT
#include "pages/inspect/PictureStrip.h"

#include "style/Icons.h"
#include "style/Theme.h"
#include "widgets/Background.h"
#include "widgets/pictures/HeatMapImage.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QUrl>
#include <QVBoxLayout>

namespace lookaway {

namespace {
constexpr int kPadding = 5;
}

PictureStrip::PictureStrip(QWidget* parent)
    : QWidget(parent)
    , m_model(new InspectPictures(qRound(StripDelegate::side * devicePixelRatioF()), this))
    , m_view(new QListView)
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(new StripDelegate(m_view));
    m_view->setFlow(QListView::LeftToRight);
    m_view->setWrapping(false);
    m_view->setUniformItemSizes(true);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setMouseTracking(true);
    m_view->setAccessibleName(tr("Pictures"));
    m_view->setFixedHeight(
        StripDelegate::cellSize(m_view->font()).height() + m_view->horizontalScrollBar()->sizeHint().height() + 4);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &PictureStrip::showMenu);
    m_view->installEventFilter(this);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        if (current.isValid())
            Q_EMIT chosen(m_model->source(current.row()));
        else
            Q_EMIT emptied();
    });
    auto* open = new QPushButton(icon(QStringLiteral("picture")), tr("&Pictures…"));
    open->setObjectName(QStringLiteral("openPictures"));
    open->setToolTip(tr("Choose pictures; files and folders can be dropped here, too"));
    auto* pasted = new QPushButton(icon(QStringLiteral("copy")), tr("Pas&te"));
    pasted->setObjectName(QStringLiteral("pastePicture"));
    pasted->setToolTip(tr("Take a picture from the clipboard (Ctrl+V)"));
    connect(open, &QPushButton::clicked, this, &PictureStrip::openDialog);
    connect(pasted, &QPushButton::clicked, this, &PictureStrip::paste);
    auto* buttons = new QVBoxLayout;
    buttons->addWidget(open);
    buttons->addWidget(pasted);
    buttons->addStretch(1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addLayout(buttons);
    row->addWidget(m_view, 1);
}

void PictureStrip::add(const QStringList& paths)
{
    inBackground(
        this, [paths] { return pictureFilesIn(paths); },
        [this](const QStringList& files) {
            const int row = m_model->addFiles(files);
            if (row < 0)
                Q_EMIT nothingFound();
            else
                choose(row);
        });
}

void PictureStrip::add(const QImage& picture)
{
    choose(m_model->addPixels(picture));
}

bool PictureStrip::addFrom(const QMimeData& data)
{
    QStringList paths;
    for (const QUrl& url : data.urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    if (!paths.isEmpty()) {
        add(paths);
        return true;
    }
    const auto picture = qvariant_cast<QImage>(data.imageData());
    if (picture.isNull())
        return false;
    add(picture);
    return true;
}

void PictureStrip::paste()
{
    if (!addFrom(*QGuiApplication::clipboard()->mimeData()))
        Q_EMIT nothingFound();
}

void PictureStrip::openDialog()
{
    auto* dialog =
        new QFileDialog(this, tr("Choose pictures"), {}, tr("Pictures (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& files) { add(files); });
    dialog->open();
}

void PictureStrip::choose(int row)
{
    const QModelIndex index = m_model->index(row);
    if (index == m_view->currentIndex())
        Q_EMIT chosen(m_model->source(row));
    else
        m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
}

void PictureStrip::removeCurrent()
{
    m_model->remove(m_view->currentIndex().row());
}

bool PictureStrip::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete) {
        removeCurrent();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void PictureStrip::showMenu(QPoint place)
{
    if (const QModelIndex below = m_view->indexAt(place); below.isValid())
        m_view->setCurrentIndex(below);
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid())
        return;
    const PictureSource source = m_model->source(current.row());
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("pictureMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const char* iconName, const QString& text, auto slot) {
        auto* action = menu->addAction(icon(QLatin1String(iconName)), text);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    // A key in the list does it; here it is only shown.
    auto* remove = add("close", tr("&Remove"), [this] { removeCurrent(); });
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    menu->addSeparator();
    add("copy", tr("&Copy"), [source] {
        auto* copied = new QMimeData;
        if (source.pixels)
            copied->setImageData(toImage(source.pixels));
        else
            copied->setUrls({ QUrl::fromLocalFile(source.path) });
        QGuiApplication::clipboard()->setMimeData(copied);
    });
    add("copy", tr("Copy &Path"), [source] {
        QGuiApplication::clipboard()->setText(source.path);
    })->setEnabled(!source.path.isEmpty());
    add("folder", tr("Show in &Folder"), [source] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(source.path).absolutePath()));
    })->setEnabled(!source.path.isEmpty());
    menu->popup(m_view->viewport()->mapToGlobal(place));
}

QSize StripDelegate::cellSize(const QFont& font)
{
    return { side + 2 * kPadding, side + 2 * kPadding + QFontMetrics(font).height() };
}

QSize StripDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return cellSize(option.font);
}

void StripDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    const QRect box(option.rect.topLeft() + QPoint(kPadding, kPadding), QSize(side, side));
    const auto picture = index.data(Qt::DecorationRole).value<QPixmap>();
    if (!picture.isNull()) {
        QSize size = picture.size();
        size.scale(box.size(), Qt::KeepAspectRatio);
        QRect target(QPoint(), size);
        target.moveCenter(box.center());
        painter->drawPixmap(target, picture);
    } else {
        painter->fillRect(box, option.palette.color(QPalette::AlternateBase));
        if (!index.data(InspectPictures::ProblemRole).toString().isEmpty())
            icon(QStringLiteral("warning")).paint(painter, QRect(box.center() - QPoint(12, 12), QSize(24, 24)));
    }
    const QFontMetrics metrics(option.font);
    const QRect line(box.left(), box.bottom() + 2, box.width(), metrics.height());
    painter->setPen(option.palette.color(QPalette::Text));
    painter->drawText(
        line, Qt::AlignCenter, metrics.elidedText(index.data().toString(), Qt::ElideMiddle, line.width()));
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    if (chosen || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(chosen ? accentColor(option.palette) : lineColor(option.palette), chosen ? 2.5 : 1));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5), 4, 4);
    }
    painter->restore();
}

} // namespace lookaway
