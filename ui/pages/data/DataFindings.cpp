// SPDX-License-Identifier: MIT
#include "pages/data/DataFindings.h"

#include "pages/data/ClassBalance.h"
#include "pages/data/ProblemsTable.h"
#include "pages/data/SurveySummary.h"

#include <QTabWidget>
#include <QVBoxLayout>

namespace lookaway {

DataFindings::DataFindings(QWidget* parent)
    : QWidget(parent)
    , m_summary(new SurveySummary(this))
    , m_tabs(new QTabWidget(this))
    , m_balance(new ClassBalanceBars)
    , m_problems(new ProblemsTable)
{
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_balance, tr("Classes"));
    m_tabs->addTab(m_problems, tr("Problems"));
    connect(m_balance, &ClassBalanceBars::classChosen, this, &DataFindings::classChosen);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(m_summary);
    column->addWidget(m_tabs, 1);
}

void DataFindings::setSurvey(std::shared_ptr<const Survey> survey)
{
    m_summary->setSurvey(*survey);
    m_balance->setSurvey(survey);
    m_problems->setSurvey(survey);
    m_tabs->setTabText(0, tr("Classes (%1)").arg(survey->classes.size()));
    m_tabs->setTabText(1, tr("Problems (%1)").arg(survey->unreadable.size()));
    m_tabs->setTabEnabled(1, !survey->unreadable.empty());
    m_tabs->setCurrentIndex(0);
}

} // namespace lookaway
