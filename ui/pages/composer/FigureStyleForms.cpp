// SPDX-License-Identifier: MIT
#include "pages/composer/FigureStyleForms.h"

#include "pages/composer/FigureForm.h"
#include "widgets/ComboPopup.h"
#include "widgets/InlineNote.h"
#include "widgets/WheelGuard.h"
#include "widgets/forms/RealBox.h"
#include "widgets/forms/SliderBox.h"
#include "widgets/pictures/ColorMapBox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFontComboBox>
#include <QFontDatabase>
#include <QSignalBlocker>
#include <QSpinBox>

#include <cmath>

namespace lookaway {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(FigureStyleForms)
};

QString widthTitle(const FigureWidth& width)
{
    const QString id = QLatin1String(width.id);
    if (id == QLatin1String("single"))
        return Texts::tr("1 column");
    if (id == QLatin1String("onehalf"))
        return Texts::tr("1½ columns");
    return id == QLatin1String("double") ? Texts::tr("2 columns") : id;
}

void addWidth(FigureForm& form)
{
    auto* widths = form.addChoice(Texts::tr("Fits"), {}, "figureWidths");
    for (const FigureWidth& width : figureWidths()) {
        widths->addItem(widthTitle(width), width.mm); // the millimetres stand below
        widths->setItemData(widths->count() - 1, Texts::tr("%1 mm").arg(width.mm), Qt::ToolTipRole);
    }
    widths->addItem(Texts::tr("Custom"), 0.0);
    fitPopup(widths);
    auto* box = form.addReal(Texts::tr("Width, mm"), &FigureStyle::widthMm, Range{ 20, 1000 }, 1);
    box->setObjectName(QStringLiteral("figureWidth"));
    QObject::connect(widths, &QComboBox::activated, &form, [&form, widths, box](int index) {
        const double mm = widths->itemData(index).toDouble();
        if (mm > 0)
            form.change(Texts::tr("Width, mm"), [mm](FigureSpec& spec) { spec.style.widthMm = mm; });
        else
            box->setFocus();
    });
    form.onShow([widths](const FigureSpec& spec) {
        int shown = widths->count() - 1;
        for (int i = 0; i < widths->count() - 1; ++i)
            if (std::abs(widths->itemData(i).toDouble() - spec.style.widthMm) < 0.01)
                shown = i;
        widths->setCurrentIndex(shown);
    });
}

void addFont(FigureForm& form)
{
    auto* family = new QFontComboBox;
    family->setObjectName(QStringLiteral("fontFamily"));
    family->setFontFilters(QFontComboBox::ScalableFonts);
    family->setEditable(false);
    family->setMinimumContentsLength(12);
    family->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    guardWheel(family);
    form.addRow(Texts::tr("Font"), family);
    auto* missing = new InlineNote;
    form.addWide(missing);
    QObject::connect(family, &QFontComboBox::currentFontChanged, &form, [&form](const QFont& font) {
        form.change(Texts::tr("Font"),
            [name = font.family().toStdString()](FigureSpec& spec) { spec.style.fontFamily = name; });
    });
    form.onShow([family, missing](const FigureSpec& spec) {
        const QString name = QString::fromStdString(spec.style.fontFamily);
        const QSignalBlocker quiet(family);
        const bool there = QFontDatabase::hasFamily(name);
        if (there)
            family->setCurrentFont(QFont(name));
        else
            family->setCurrentIndex(-1);
        missing->say(InlineNote::Kind::Problem,
            there ? QString() : Texts::tr("There is no font “%1” on this computer; another one is drawn.").arg(name));
    });
}

} // namespace

FigureForm* makeSizeForm(FigureDocument& document)
{
    auto* form = new FigureForm(document);
    addWidth(*form);
    const Range gap{ 0, 50 };
    form->addReal(Texts::tr("Between columns, mm"), &FigureStyle::columnGapMm, gap, 0.5)
        ->setObjectName(QStringLiteral("columnGap"));
    form->addReal(Texts::tr("Between rows, mm"), &FigureStyle::rowGapMm, gap, 0.5)
        ->setObjectName(QStringLiteral("rowGap"));
    form->addReal(Texts::tr("Margin, mm"), &FigureStyle::marginMm, gap, 0.5)
        ->setObjectName(QStringLiteral("figureMargin"));
    auto* dpi = form->addWhole(Texts::tr("Resolution, dpi"), &FigureStyle::dpi, 72, 1200, 50);
    dpi->setObjectName(QStringLiteral("figureDpi"));
    dpi->setToolTip(Texts::tr("Of PNG and TIFF, and of the pictures in PDF and SVG"));
    return form;
}

