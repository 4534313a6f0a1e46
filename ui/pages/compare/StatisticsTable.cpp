// SPDX-License-Identifier: MIT
#include "pages/compare/StatisticsTable.h"

#include "widgets/TableText.h"

#include <QLocale>

namespace lookaway {

namespace {

QString shareText(double share)
{
    return QLocale().toString(share * 100, 'f', 1) + QStringLiteral("\u202f%");
}

QString chanceText(double p)
{
    return p < 0.001 ? QStringLiteral("< ") + QLocale().toString(0.001, 'f', 3) : QLocale().toString(p, 'f', 3);
}

/// Percentage points, with its sign.
QString pointsText(double difference)
{
    return (difference < 0 ? QStringLiteral("\u2212") : QStringLiteral("+"))
        + QLocale().toString(std::abs(difference) * 100, 'f', 1);
}

/// With three decimals; a dash where it was not measured.
QString latexNumber(double value, bool measured)
{
    return measured ? QString::number(value, 'f', 3) : QStringLiteral("--");
}

QString latexDifference(const ModelStatistics& model)
{
    const auto number = [](double value) { return QString::number(value, 'f', 3); };
    const auto& share = model.share;
    return model.hasTests()
        ? QStringLiteral("$%1$ [$%2$, $%3$]").arg(number(share.meanDifference), number(share.low), number(share.high))
        : QStringLiteral("--");
}

} // namespace

void StatisticsModel::setStatistics(std::vector<ModelStatistics> models, std::size_t reference)
{
    beginResetModel();
    m_models = std::move(models);
    m_reference = reference;
    endResetModel();
}

int StatisticsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_models.size());
}

int StatisticsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString StatisticsModel::text(const ModelStatistics& model, bool isReference, int column) const
{
    const QString nothing = QStringLiteral("–");
    switch (column) {
    case Title:
        return isReference ? tr("%1 (reference)").arg(QString::fromStdString(model.title))
                           : QString::fromStdString(model.title);
    case Accuracy:
        return model.known > 0 ? shareText(model.accuracy()) : nothing;
    case Empty:
        return QLocale().toString(qulonglong(model.spread.emptyMaps));
    case Spread:
        return model.hasSpread() ? shareText(model.spread.meanShareAboveLevel) : nothing;
    default:
        break;
    }
    if (isReference)
        return {};
    switch (column) {
    case Gained:
        return model.known > 0 ? QLocale().toString(qulonglong(model.gained)) : nothing;
    case Lost:
        return model.known > 0 ? QLocale().toString(qulonglong(model.lost)) : nothing;
    case PAccuracy:
        return model.known > 0 ? chanceText(model.pAccuracy) : nothing;
    case Pairs:
        return QLocale().toString(qulonglong(model.share.pairs));
    case There:
        return model.hasPairs() ? shareText(model.spreadThere) : nothing;
    case Here:
        return model.hasPairs() ? shareText(model.spreadHere) : nothing;
    case Difference:
        return model.hasTests() ? tr("%1 (%2 to %3)")
                                      .arg(pointsText(model.share.meanDifference), pointsText(model.share.low),
                                          pointsText(model.share.high))
                                : nothing;
    case PT:
        return model.hasTests() ? chanceText(model.share.pT) : nothing;
    case PWilcoxon:
        return model.hasTests() ? chanceText(model.share.pWilcoxon) : nothing;
    case Overlap:
        return model.hasOverlap() ? shareText(model.meanIou) : nothing;
    case Kept:
        return model.hasOverlap() ? shareText(model.meanKept) : nothing;
    default:
        return model.hasOverlap() ? shareText(model.meanOwn) : nothing;
    }
}

QVariant StatisticsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = std::size_t(index.row());
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() == Title ? Qt::AlignLeft : Qt::AlignRight));
    return role == Qt::DisplayRole ? QVariant(text(m_models[row], row == m_reference, index.column())) : QVariant();
}

QVariant StatisticsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Title ? Qt::AlignLeft : Qt::AlignRight));
    const QStringList titles{ tr("Model"), tr("Accuracy"), tr("Gained"), tr("Lost"), tr("p (McNemar)"), tr("Empty"),
        tr("Spread"), tr("Pairs"), tr("There"), tr("Here"), tr("Difference (95 %)"), tr("p (t)"), tr("p (Wilcoxon)"),
        tr("Overlap"), tr("Kept"), tr("New") };
    const QStringList help{ QString(), tr("Test pictures that are classified rightly."),
        tr("Pictures that this model gets right and the reference wrong."),
        tr("Pictures that this model gets wrong and the reference right."),
        tr("How likely such a difference between gained and lost is by chance: McNemar's exact test, two-sided."),
        tr("Maps without heat: none of their values is positive, however sure the model is. They are left out of all "
           "that follows."),
        tr("Attention spread: share of the picture that is hot; mean of the model's maps that are not empty."),
        tr("Pictures in which neither this model's map nor the reference's is empty. What follows is over them."),
        tr("Mean spread of the reference over the pairs."), tr("Mean spread of this model over the pairs."),
        tr("Here minus there, in percentage points, with the bounds that hold with 95 %."),
        tr("Student's paired t-test of the spread, two-sided."),
        tr("Wilcoxon's signed-rank test of the spread, two-sided."),
        tr("Of the hot regions of this model and of the reference: intersection over union."),
        tr("Share of the reference's hot region that is hot for this model too: what it still uses."),
        tr("Share of this model's hot region that is not hot for the reference: what it uses in addition.") };
    if (role == Qt::DisplayRole)
        return titles[section];
    return role == Qt::ToolTipRole ? QVariant(help[section]) : QVariant();
}

QString statisticsLatex(const std::vector<ModelStatistics>& models, std::size_t reference)
{
    QString text =
        QStringLiteral("% needs \\usepackage{booktabs}\n"
                       "% Spread: over the model's maps that are not empty. The columns after Pairs: over the\n"
                       "% pictures in which neither its map nor the reference's is empty.\n"
                       "\\begin{tabular}{lrrrrrrr}\n\\toprule\n"
                       "Model & Accuracy & Spread & Pairs & Difference [95\\,\\%] & $p$ & Overlap & Kept \\\\\n"
                       "\\midrule\n");
    for (std::size_t i = 0; i < models.size(); ++i) {
        const auto& model = models[i];
        text += latexText(QString::fromStdString(model.title)) + QStringLiteral(" & ")
            + latexNumber(model.accuracy(), model.known > 0) + QStringLiteral(" & ")
            + latexNumber(model.spread.meanShareAboveLevel, model.hasSpread());
        if (i == reference)
            text += QStringLiteral(" & & & & &");
        else
            text += QStringLiteral(" & %1 & %2 & %3 & %4 & %5")
                        .arg(QString::number(model.share.pairs), latexDifference(model),
                            model.share.pT < 0.001 ? QStringLiteral("$<$.001")
                                                   : latexNumber(model.share.pT, model.hasTests()),
                            latexNumber(model.meanIou, model.hasOverlap()),
                            latexNumber(model.meanKept, model.hasOverlap()));
        text += QStringLiteral(" \\\\\n");
    }
    return text + QStringLiteral("\\bottomrule\n\\end{tabular}\n");
}

} // namespace lookaway
