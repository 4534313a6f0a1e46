// SPDX-License-Identifier: MIT
#pragma once

#include "session/EvaluateJob.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;

namespace lookaway {

/// What a test set is called: "Test set", "Test set with random erasing".
QString testTitle(const std::string& name);

/// The head line of an evaluation: which test set, and its figures, with what random erasing makes of the accuracy
/// beside them.
class EvaluationHead : public QWidget {
    Q_OBJECT

public:
    explicit EvaluationHead(QWidget* parent = nullptr);

    void setOutcome(std::shared_ptr<const EvaluationOutcome> outcome);
    /// Shows the figures of one test; the combo box follows.
    void setTest(int test);
    int test() const;

Q_SIGNALS:
    void testChosen(int test);

private:
    struct Figure {
        QWidget* tile = nullptr;
        QLabel* caption = nullptr;
        QLabel* value = nullptr;
        QLabel* note = nullptr;
    };

    Figure addFigure(const QString& caption, const QString& help, bool large);
    void showErasing(int test);

    std::shared_ptr<const EvaluationOutcome> m_outcome;
    QComboBox* m_tests;
    QLabel* m_source;
    QWidget* m_figures;
    Figure m_accuracy, m_erasing, m_precision, m_recall, m_f1, m_top5, m_spread, m_pictures;
};

} // namespace lookaway
