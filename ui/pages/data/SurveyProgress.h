// SPDX-License-Identifier: MIT
#pragma once

#include "session/runs/Event.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace lookaway {

/// How far the looking through the pictures is, and a way to stop it.
class SurveyProgress : public QWidget {
    Q_OBJECT

public:
    explicit SurveyProgress(QWidget* parent = nullptr);

    /// Begins anew; nothing is known yet.
    void begin();
    void show(const Progress& progress);
    using QWidget::show;

Q_SIGNALS:
    void cancelRequested();

private:
    QLabel* m_stage;
    QProgressBar* m_bar;
};

} // namespace lookaway
