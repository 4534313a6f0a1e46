// SPDX-License-Identifier: MIT
#include "pages/composer/FigureRowForm.h"

#include "pages/composer/CropView.h"
#include "pages/composer/FigureEdits.h"
#include "widgets/forms/RealBox.h"
#include "widgets/pictures/HeatMapImage.h"

#include <QCompleter>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace lookaway {

namespace {

constexpr int kFileWidth = 190; ///< px
constexpr double kLeast = 0.05;

/// A side of the crop box that a number says.
struct CropSide {
    const char* name;
    QString label;
    double CropBox::*field;
    Range percent;
};

/// The box with one side set; what would stick out of the picture is cut off.
CropBox withSide(CropBox crop, double CropBox::*field, double value)
{
    crop.*field = value;
    crop.width = std::clamp(crop.width, kLeast, 1 - crop.x);
    crop.height = std::clamp(crop.height, kLeast, 1 - crop.y);
    return crop;
}

} // namespace

FigureRowForm::FigureRowForm(FigureDocument& document, QWidget* parent)
    : FigureForm(document, parent)
    , m_title(addText(
          tr("Title"), [this](const FigureSpec& spec) { return row(spec) ? row(spec)->title : std::string(); },
          [this](FigureSpec& spec, const std::string& text) {
              if (row(spec))
                  spec.comparison.pictures[std::size_t(m_index)].title = text;
          }))
    , m_class(new QLineEdit)
    , m_file(new QLabel)
    , m_crop(new CropView)
{
    m_title->setObjectName(QStringLiteral("rowTitle"));
    m_title->setPlaceholderText(tr("none"));
    m_class->setObjectName(QStringLiteral("rowClassName"));
    m_class->setToolTip(tr("Name or number; empty: as all rows"));
    addRow(tr("Class"), m_class);
    // When it is complete: every letter would be another class to explain.
    connect(m_class, &QLineEdit::editingFinished, this, [this] {
        changeRow(tr("Class of a Row"),
            [name = m_class->text().trimmed().toStdString()](ComparedPicture& picture) { picture.className = name; });
    });
    m_file->setTextFormat(Qt::PlainText);
    m_file->setForegroundRole(QPalette::PlaceholderText);
    addRow(tr("File"), m_file);
    addCrop();
    onShow([this](const FigureSpec& spec) { showRow(spec); });
    connect(&document, &FigureDocument::contentChanged, this, &FigureRowForm::showPicture);
}

void FigureRowForm::addCrop()
{
    m_crop->setObjectName(QStringLiteral("cropView"));
    addWide(m_crop);
    connect(m_crop, &CropView::edited, this, [this](const QRectF& box) {
        changeRow(tr("Crop"), [box](ComparedPicture& picture) { picture.crop = toCrop(box); });
    });
    connect(m_crop, &CropView::released, this, [this] { document().closeStep(); });
    const Range corner{ 0, 95 };
    const Range length{ 5, 100 };
    for (const CropSide& side : { CropSide{ "cropX", tr("From left, %"), &CropBox::x, corner },
             CropSide{ "cropY", tr("From top, %"), &CropBox::y, corner },
             CropSide{ "cropWidth", tr("Crop width, %"), &CropBox::width, length },
             CropSide{ "cropHeight", tr("Crop height, %"), &CropBox::height, length } }) {
        auto* box = addPercent(
            side.label, [this, side](const FigureSpec& spec) { return row(spec) ? row(spec)->crop.*side.field : 0; },
            [this, side](FigureSpec& spec, double value) {
                if (row(spec))
                    setCrop(spec, m_index, withSide(row(spec)->crop, side.field, value));
            },
            side.percent);
        box->setObjectName(QLatin1String(side.name));
    }
    auto* whole = new QPushButton(tr("Whole Picture"));
    whole->setObjectName(QStringLiteral("resetCrop"));
    addWide(whole);
    connect(whole, &QPushButton::clicked, this, [this] {
        document().closeStep();
        changeRow(tr("Crop"), [](ComparedPicture& picture) { picture.crop = {}; });
    });
}

const ComparedPicture* FigureRowForm::row(const FigureSpec& spec) const
{
    const auto index = static_cast<std::size_t>(m_index);
    return m_index >= 0 && index < spec.comparison.pictures.size() ? &spec.comparison.pictures[index] : nullptr;
}

void FigureRowForm::changeRow(const QString& label, const std::function<void(ComparedPicture&)>& edit)
{
    change(label, [this, edit](FigureSpec& spec) {
        if (row(spec))
            edit(spec.comparison.pictures[std::size_t(m_index)]);
    });
}

void FigureRowForm::setRow(int row)
{
    m_index = row;
    refresh();
}

void FigureRowForm::showRow(const FigureSpec& spec)
{
    const ComparedPicture* shown = row(spec);
    if (!shown)
        return;
    const QString file = QString::fromStdString(shown->file.string());
    m_file->setText(m_file->fontMetrics().elidedText(QFileInfo(file).fileName(), Qt::ElideMiddle, kFileWidth));
    m_file->setToolTip(file);
    if (!m_class->hasFocus())
        m_class->setText(QString::fromStdString(shown->className));
    m_crop->setCrop(toRect(shown->crop));
    showPicture();
}

void FigureRowForm::showPicture()
{
    const auto index = static_cast<std::size_t>(m_index);
    const FigureParts& parts = document().parts();
    if (m_index < 0 || index >= parts.cells.size())
        return;
    QImage picture;
    for (const auto& cell : parts.cells[index])
        if (cell && cell->picture && picture.isNull())
            picture = toImage(cell->picture);
    m_crop->setPicture(picture);
    offerClasses();
    const auto& known = parts.rows[index];
    m_class->setPlaceholderText(
        known && !known->className.empty() ? QString::fromStdString(known->className) : tr("as all rows"));
}

void FigureRowForm::offerClasses()
{
    const auto model = document().spec().comparison.rowClass.model;
    const auto& models = document().parts().models;
    QStringList classes;
    if (model < models.size() && models[model] && *models[model])
        for (const std::string& name : (*models[model])->input.classes)
            classes << QString::fromStdString(name);
    if (classes == m_classes)
        return;
    m_classes = classes;
    delete m_class->completer();
    auto* completer = new QCompleter(classes, m_class);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_class->setCompleter(completer);
}

} // namespace lookaway
