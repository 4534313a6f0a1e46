// SPDX-License-Identifier: MIT
// The widgets of a pane; ExplainPane.cpp is what it does.
#include "pages/inspect/ClassBox.h"
#include "pages/inspect/ExplainPane.h"
#include "pages/inspect/LayerModel.h"
#include "pages/method/MethodBox.h"
#include "style/Icons.h"
#include "style/Theme.h"
#include "widgets/ComboPopup.h"
#include "widgets/InlineNote.h"
#include "widgets/WheelGuard.h"
#include "widgets/pictures/ColorScale.h"
#include "widgets/pictures/InspectView.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace lookaway {

constexpr int kLetters = 4; ///< of a box at least: three stand beside each other in the narrowest pane

static QToolButton* makeButton(const QString& name, const QString& iconName, const QString& tip)
{
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setIcon(icon(iconName));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    return button;
}

void ExplainPane::build()
{
    setObjectName(QStringLiteral("explainPane"));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored); // all panes are equally large, whatever is in them
    m_view = new InspectView;
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    makeNote();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(7, 7, 7, 6);
    column->setSpacing(5);
    column->addWidget(makeHead());
    column->addWidget(m_view, 1);
    column->addWidget(makeFoot());
    fitPopup(m_method);
}

/// Over the picture: beside other panes, it stays where it is.
void ExplainPane::makeNote()
{
    m_note = new InlineNote;
    m_note->setAutoFillBackground(true);
    m_note->setContentsMargins(6, 4, 6, 4);
    auto* over = new QVBoxLayout(m_view);
    over->setContentsMargins(1, 1, 1, 1);
    over->setSizeConstraint(QLayout::SetNoConstraint);
    over->addWidget(m_note);
    over->addStretch(1);
}

QWidget* ExplainPane::makeHead()
{
    m_method = new MethodBox;
    m_class = new ClassBox;
    m_layer = new QComboBox;
    m_map = new QComboBox;
    m_layer->setObjectName(QStringLiteral("layer"));
    m_layer->setAccessibleName(tr("Layer"));
    for (QComboBox* box : { m_layer, m_map }) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(kLetters);
    }
    m_class->setMinimumContentsLength(kLetters);
    m_layer->setModel(m_layers);
    guardWheel(m_layer);
    m_map->setObjectName(QStringLiteral("map"));
    m_map->setAccessibleName(tr("Map"));
    m_map->setToolTip(tr("What is shown of the explanation: a map, or, of gradients, the colours that matter"));
    guardWheel(m_map);
    m_map->hide();
    m_settings = makeButton(QStringLiteral("settings"), QStringLiteral("settings"), tr("Settings of the method"));
    m_remove = makeButton(QStringLiteral("removePane"), QStringLiteral("close"), tr("Close this pane"));
    auto* upper = new QHBoxLayout;
    upper->setSpacing(5);
    upper->addWidget(m_method, 1);
    upper->addWidget(m_settings);
    upper->addWidget(m_remove);
    auto* lower = new QHBoxLayout;
    lower->setSpacing(5);
    lower->addWidget(m_class, 1);
    lower->addWidget(m_layer, 1);
    lower->addWidget(m_map, 1);
    auto* head = new QWidget;
    auto* rows = new QVBoxLayout(head);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addLayout(upper);
    rows->addLayout(lower);
    return head;
}

QWidget* ExplainPane::makeFoot()
{
    m_legend = new ColorScale;
    m_progress = new QProgressBar;
    m_progress->setAccessibleName(tr("Progress of the explanation"));
    m_progress->setMaximumHeight(fontMetrics().height() + 4);
    m_stop = makeButton(QStringLiteral("stop"), QStringLiteral("stop"), tr("Stop this explanation (Esc)"));
    m_again = makeButton(QStringLiteral("again"), QStringLiteral("repeat"),
        tr("Explain again from the beginning: what was found before it was stopped cannot be continued"));
    m_again->setText(tr("Explain Again"));
    m_again->setAccessibleName(m_again->text());
    m_again->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* foot = new QWidget;
    foot->setFixedHeight(m_stop->sizeHint().height()); // the picture stays where it is when progress comes and goes
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_legend, 1);
    row->addWidget(m_progress, 1);
    row->addWidget(m_stop);
    row->addWidget(m_again);
    return foot;
}

void ExplainPane::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_active ? accentColor(palette()) : lineColor(palette()), m_active ? 2 : 1));
    painter.setBrush(cardColor(palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
}

} // namespace lookaway
