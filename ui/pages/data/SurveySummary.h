// SPDX-License-Identifier: MIT
#pragma once

#include "session/Survey.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace lookaway {

class InlineNote;

/// What was found in a data set: classes, pictures per part, sizes, and what is odd about it.
class SurveySummary : public QWidget {
    Q_OBJECT

public:
    explicit SurveySummary(QWidget* parent = nullptr);

    void setSurvey(const Survey& survey);

private:
    void addFact(int row, const QString& caption, const QString& value);

    QLabel* m_title;
    QGridLayout* m_facts;
    InlineNote* m_warnings;
};

/// "train", "val" and "test" in the person's language; further test sets under their own name.
QString partTitle(const std::string& name);

} // namespace lookaway
