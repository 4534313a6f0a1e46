// SPDX-License-Identifier: MIT
#include "pages/compare/CompareLook.h"

#include "style/Icons.h"
#include "widgets/FlowLayout.h"
#include "widgets/Labelled.h"
#include "widgets/WheelGuard.h"
#include "widgets/forms/SliderBox.h"
#include "widgets/pictures/ColorMapBox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QToolButton>

namespace lookaway {

namespace {

QToolButton* makeButton(const char* name, const char* iconName, const QString& tip)
{
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setIcon(icon(QLatin1String(iconName)));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    return button;
}

constexpr int kSlider = 150; // px

} // namespace

CompareLook::CompareLook(QWidget* parent)
    : QWidget(parent)
    , m_opacity(new SliderBox(Range{ 0, 1 }, tr("Opacity")))
    , m_colors(new ColorMapBox)
    , m_scale(new QComboBox)
    , m_hot(new SliderBox(Range{ 0, 1, true, true }, tr("Hot above, percent")))
    , m_contour(new QCheckBox(tr("Conto&ur")))
{
    m_opacity->setObjectName(QStringLiteral("opacity"));
    m_opacity->setValue(FigureStyle().opacity);
    m_opacity->setFixedWidth(kSlider);
    m_opacity->setToolTip(tr("How much the maps cover the pictures"));
    m_colors->setObjectName(QStringLiteral("colors"));
    m_colors->setColorMap(FigureStyle().colors);
    m_scale->setObjectName(QStringLiteral("scale"));
    m_scale->setAccessibleName(tr("Scale"));
    m_scale->addItems({ tr("each map's own"), tr("shared in a row"), tr("shared by all") });
    m_scale->setToolTip(tr("Each map's own: from its lowest to its highest value. Shared: equal colours mean equal "
                           "values; a map whose values are small is dark then."));
    guardWheel(m_scale);
    m_hot->setObjectName(QStringLiteral("hotLevel"));
    m_hot->showPercent();
    m_hot->setValue(m_level);
    m_hot->setFixedWidth(kSlider);
    m_hot->setToolTip(tr("A pixel is hot above this share of its map's maximum: for hot regions, contours, spread and "
                         "overlap"));
    m_contour->setObjectName(QStringLiteral("contour"));
    m_contour->setToolTip(tr("A line around what is hot"));
    auto* smaller = makeButton("smaller", "minus", tr("Smaller cells (Ctrl+−, Ctrl+wheel)"));
    auto* larger = makeButton("larger", "plus", tr("Larger cells (Ctrl++, Ctrl+wheel)"));
    auto* fit = makeButton("fit", "zoom", tr("Whole pictures again (0); + and − zoom into all of them"));
    auto* size = new QWidget;
    auto* buttons = new QHBoxLayout(size);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(2);
    buttons->addWidget(new QLabel(tr("Size")));
    for (QToolButton* button : { smaller, larger, fit })
        buttons->addWidget(button);
    auto* row = new FlowLayout(this, 14);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(labelled(tr("&Opacity"), { m_opacity }));
    row->addWidget(labelled(tr("Co&lours"), { m_colors }));
    row->addWidget(labelled(tr("&Scale"), { m_scale }));
    row->addWidget(labelled(tr("Hot a&bove, %"), { m_hot }));
    row->addWidget(m_contour);
    row->addWidget(size);
    connect(m_opacity, &SliderBox::edited, this, &CompareLook::changed);
    connect(m_colors, &ColorMapBox::colorMapChanged, this, &CompareLook::changed);
    connect(m_scale, &QComboBox::currentIndexChanged, this, &CompareLook::changed);
    connect(m_contour, &QCheckBox::toggled, this, &CompareLook::changed);
    connect(m_hot, &SliderBox::edited, this, &CompareLook::takeLevel);
    connect(smaller, &QToolButton::clicked, this, [this] { Q_EMIT sizeWanted(-1); });
    connect(larger, &QToolButton::clicked, this, [this] { Q_EMIT sizeWanted(1); });
    connect(fit, &QToolButton::clicked, this, &CompareLook::fitWanted);
}

void CompareLook::takeLevel()
{
    const auto level = m_hot->value();
    if (!level || *level <= 0 || *level >= 1 || *level == m_level)
        return;
    m_level = *level;
    Q_EMIT levelChanged(m_level);
    if (m_contour->isChecked())
        Q_EMIT changed();
}

FigureStyle CompareLook::style() const
{
    FigureStyle style;
    style.opacity = m_opacity->value().value_or(style.opacity);
    style.colors = m_colors->colorMap();
    style.scale = FigureStyle::Scale(m_scale->currentIndex());
    style.contour = m_contour->isChecked() ? m_level : 0;
    return style;
}

void CompareLook::setColorMap(ColorMap map)
{
    m_colors->setColorMap(map);
}

} // namespace lookaway
