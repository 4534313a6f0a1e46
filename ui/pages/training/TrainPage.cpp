// SPDX-License-Identifier: MIT
#include "pages/training/TrainPage.h"

#include "pages/training/EvaluationView.h"
#include "style/Icons.h"
#include "widgets/ShrinkArea.h"
#include "widgets/pictures/BatchStrip.h"
#include "widgets/plots/TrainingPlots.h"

#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace lookaway {

TrainPage::TrainPage(QWidget* parent)
    : QWidget(parent)
    , m_tabs(new QTabWidget(this))
    , m_live(new QSplitter(Qt::Vertical))
    , m_strip(new BatchStrip)
    , m_plots(new TrainingPlots)
    , m_evaluation(new EvaluationView)
{
    m_live->setObjectName(QStringLiteral("liveSplitter"));
    m_live->setChildrenCollapsible(false);
    m_live->addWidget(m_strip);
    m_live->addWidget(m_plots);
    m_plots->setMinimumHeight(19 * fontMetrics().height()); // below that the marks of the axes overlap
    m_live->setSizes({ 480, 420 });                         // a card and its numbers can be seen whole
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_live, icon(QStringLiteral("train")), tr("Live"));
    // Only what is in front decides how narrow the page may be.
    m_tabs->addTab(new ShrinkArea(m_evaluation, { 300, 200 }), icon(QStringLiteral("evaluate")), tr("Evaluation"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this](int tab) { Q_EMIT liveShown(isVisible() && tab == 0); });
}

void TrainPage::showLive()
{
    m_tabs->setCurrentIndex(0);
}

void TrainPage::showCurves()
{
    showLive();
    m_live->setSizes({ 0, height() });
}

void TrainPage::showEvaluation()
{
    m_tabs->setCurrentIndex(1);
}

bool TrainPage::liveIsShown() const
{
    return isVisible() && m_tabs->currentIndex() == 0;
}

void TrainPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    Q_EMIT liveShown(m_tabs->currentIndex() == 0);
}

void TrainPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    Q_EMIT liveShown(false);
}

} // namespace lookaway