FigureForm* makeTextForm(FigureDocument& document)
{
    auto* form = new FigureForm(document);
    addFont(*form);
    const Range points{ 7, 24 };
    form->addReal(Texts::tr("Text, pt"), &FigureStyle::fontPt, points, 0.5)->setObjectName(QStringLiteral("fontPt"));
    form->addReal(Texts::tr("Column titles, pt"), &FigureStyle::titlePt, points, 0.5)
        ->setObjectName(QStringLiteral("titlePt"));
    const auto flag = [&](const QString& label, bool FigureStyle::*field, const char* name, const QString& tip) {
        auto* box = form->addFlag(label, field);
        box->setObjectName(QLatin1String(name));
        box->setToolTip(tip);
    };
    flag(Texts::tr("Column titles"), &FigureStyle::columnTitles, "columnTitles", Texts::tr("Above each column"));
    flag(Texts::tr("Row titles"), &FigureStyle::rowTitles, "rowTitles",
        Texts::tr("At the left of each row that has one"));
    flag(Texts::tr("Class names"), &FigureStyle::classNames, "classNames",
        Texts::tr("The class that the maps of a row explain"));
    flag(Texts::tr("Panel letters"), &FigureStyle::panelLetters, "panelLetters",
        Texts::tr("(a), (b), … in the pictures, row by row"));
    flag(Texts::tr("Scores"), &FigureStyle::scores, "scores",
        Texts::tr("Below each picture: how probable the model finds the class"));
    flag(Texts::tr("Attention spread"), &FigureStyle::spread, "spread",
        Texts::tr("Below each map: the share of hot pixels; below a difference: how far the hot regions overlap"));
    return form;
}

FigureForm* makeMapsForm(FigureDocument& document)
{
    auto* form = new FigureForm(document);
    auto* colors = new ColorMapBox;
    colors->setObjectName(QStringLiteral("figureColors"));
    colors->setMinimumContentsLength(6);
    colors->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    guardWheel(colors);
    form->addRow(Texts::tr("Colours"), colors);
    QObject::connect(colors, &ColorMapBox::colorMapChanged, form, [form](ColorMap map) {
        form->change(Texts::tr("Colours"), [map](FigureSpec& spec) { spec.style.colors = map; });
    });
    form->onShow([colors](const FigureSpec& spec) {
        const QSignalBlocker quiet(colors);
        colors->setColorMap(spec.style.colors);
    });
    form->addSlider(Texts::tr("Opacity"), &FigureStyle::opacity, Range{ 0, 1 })
        ->setObjectName(QStringLiteral("figureOpacity"));
    auto* contour = form->addSlider(Texts::tr("Contour at"), &FigureStyle::contour, Range{ 0, 1, false, true });
    contour->setObjectName(QStringLiteral("figureContour"));
    contour->box()->setZeroText(Texts::tr("off"));
    contour->setToolTip(Texts::tr("A line around the pixels above this share of the map's maximum"));
    auto* scale = form->addChoice(Texts::tr("Scale"),
        { Texts::tr("each map's own"), Texts::tr("shared in a row"), Texts::tr("shared by all") }, "figureScale");
    scale->setToolTip(Texts::tr("Shared: equal colours are equal values. The figure says which it is."));
    QObject::connect(scale, &QComboBox::activated, form, [form](int index) {
        form->change(Texts::tr("Scale"), [index](FigureSpec& spec) { spec.style.scale = FigureStyle::Scale(index); });
    });
    form->onShow([scale](const FigureSpec& spec) { scale->setCurrentIndex(static_cast<int>(spec.style.scale)); });
    form->addFlag(Texts::tr("Colour bar"), &FigureStyle::colorBar)->setObjectName(QStringLiteral("colorBar"));
    auto* hot = form->addPercent(
        Texts::tr("Hot above, %"), [](const FigureSpec& spec) { return spec.comparison.hotLevel; },
        [](FigureSpec& spec, double level) { spec.comparison.hotLevel = level; }, Range{ 1, 99 });
    hot->setObjectName(QStringLiteral("hotLevel"));
    hot->setToolTip(Texts::tr("Share of a map's maximum above which a pixel counts as hot, for spread and overlap"));
    return form;
}

} // namespace lookaway
