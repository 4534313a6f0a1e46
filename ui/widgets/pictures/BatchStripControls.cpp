// SPDX-License-Identifier: MIT
#include "widgets/pictures/BatchStripControls.h"

#include "widgets/FlowLayout.h"
#include "widgets/Labelled.h"
#include "widgets/pictures/ColorMapBox.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

namespace lookaway {

namespace {

QSlider* slider(int low, int high, int value, int width, const QString& name, const QString& help)
{
    auto* slider = new QSlider(Qt::Horizontal);
    slider->setRange(low, high);
    slider->setValue(value);
    slider->setFixedWidth(width);
    slider->setAccessibleName(name);
    slider->setToolTip(help);
    return slider;
}

} // namespace

BatchStripControls::BatchStripControls(QWidget* parent)
    : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 6);
    column->setSpacing(6);
    column->addWidget(historyRow());
    column->addWidget(displayRow());
    setHistory(0, 0, {});
}

QWidget* BatchStripControls::historyRow()
{
    auto* area = new QWidget;
    auto* row = new QHBoxLayout(area);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);

    m_follow = new QCheckBox(tr("Follow latest"));
    m_follow->setObjectName(QStringLiteral("follow"));
    m_follow->setChecked(true);
    m_follow->setToolTip(tr("Show every occluded mini-batch as it comes; off: stay with the present one"));
    connect(m_follow, &QCheckBox::toggled, this, &BatchStripControls::followingChanged);

    m_history = new QSlider(Qt::Horizontal);
    m_history->setObjectName(QStringLiteral("history"));
    m_history->setMinimumWidth(80);
    m_history->setAccessibleName(tr("Occluded mini-batches, oldest to newest"));
    m_history->setToolTip(tr("Scrub back through the last occluded mini-batches"));
    connect(m_history, &QSlider::valueChanged, this, &BatchStripControls::positionChosen);

    m_place = new QLabel;
    m_place->setObjectName(QStringLiteral("place"));
    row->addWidget(m_follow);
    row->addWidget(m_history, 1);
    row->addWidget(m_place);
    return area;
}

QWidget* BatchStripControls::displayRow()
{
    auto* area = new QWidget;
    auto* row = new FlowLayout(area, 12);
    m_original = addKind(tr("Original"), tr("The picture as the network would have seen it"));
    m_overlay = addKind(tr("Heat map"), tr("Where the network looks to find the true class, over the picture"));
    m_mask = addKind(tr("Mask"), tr("White: the pixels that are hidden"));
    m_occluded = addKind(tr("Occluded"), tr("What the network is trained on instead"));
    for (QCheckBox* kind : { m_original, m_overlay, m_mask, m_occluded })
        row->addWidget(kind);

    m_opacity = slider(0, 100, 50, 80, tr("Opacity of the heat map"), tr("Opacity of the heat map over the picture"));
    m_opacity->setObjectName(QStringLiteral("opacity"));
    m_colors = new ColorMapBox;
    m_size = slider(48, 256, 96, 80, tr("Size of the pictures"), tr("Size of the pictures"));
    m_size->setObjectName(QStringLiteral("size"));
    connect(m_opacity, &QSlider::valueChanged, this, &BatchStripControls::styleChanged);
    connect(m_size, &QSlider::valueChanged, this, &BatchStripControls::styleChanged);
    connect(m_colors, &ColorMapBox::colorMapChanged, this, &BatchStripControls::styleChanged);

    m_hiddenOnly = new QCheckBox(tr("Skip unchanged"));
    m_hiddenOnly->setObjectName(QStringLiteral("hiddenOnly"));
    m_hiddenOnly->setToolTip(tr("Leave out pictures whose heat map was constant, so that nothing was hidden"));
    connect(m_hiddenOnly, &QCheckBox::toggled, this, &BatchStripControls::filterChanged);
    row->addWidget(m_hiddenOnly);
    row->addWidget(labelled(tr("Opacity"), { m_opacity }));
    row->addWidget(labelled(tr("Colours"), { m_colors }));
    row->addWidget(labelled(tr("Size"), { m_size }));
    return area;
}

QCheckBox* BatchStripControls::addKind(const QString& caption, const QString& help)
{
    auto* box = new QCheckBox(caption);
    box->setChecked(true);
    box->setToolTip(help);
    connect(box, &QCheckBox::toggled, this, [this, box] { keepOneKind(box); });
    return box;
}

void BatchStripControls::keepOneKind(QCheckBox* changed)
{
    if (style().columns() == 0)
        changed->setChecked(true); // comes back here
    else
        Q_EMIT styleChanged();
}

CardStyle BatchStripControls::style() const
{
    CardStyle style;
    style.original = m_original->isChecked();
    style.overlay = m_overlay->isChecked();
    style.mask = m_mask->isChecked();
    style.occluded = m_occluded->isChecked();
    style.opacity = m_opacity->value() / 100.0;
    style.colors = m_colors->colorMap();
    style.side = m_size->value();
    return style;
}

bool BatchStripControls::hiddenOnly() const
{
    return m_hiddenOnly->isChecked();
}

bool BatchStripControls::following() const
{
    return m_follow->isChecked();
}

void BatchStripControls::setFollowing(bool follow)
{
    m_follow->setChecked(follow);
}

int BatchStripControls::position() const
{
    return m_history->value();
}

void BatchStripControls::setHistory(int count, int position, const QString& text)
{
    const QSignalBlocker quiet(m_history);
    m_history->setRange(0, count > 0 ? count - 1 : 0);
    m_history->setValue(position);
    m_history->setEnabled(count > 1);
    m_place->setText(text);
}

} // namespace lookaway
