// SPDX-License-Identifier: MIT
#include "pages/training/PictureDialog.h"

#include "style/Icons.h"
#include "widgets/NumberText.h"
#include "widgets/pictures/ColorMapBox.h"
#include "widgets/pictures/HeatMapImage.h"
#include "widgets/pictures/PictureFile.h"
#include "widgets/pictures/PictureView.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSlider>
#include <QVBoxLayout>

namespace lookaway {

namespace {
// Of the figure, in device-independent pixels.
constexpr int tileSide = 224;
constexpr int tileGap = 12;
constexpr int figureMargin = 16;
constexpr int captionHeight = 24;
constexpr int textHeight = 38;
} // namespace

PictureDialog::PictureDialog(const PictureCard& card, QWidget* parent)
    : QDialog(parent)
    , m_original(new PictureView(this))
    , m_overlay(new PictureView(this))
    , m_mask(new PictureView(this))
    , m_occluded(new PictureView(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 12, 12, 12);
    row->setSpacing(12);
    row->addWidget(makeViews(), 1);
    row->addWidget(makeSide());
    resize(940, 660);
    showCard(card);
}

QWidget* PictureDialog::makeViews()
{
    m_original->setCaption(tr("Original"));
    m_overlay->setCaption(tr("Heat map"));
    m_mask->setCaption(tr("Mask"));
    m_occluded->setCaption(tr("Occluded"));
    auto* area = new QWidget;
    auto* grid = new QGridLayout(area);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(8);
    PictureView* const views[] = { m_original, m_overlay, m_mask, m_occluded };
    for (int i = 0; i < 4; ++i) {
        grid->addWidget(views[i], i / 2, i % 2);
        for (int other = 0; other < i; ++other)
            PictureView::link(views[other], views[i]);
    }
    return area;
}

QWidget* PictureDialog::makeSide()
{
    auto* side = new QWidget;
    side->setFixedWidth(250);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(12);
    addNumber(form, tr("Class"), m_class);
    addNumber(form, tr("Predicted"), m_predicted);
    addNumber(form, tr("From"), m_origin);
    addNumber(form, tr("Occlusion"), m_occlusion);
    addNumber(form, tr("Hidden"), m_share);
    addNumber(form, tr("Loss"), m_loss);
    addNumber(form, tr("p(true)"), m_probability);
    QFont bold = m_class->font();
    bold.setWeight(QFont::DemiBold);
    m_class->setFont(bold);

    m_opacity = new QSlider(Qt::Horizontal);
    m_opacity->setRange(0, 100);
    m_opacity->setValue(50);
    m_colors = new ColorMapBox;
    connect(m_opacity, &QSlider::valueChanged, this, &PictureDialog::updateOverlay);
    connect(m_colors, &ColorMapBox::colorMapChanged, this, &PictureDialog::updateOverlay);
    form->addRow(tr("Opacity"), m_opacity);
    form->addRow(tr("Colours"), m_colors);
    column->addLayout(form);
    column->addStretch(1);

    auto* saveButton = new QPushButton(icon(QStringLiteral("export")), tr("Save as PNG…"));
    auto* copyButton = new QPushButton(icon(QStringLiteral("copy")), tr("Copy"));
    saveButton->setObjectName(QStringLiteral("save"));
    copyButton->setObjectName(QStringLiteral("copy"));
    saveButton->setToolTip(tr("The four pictures beside each other, with their numbers"));
    copyButton->setToolTip(saveButton->toolTip());
    saveButton->setAutoDefault(false);
    copyButton->setAutoDefault(false);
    connect(saveButton, &QPushButton::clicked, this, &PictureDialog::save);
    connect(copyButton, &QPushButton::clicked, this, &PictureDialog::copy);
    column->addWidget(saveButton);
    column->addWidget(copyButton);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    return side;
}

void PictureDialog::addNumber(QFormLayout* form, const QString& caption, QLabel*& value)
{
    value = new QLabel;
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form->addRow(caption, value);
}

void PictureDialog::showCard(const PictureCard& card)
{
    m_card = card;
    const OccludedPicture& picture = *card.picture;
    setWindowTitle(tr("%1, %2").arg(card.className, card.origin));
    m_original->setPicture(toImage(picture.original));
    m_mask->setPicture(maskImage(picture.mask));
    m_occluded->setPicture(toImage(picture.occluded));
    const std::shared_ptr<const HeatMap> heat(card.picture, &picture.heat);
    for (PictureView* view : { m_original, m_overlay, m_mask, m_occluded })
        view->setHeat(heat);
    updateOverlay();
    m_class->setText(card.className);
    m_predicted->setText(picture.predicted == picture.label ? tr("✓ the same") : tr("✗ %1").arg(card.predictedName));
    m_origin->setText(card.origin);
    m_occlusion->setText(card.occlusion.isEmpty() ? tr("not known") : card.occlusion);
    m_share->setText(picture.share > 0 ? tr("%1 % of the pixels").arg(percentNumber(picture.share)) : tr("nothing"));
    m_loss->setText(changeText(picture.lossBefore, picture.lossAfter));
    m_probability->setText(changeText(picture.probabilityBefore, picture.probabilityAfter));
}

void PictureDialog::updateOverlay()
{
    m_overlay->setPicture(heatOverlay(
        toImage(m_card.picture->original), m_card.picture->heat, m_colors->colorMap(), m_opacity->value() / 100.0));
}

QSize PictureDialog::figureSize()
{
    return { 4 * tileSide + 3 * tileGap + 2 * figureMargin, tileSide + captionHeight + textHeight + 2 * figureMargin };
}

void PictureDialog::paintFigure(QPaintDevice& device) const
{
    QPainter painter(&device);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QPalette paper = printPalette();
    painter.fillRect(QRect({ 0, 0 }, figureSize()), paper.color(QPalette::Base));
    painter.setPen(paper.color(QPalette::Text));
    QRect tile(figureMargin, figureMargin + captionHeight, tileSide, tileSide);
    const std::pair<QString, const PictureView*> tiles[] = { { tr("original"), m_original },
        { tr("heat map"), m_overlay }, { tr("mask"), m_mask }, { tr("occluded"), m_occluded } };
    for (const auto& [caption, view] : tiles) {
        painter.drawText(
            QRect(tile.x(), figureMargin, tileSide, captionHeight - 4), Qt::AlignLeft | Qt::AlignVCenter, caption);
        QSize size = view->picture().size();
        size.scale(tile.size(), Qt::KeepAspectRatio);
        painter.drawImage(QRect(tile.topLeft(), size), view->picture());
        tile.translate(tileSide + tileGap, 0);
    }
    const QRect text(figureMargin, tile.bottom() + 8, figureSize().width() - 2 * figureMargin, textHeight);
    painter.drawText(text, Qt::AlignLeft | Qt::TextWordWrap,
        tr("%1; %2. %3; %4; %5")
            .arg(m_card.className, m_card.origin, shareText(m_card.picture->share), lossText(*m_card.picture),
                probabilityText(*m_card.picture)));
}

void PictureDialog::save()
{
    askAndSave(this, m_card.className, { tr("PNG"), QStringLiteral("png") }, [this](const QString& path) {
        return savePicture(path, figureSize(), windowTitle(), [this](QPaintDevice& device) { paintFigure(device); });
    });
}

void PictureDialog::copy()
{
    QImage figure(figureSize() * 2, QImage::Format_RGB32);
    figure.setDevicePixelRatio(2);
    paintFigure(figure);
    QGuiApplication::clipboard()->setImage(figure);
}

} // namespace lookaway
