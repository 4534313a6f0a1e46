// SPDX-License-Identifier: MIT
#pragma once

#include "session/EvaluateJob.h"

#include <QAbstractListModel>

#include <memory>
#include <optional>
#include <vector>

namespace lookaway {

/// A cell of a confusion matrix.
struct MatrixCell {
    std::size_t truth = 0;
    std::size_t predicted = 0;
};

/// The pictures of a test set, the highest loss first; all, or those of a cell of the confusion matrix.
class HardestModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        PathRole = Qt::UserRole,
        TruthRole, ///< names of the classes
        PredictedRole,
        RightRole,       ///< bool: predicted is the truth
        ProbabilityRole, ///< of the true class, [0, 1]
        LossRole
    };

    using QAbstractListModel::QAbstractListModel;

    /// `test`: index of outcome->tests. A null outcome empties the list.
    void setTest(std::shared_ptr<const EvaluationOutcome> outcome, int test);
    void setCell(std::optional<MatrixCell> cell);
    std::optional<MatrixCell> cell() const { return m_cell; }

    /// Empty where the file is not known.
    std::string path(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Display: all in one sentence.
    QVariant data(const QModelIndex& index, int role) const override;

private:
    void sort();
    const Prediction& prediction(int row) const;
    QString className(std::size_t index) const;

    std::shared_ptr<const EvaluationOutcome> m_outcome;
    int m_test = -1;
    std::optional<MatrixCell> m_cell;
    std::vector<std::size_t> m_rows; ///< indices of predictions
};

} // namespace lookaway
