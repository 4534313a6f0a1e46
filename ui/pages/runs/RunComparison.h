// SPDX-License-Identifier: MIT
#pragma once

#include "session/runs/RunList.h"

#include <QString>
#include <QStringList>
#include <QWidget>

#include <vector>

class QLabel;
class QTableWidget;

namespace lookaway {

/// A line of a comparison: a setting or a result, and its value in every run.
struct ComparedLine {
    QString label;
    QString toolTip;
    QStringList values;
};

/// Of one run: its results and every setting that is not at its default. Of several: their results, and the settings
/// that are not the same in all of them; folders are left out.
std::vector<ComparedLine> compareRuns(const std::vector<RunSummary>& runs);

/// Shows a comparison of the runs that are selected as a table with a column per run.
class RunComparison : public QWidget {
    Q_OBJECT

public:
    explicit RunComparison(QWidget* parent = nullptr);
    void setRuns(const std::vector<RunSummary>& runs);

private:
    void elideTitle(int column, int width);

    QLabel* m_heading;
    QTableWidget* m_table;
};

} // namespace lookaway
