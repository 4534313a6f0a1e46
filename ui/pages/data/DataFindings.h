// SPDX-License-Identifier: MIT
#pragma once

#include "session/Survey.h"

#include <QWidget>

#include <memory>

class QTabWidget;

namespace lookaway {

class ClassBalanceBars;
class ProblemsTable;
class SurveySummary;

/// What was found in a data set: the facts, the balance of its classes, and the files that cannot be read.
class DataFindings : public QWidget {
    Q_OBJECT

public:
    explicit DataFindings(QWidget* parent = nullptr);
    void setSurvey(std::shared_ptr<const Survey> survey);

Q_SIGNALS:
    void classChosen(int label);

private:
    SurveySummary* m_summary;
    QTabWidget* m_tabs;
    ClassBalanceBars* m_balance;
    ProblemsTable* m_problems;
};

} // namespace lookaway
