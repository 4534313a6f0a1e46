// SPDX-License-Identifier: MIT
#include "pages/data/PictureBrowser.h"

#include "pages/data/SurveySummary.h"
#include "pages/data/ThumbnailDelegate.h"
#include "style/Icons.h"
#include "widgets/pictures/TileView.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace lookaway {

namespace {
constexpr int typingMilliseconds = 150;
}

PictureBrowser::PictureBrowser(QWidget* parent)
    : QWidget(parent)
    , m_thumbnails(
          new ThumbnailSource(qRound(ThumbnailDelegate::side * devicePixelRatioF()), std::size_t{ 96 } << 20, this))
    , m_model(new PictureListModel(m_thumbnails, this))
    , m_view(new TileView(this))
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(new ThumbnailDelegate(m_view));
    m_view->setTileSize(ThumbnailDelegate::tileSize(m_view->font()));
    m_view->setAccessibleName(tr("Pictures"));
    m_view->setPlaceholder(tr("No picture fits the filter."));
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this](const QModelIndex& current) { Q_EMIT pictureChosen(current.isValid() ? current.row() : -1); });
    connect(m_view, &TileView::doubleClicked, this,
        [this](const QModelIndex& index) { Q_EMIT pictureOpened(index.row()); });

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(makeFilterRow());
    column->addWidget(m_view, 1);
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingMilliseconds);
    connect(&m_typing, &QTimer::timeout, this, &PictureBrowser::applyFilter);
}

QWidget* PictureBrowser::makeFilterRow()
{
    auto* area = new QWidget;
    auto* row = new QHBoxLayout(area);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_part = new QComboBox;
    m_part->setObjectName(QStringLiteral("part"));
    m_part->setAccessibleName(tr("Part"));
    m_part->setToolTip(tr("Show the pictures of one part"));
    m_class = new QComboBox;
    m_class->setObjectName(QStringLiteral("class"));
    m_class->setAccessibleName(tr("Class"));
    m_class->setToolTip(tr("Show the pictures of one class"));
    m_class->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_class->setMinimumContentsLength(12);
    m_text = new QLineEdit;
    m_text->setObjectName(QStringLiteral("text"));
    m_text->setPlaceholderText(tr("Filter by name"));
    m_text->setAccessibleName(m_text->placeholderText());
    m_text->setClearButtonEnabled(true);
    m_text->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_count = new QLabel;
    m_count->setObjectName(QStringLiteral("count"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    connect(m_part, &QComboBox::currentIndexChanged, this, &PictureBrowser::applyFilter);
    connect(m_class, &QComboBox::currentIndexChanged, this, &PictureBrowser::applyFilter);
    connect(m_text, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    row->addWidget(m_part);
    row->addWidget(m_class);
    row->addWidget(m_text, 1);
    row->addWidget(m_count);
    return area;
}

void PictureBrowser::setSurvey(std::shared_ptr<const Survey> survey)
{
    const QSignalBlocker quietPart(m_part);
    const QSignalBlocker quietClass(m_class);
    const QSignalBlocker quietText(m_text);
    m_part->clear();
    m_class->clear();
    m_text->clear();
    m_part->addItem(tr("All parts"));
    m_class->addItem(tr("All classes"));
    if (survey) {
        for (const SurveyPart& part : survey->parts)
            m_part->addItem(partTitle(part.name));
        for (const std::string& name : survey->classes)
            m_class->addItem(QString::fromStdString(name));
    }
    m_model->setSurvey(std::move(survey));
    updateCount();
    Q_EMIT pictureChosen(-1);
}

void PictureBrowser::showClass(int label)
{
    m_class->setCurrentIndex(label + 1);
}

void PictureBrowser::applyFilter()
{
    m_typing.stop();
    m_model->setFilter({ m_part->currentIndex() - 1, m_class->currentIndex() - 1, m_text->text() });
    updateCount();
    Q_EMIT pictureChosen(-1);
}

void PictureBrowser::updateCount()
{
    const QLocale locale;
    m_count->setText(m_model->rowCount() == m_model->total()
            ? tr("%1 pictures").arg(locale.toString(m_model->total()))
            : tr("%1 of %2").arg(locale.toString(m_model->rowCount()), locale.toString(m_model->total())));
}

void PictureBrowser::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    // The screen it is on is known only now.
    m_thumbnails->setSide(qRound(ThumbnailDelegate::side * devicePixelRatioF()));
}

void PictureBrowser::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        m_view->setTileSize(ThumbnailDelegate::tileSize(m_view->font()));
}

} // namespace lookaway
