// SPDX-License-Identifier: MIT
#include "pages/inspect/HeatTools.h"

#include "style/Icons.h"
#include "widgets/FlowLayout.h"
#include "widgets/Labelled.h"
#include "widgets/forms/RealBox.h"
#include "widgets/forms/SliderBox.h"
#include "widgets/pictures/ColorMapBox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace lookaway {

static QToolButton* panelButton(QAction* action)
{
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAccessibleName(action->iconText());
    return button;
}

HeatTools::HeatTools(const InspectActions& actions, QWidget* parent)
    : QWidget(parent)
    , m_opacity(new SliderBox(Range{ 0, 1 }, tr("Opacity")))
    , m_colors(new ColorMapBox)
    , m_scale(new QComboBox)
    , m_divider(new QCheckBox(tr("&Before/after")))
    , m_add(new QPushButton(icon(QStringLiteral("plus")), tr("&Add Pane")))
    , m_export(new QToolButton)
{
    m_opacity->setObjectName(QStringLiteral("opacity"));
    m_opacity->setValue(HeatLook().opacity);
    m_opacity->setFixedWidth(160);
    m_opacity->setToolTip(tr("How much the map covers the picture"));
    m_colors->setObjectName(QStringLiteral("colors"));
    m_scale->setObjectName(QStringLiteral("scale"));
    m_scale->addItems({ tr("each map's own"), tr("own, no outliers"), tr("shared") });
    m_scale->setAccessibleName(tr("Scale"));
    m_scale->setToolTip(
        tr("Each map's own: from its lowest to its highest value. No outliers: without the hundredth at "
           "each end. Shared: panes with the same method (of other classes, layers or settings) have "
           "one scale, and equal colours mean equal values in them; the values of different methods "
           "cannot be compared."));
    m_divider->setObjectName(QStringLiteral("divider"));
    m_divider->setToolTip(tr("A line to drag: the picture itself to its left, the map to its right"));
    m_add->setObjectName(QStringLiteral("addPane"));
    m_add->setToolTip(tr("Another method, class or layer beside this one"));
    makeExport();
    auto* row = new FlowLayout(this, 14);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(panelButton(actions.modelPanel));
    row->addWidget(labelled(tr("&Opacity"), { m_opacity }));
    row->addWidget(labelled(tr("&Colours"), { m_colors }));
    row->addWidget(labelled(tr("&Scale"), { m_scale }));
    row->addWidget(m_divider);
    row->addWidget(m_add);
    row->addWidget(m_export);
    row->addWidget(panelButton(actions.answerPanel));
    connect(m_opacity, &SliderBox::edited, this, &HeatTools::lookChanged);
    connect(m_colors, &ColorMapBox::colorMapChanged, this, &HeatTools::lookChanged);
    connect(m_divider, &QCheckBox::toggled, this, &HeatTools::lookChanged);
    connect(m_scale, &QComboBox::currentIndexChanged, this, &HeatTools::lookChanged);
    connect(m_scale, &QComboBox::currentIndexChanged, this, &HeatTools::sharedChanged);
    connect(m_add, &QPushButton::clicked, this, &HeatTools::addPaneRequested);
    setExportable({});
}

void HeatTools::makeExport()
{
    m_export->setObjectName(QStringLiteral("export"));
    m_export->setText(tr("Export"));
    m_export->setIcon(icon(QStringLiteral("export")));
    m_export->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setToolTip(tr("Take the active pane's map along, or all panes"));
    auto* menu = new QMenu(m_export);
    const auto add = [&](const char* name, const char* iconName, const QString& text) {
        auto* action = menu->addAction(icon(QLatin1String(iconName)), text);
        action->setObjectName(QLatin1String(name));
        return action;
    };
    m_saveOverlay = add("saveOverlay", "save", tr("Save Picture with Map, as the Network Sees It…"));
    m_saveOriginal = add("saveOriginal", "save", tr("Save Picture with Map, Original Size…"));
    m_saveMap = add("saveMap", "save", tr("Save Raw Map (.npy)…"));
    menu->addSeparator();
    m_copy = add("copyOverlay", "copy", tr("Copy Picture with Map"));
    menu->addSeparator();
    m_savePanes = add("savePanes", "save", tr("Save All Panes as One Picture…"));
    m_figure = add("composeFigure", "figure", tr("Compose a Figure of All Panes…"));
    m_figure->setToolTip(
        tr("Lay the panes out for paper in the Figure workspace: PDF, SVG, PNG. The picture must be a file."));
    menu->setToolTipsVisible(true);
    m_export->setMenu(menu);
    connect(m_saveOverlay, &QAction::triggered, this, [this] { Q_EMIT saveOverlayRequested(false); });
    connect(m_saveOriginal, &QAction::triggered, this, [this] { Q_EMIT saveOverlayRequested(true); });
    connect(m_saveMap, &QAction::triggered, this, &HeatTools::saveMapRequested);
    connect(m_copy, &QAction::triggered, this, &HeatTools::copyRequested);
    connect(m_savePanes, &QAction::triggered, this, &HeatTools::savePanesRequested);
    connect(m_figure, &QAction::triggered, this, &HeatTools::figureRequested);
}

HeatLook HeatTools::look() const
{
    return { m_colors->colorMap(), m_opacity->value().value_or(HeatLook().opacity), m_scale->currentIndex() == 1,
        m_divider->isChecked() };
}

bool HeatTools::shared() const
{
    return m_scale->currentIndex() == 2;
}

void HeatTools::setColorMap(ColorMap map)
{
    m_colors->setColorMap(map);
}

QList<QAction*> HeatTools::exportActions() const
{
    return m_export->menu()->actions();
}

void HeatTools::setRoom(bool room)
{
    m_add->setEnabled(room);
}

void HeatTools::setExportable(const Exportable& what)
{
    m_export->setEnabled(what.picture);
    m_saveOriginal->setEnabled(what.overlay);
    m_saveMap->setEnabled(what.map);
    m_figure->setEnabled(what.figure);
}

} // namespace lookaway
