// SPDX-License-Identifier: MIT
#include "pages/data/SurveyProgress.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace lookaway {

namespace {
constexpr int barWidth = 360;
}

SurveyProgress::SurveyProgress(QWidget* parent)
    : QWidget(parent)
    , m_stage(new QLabel(this))
    , m_bar(new QProgressBar(this))
{
    m_stage->setAlignment(Qt::AlignCenter);
    m_bar->setFixedWidth(barWidth);
    m_bar->setAccessibleName(tr("Progress"));
    auto* cancel = new QPushButton(tr("Cancel"), this);
    connect(cancel, &QPushButton::clicked, this, &SurveyProgress::cancelRequested);
    auto* column = new QVBoxLayout(this);
    column->addStretch(2);
    column->addWidget(m_stage);
    column->addWidget(m_bar, 0, Qt::AlignHCenter);
    column->addWidget(cancel, 0, Qt::AlignHCenter);
    column->addStretch(3);
    begin();
}

void SurveyProgress::begin()
{
    m_stage->setText(tr("Looking through the pictures…"));
    m_bar->setRange(0, 0);
}

void SurveyProgress::show(const Progress& progress)
{
    if (progress.total <= 0)
        return begin();
    m_bar->setRange(0, static_cast<int>(progress.total));
    m_bar->setValue(static_cast<int>(progress.done));
    m_stage->setText(tr("Looking through the pictures: %L1 of %L2").arg(progress.done).arg(progress.total));
}

} // namespace lookaway
