// SPDX-License-Identifier: MIT
#include "pages/inspect/AnswerModel.h"

#include "style/Theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace lookaway {

namespace {
constexpr int kPadding = 6;
constexpr int kBar = 6; // px high

double probabilityOf(const ClassProbabilities& answer, std::int64_t index)
{
    const auto at = static_cast<std::size_t>(index);
    return at < answer.probabilities.size() ? answer.probabilities[at] : 0;
}

void paintBar(QPainter& painter, const QRect& line, double share, const QColor& color, const QPalette& palette)
{
    const QRectF whole(line.left(), line.center().y() - kBar / 2.0, line.width(), kBar);
    painter.setPen(Qt::NoPen);
    painter.setBrush(lineColor(palette));
    painter.drawRoundedRect(whole, kBar / 2.0, kBar / 2.0);
    if (share <= 0)
        return;
    painter.setBrush(color);
    QRectF part = whole;
    part.setWidth(std::max<double>(kBar, whole.width() * std::min(share, 1.0)));
    painter.drawRoundedRect(part, kBar / 2.0, kBar / 2.0);
}

} // namespace

void AnswerModel::setRows(std::vector<Row> rows)
{
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int AnswerModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant AnswerModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    const QString percent = AnswerDelegate::percentText(row.probability);
    switch (role) {
    case Qt::DisplayRole:
        return row.name;
    case Qt::AccessibleTextRole:
        return row.after ? tr("%1: %2, then %3").arg(row.name, percent, AnswerDelegate::percentText(*row.after))
                         : tr("%1: %2").arg(row.name, percent);
    case Qt::ToolTipRole:
        return tr("%1 (class %2)\nProbability %3").arg(row.name).arg(row.index).arg(row.probability, 0, 'g', 4);
    case ClassRole:
        return qlonglong(row.index);
    case ProbabilityRole:
        return row.probability;
    case AfterRole:
        return row.after ? QVariant(*row.after) : QVariant();
    default:
        return {};
    }
}

std::vector<AnswerModel::Row> answerRows(const Inspector& inspector, const ClassProbabilities& before,
    std::size_t count, std::int64_t explained, const ClassProbabilities* after)
{
    std::vector<std::int64_t> classes = before.top(count);
    const auto add = [&](std::int64_t index) {
        if (index >= 0 && std::find(classes.begin(), classes.end(), index) == classes.end())
            classes.push_back(index);
    };
    if (after)
        for (const auto index : after->top(1)) // who wins now belongs to the picture
            add(index);
    add(explained);
    std::vector<AnswerModel::Row> rows;
    for (const auto index : classes) {
        AnswerModel::Row row{ index, inspector.className(index), probabilityOf(before, index), {} };
        if (after)
            row.after = probabilityOf(*after, index);
        rows.push_back(std::move(row));
    }
    return rows;
}

QString AnswerDelegate::percentText(double probability)
{
    const double percent = 100 * probability;
    const int decimals = percent >= 99.95 || percent < 0.1 ? 2 : 1;
    const QString number = percent > 0 && percent < 0.005 ? QStringLiteral("< ") + QLocale().toString(0.01, 'f', 2)
                                                          : QLocale().toString(percent, 'f', decimals);
    return number + QStringLiteral("\u202f%");
}

void AnswerDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    if (selected || hovered) {
        painter->setPen(QPen(selected ? accentColor(option.palette) : lineColor(option.palette), selected ? 1.5 : 1));
        painter->setBrush(option.palette.color(QPalette::AlternateBase));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4);
    }
    const QFontMetrics metrics(option.font);
    QRect line = option.rect.adjusted(kPadding, kPadding, -kPadding, 0);
    line.setHeight(metrics.height());
    const double before = index.data(AnswerModel::ProbabilityRole).toDouble();
    const QVariant after = index.data(AnswerModel::AfterRole);
    QString figures = percentText(before);
    if (after.isValid())
        figures +=
            (after.toDouble() < before ? QStringLiteral(" ↘ ") : QStringLiteral(" ↗ ")) + percentText(after.toDouble());
    const int room = metrics.horizontalAdvance(figures) + 8;
    painter->setFont(option.font);
    painter->setPen(option.palette.color(QPalette::Text));
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, figures);
    painter->drawText(line.adjusted(0, 0, -room, 0), Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(index.data().toString(), Qt::ElideRight, line.width() - room));
    line.translate(0, line.height() + 2);
    line.setHeight(kBar + 2);
    paintBar(*painter, line, before, after.isValid() ? faintTextColor(option.palette) : accentColor(option.palette),
        option.palette);
    if (after.isValid()) {
        line.translate(0, kBar + 3);
        paintBar(*painter, line, after.toDouble(), accentColor(option.palette), option.palette);
    }
    painter->restore();
}

int AnswerDelegate::rowHeight(const QFont& font, bool withAfter)
{
    return QFontMetrics(font).height() + (withAfter ? 2 * kBar + 3 : kBar) + 2 * kPadding + 4;
}

QSize AnswerDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return { 160, rowHeight(option.font, index.data(AnswerModel::AfterRole).isValid()) };
}

} // namespace lookaway
