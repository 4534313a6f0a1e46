// SPDX-License-Identifier: MIT
#include "pages/training/HardestPictures.h"

#include "bridge/ThumbnailSource.h"
#include "pages/training/PredictionDelegate.h"
#include "style/Icons.h"
#include "widgets/pictures/TileView.h"

#include <QtWidgets>

namespace lookaway {

namespace {

constexpr std::size_t kBytes = std::size_t{ 48 } << 20; ///< about 900 thumbnails, or 220 on a fine screen

} // namespace

HardestPictures::HardestPictures(QWidget* parent)
    : QWidget(parent)
    , m_thumbnails(new ThumbnailSource(qCeil(PredictionDelegate::kPictureSide * devicePixelRatioF()), kBytes, this))
    , m_model(new HardestModel(this))
    , m_view(new TileView)
    , m_caption(new QLabel)
    , m_all(new QPushButton(icon(QStringLiteral("close")), tr("Show &all")))
{
    auto* head = new QHBoxLayout;
    head->addWidget(m_caption, 1);
    head->addWidget(m_all);
    m_caption->setWordWrap(true);
    m_all->setToolTip(tr("Shows the pictures of all cells again."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addLayout(head);
    layout->addWidget(m_view, 1);

    auto* delegate = new PredictionDelegate(*m_thumbnails, this);
    m_view->setAccessibleName(tr("Hardest pictures"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(delegate);
    m_view->setTileSize(delegate->tileSize(fontMetrics()));
    m_view->setPlaceholder(tr("There are no pictures in this cell."));
    connect(m_thumbnails, &ThumbnailSource::ready, this, [this](const QByteArray& path, int row) {
        if (m_model->path(row) == path.toStdString()) // the rows may have changed since
            m_view->viewport()->update(m_view->visualRect(m_model->index(row)));
        else
            m_view->viewport()->update();
    });
    connect(m_view, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        Q_EMIT pictureActivated(QString::fromStdString(m_model->path(index.row())));
    });
    connect(m_all, &QPushButton::clicked, this, [this] { Q_EMIT cellCleared(); });
    describe();
}

void HardestPictures::setTest(std::shared_ptr<const EvaluationOutcome> outcome, int test)
{
    m_outcome = outcome;
    m_model->setTest(std::move(outcome), test);
    describe();
}

void HardestPictures::setCell(std::optional<MatrixCell> cell)
{
    m_model->setCell(cell);
    describe();
}

void HardestPictures::describe()
{
    const auto cell = m_model->cell();
    m_all->setVisible(cell.has_value());
    if (!cell || !m_outcome) {
        m_caption->setText(tr("All pictures, the highest loss first."));
        return;
    }
    const QString truth = QString::fromStdString(m_outcome->classes[cell->truth]);
    const QString predicted = QString::fromStdString(m_outcome->classes[cell->predicted]);
    const QString count = QLocale().toString(m_model->rowCount());
    m_caption->setText(cell->truth == cell->predicted ? tr("“%1”, recognised (%2)").arg(truth, count)
                                                      : tr("“%1” taken for “%2” (%3)").arg(truth, predicted, count));
}

} // namespace lookaway
