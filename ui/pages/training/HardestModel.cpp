// SPDX-License-Identifier: MIT
#include "pages/training/HardestModel.h"

#include "widgets/NumberText.h"

#include <QLocale>

#include <algorithm>

namespace lookaway {

void HardestModel::setTest(std::shared_ptr<const EvaluationOutcome> outcome, int test)
{
    beginResetModel();
    m_outcome = test >= 0 ? std::move(outcome) : nullptr;
    m_test = test;
    m_cell.reset();
    sort();
    endResetModel();
}

void HardestModel::setCell(std::optional<MatrixCell> cell)
{
    beginResetModel();
    m_cell = cell;
    sort();
    endResetModel();
}

void HardestModel::sort()
{
    m_rows.clear();
    if (!m_outcome)
        return;
    const auto& predictions = m_outcome->tests[std::size_t(m_test)].predictions;
    for (std::size_t i = 0; i < predictions.size(); ++i)
        if (!m_cell || (predictions[i].truth == m_cell->truth && predictions[i].predicted == m_cell->predicted))
            m_rows.push_back(i);
    std::stable_sort(m_rows.begin(), m_rows.end(),
        [&](std::size_t a, std::size_t b) { return predictions[a].loss > predictions[b].loss; });
}

const Prediction& HardestModel::prediction(int row) const
{
    return m_outcome->tests[std::size_t(m_test)].predictions[m_rows[std::size_t(row)]];
}

std::string HardestModel::path(int row) const
{
    const auto test = std::size_t(m_test);
    if (row < 0 || row >= rowCount() || test >= m_outcome->pictures.size()
        || m_rows[std::size_t(row)] >= m_outcome->pictures[test].size())
        return {};
    return m_outcome->pictures[test][m_rows[std::size_t(row)]];
}

QString HardestModel::className(std::size_t index) const
{
    return index < m_outcome->classes.size() ? QString::fromStdString(m_outcome->classes[index])
                                             : QString::number(index);
}

int HardestModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant HardestModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Prediction& one = prediction(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: {
        const QString figures =
            tr("probability of the true class %1\u202f%, loss %2")
                .arg(percentNumber(double(one.probabilityOfTruth)), QLocale().toString(double(one.loss), 'f', 2));
        return one.truth == one.predicted
            ? tr("%1, recognised; %2").arg(className(one.truth), figures)
            : tr("%1, taken for %2; %3").arg(className(one.truth), className(one.predicted), figures);
    }
    case Qt::ToolTipRole:
        return data(index, Qt::DisplayRole).toString() + QLatin1Char('\n') + QString::fromStdString(path(index.row()));
    case TruthRole:
        return className(one.truth);
    case PredictedRole:
        return className(one.predicted);
    case RightRole:
        return one.truth == one.predicted;
    case ProbabilityRole:
        return double(one.probabilityOfTruth);
    case LossRole:
        return double(one.loss);
    default:
        return {};
    }
}

} // namespace lookaway
