// SPDX-License-Identifier: MIT
#include "pages/training/ClassTable.h"

#include "widgets/NumberText.h"
#include "widgets/TableText.h"

#include <QCoreApplication>
#include <QLocale>

namespace lookaway {

namespace {

double shareIn(const ClassScores& scores, int column)
{
    switch (column) {
    case ClassTableModel::Precision:
        return scores.precision;
    case ClassTableModel::Recall:
        return scores.recall;
    default:
        return scores.f1;
    }
}

QString latexScores(const Scores& scores)
{
    QString text;
    for (const double share : { scores.precision, scores.recall, scores.f1 })
        text += QStringLiteral(" & ") + QString::number(share * 100, 'f', 1);
    return text;
}

} // namespace

void ClassTableModel::setReport(const ClassReport& report)
{
    beginResetModel();
    m_report = report;
    endResetModel();
}

int ClassTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_report.perClass.size());
}

int ClassTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString ClassTableModel::note(const ClassScores& scores, int column) const
{
    if (column == Precision && scores.predictions == 0)
        return tr("The network never answered with this class: its precision counts as 0.");
    if (column == Recall && scores.support == 0)
        return tr("There is no test picture of this class: its recall counts as 0.");
    return {};
}

QVariant ClassTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ClassScores& scores = m_report.perClass[std::size_t(index.row())];
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (column == Name ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole)
        return note(scores, column);
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    const bool sorting = role == SortRole;
    if (column == Name)
        return QString::fromStdString(scores.name);
    if (column == Support || column == Predictions) {
        const auto count = qulonglong(column == Support ? scores.support : scores.predictions);
        return sorting ? QVariant(count) : QVariant(QLocale().toString(count));
    }
    const double share = shareIn(scores, column);
    if (sorting)
        return share;
    return note(scores, column).isEmpty() ? percent(share) : QStringLiteral("–");
}

QVariant ClassTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Name ? Qt::AlignLeft : Qt::AlignRight));
    const QStringList titles{ tr("Class"), tr("Precision"), tr("Recall"), tr("F1"), tr("Pictures"), tr("Answers") };
    const QStringList help{ QString(), tr("Of the pictures that were given this class, how many are of it."),
        tr("Of the pictures of this class, how many were recognised."), tr("Harmonic mean of precision and recall."),
        tr("Test pictures of this class."), tr("How often the network answered with this class.") };
    if (role == Qt::DisplayRole)
        return titles[section];
    return role == Qt::ToolTipRole ? QVariant(help[section]) : QVariant();
}

QString classCsv(const ClassReport& report)
{
    QString text = QStringLiteral("class,precision,recall,f1,pictures,predicted\n");
    for (const ClassScores& scores : report.perClass) {
        text += csvField(QString::fromStdString(scores.name));
        for (const double share : { scores.precision, scores.recall, scores.f1 })
            text += u',' + csvNumber(share);
        text += u',' + QString::number(scores.support) + u',' + QString::number(scores.predictions) + u'\n';
    }
    return text;
}

QString classLatex(const ClassReport& report)
{
    QString text = QStringLiteral("% needs \\usepackage{booktabs}\n\\begin{tabular}{lrrrr}\n\\toprule\n"
                                  "Class & Precision (\\%) & Recall (\\%) & F1 (\\%) & Pictures \\\\\n\\midrule\n");
    for (const ClassScores& scores : report.perClass)
        text += latexText(QString::fromStdString(scores.name)) + latexScores(scores) + QStringLiteral(" & ")
            + QString::number(scores.support) + QStringLiteral(" \\\\\n");
    return text + QStringLiteral("\\midrule\nMacro mean") + latexScores(report.macro) + QStringLiteral(" & ")
        + QString::number(report.pictures) + QStringLiteral(" \\\\\n\\bottomrule\n\\end{tabular}\n");
}

} // namespace lookaway
