// SPDX-License-Identifier: MIT
#include "pages/compare/CompareModel.h"

#include "bridge/OverlapSource.h"

#include <algorithm>

namespace lookaway {

using Kind = ComparedColumn::Kind;

CompareModel::CompareModel(Comparer* comparer, QObject* parent)
    : QAbstractTableModel(parent)
    , m_comparer(comparer)
    , m_overlaps(new OverlapSource(this))
{
    connect(m_overlaps, &OverlapSource::ready, this, &CompareModel::changeAll);
    connect(comparer, &Comparer::specChanged, this, [this] {
        beginResetModel();
        m_progress = {};
        m_overlaps->clear();
        shareScales();
        endResetModel();
    });
    connect(comparer, &Comparer::rowReady, this, [this](int row) {
        shareScales(); // cells of the row may have been taken back
        Q_EMIT headerDataChanged(Qt::Vertical, row, row);
        if (columnCount() > 0)
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    });
    connect(comparer, &Comparer::cellReady, this, &CompareModel::noteCell);
    connect(comparer, &Comparer::cellProgress, this, [this](int row, int column, double share) {
        m_progress = { row, column, share };
        Q_EMIT dataChanged(index(row, column), index(row, column));
    });
    connect(comparer, &Comparer::modelOpened, this, [this] {
        if (columnCount() > 0)
            Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
        changeAll(); // what is right is told by the model's classes
    });
}

void CompareModel::setStyle(const FigureStyle& style)
{
    m_style = style;
    changeAll();
}

void CompareModel::setReference(std::size_t model)
{
    if (model == m_reference)
        return;
    m_reference = model;
    changeAll();
    if (columnCount() > 0)
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void CompareModel::changeAll()
{
    if (rowCount() > 0 && columnCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void CompareModel::noteCell(int row, int column)
{
    if (m_progress.row == row && m_progress.column == column)
        m_progress = {};
    shareScale(row, column);
    // With a shared scale the others look different, too; overlap is told when the reference's map has come.
    const bool all = m_style.scale == FigureStyle::Scale::Figure;
    Q_EMIT dataChanged(index(all ? 0 : row, 0), index(all ? rowCount() - 1 : row, columnCount() - 1));
}

/// Of what is there so far: maps that have a sign share theirs, and so do those that have none.
void CompareModel::shareScales()
{
    m_rowScales.assign(std::size_t(m_comparer->rows()), {});
    m_figureScale = {};
    const OwnScales before = std::exchange(m_ownScales, {});
    for (int row = 0; row < m_comparer->rows(); ++row)
        for (int column = 0; column < m_comparer->columns(); ++column) {
            if (const auto cell = m_comparer->cell(row, column); cell && before.count(cell) > 0)
                m_ownScales.insert(*before.find(cell)); // large maps are looked through once
            shareScale(row, column);
        }
}

void CompareModel::shareScale(int row, int column)
{
    const auto cell = columnOf(column).kind == Kind::Map ? m_comparer->cell(row, column) : nullptr;
    if (!cell || cell->map.empty())
        return;
    const auto known = m_ownScales.find(cell);
    const MapScale own = known == m_ownScales.end() ? scaleOf(cell->map, cell->isSigned) : known->second;
    m_ownScales.emplace(cell, own);
    const auto widen = [&](std::optional<MapScale>& scale) { scale = scale ? sharedScale({ *scale, own }) : own; };
    widen(m_rowScales[std::size_t(row)][cell->isSigned ? 1 : 0]);
    widen(m_figureScale[cell->isSigned ? 1 : 0]);
}

std::optional<MapScale> CompareModel::scale(int row, int column) const
{
    const auto cell = m_comparer->cell(row, column);
    if (!cell || columnOf(column).kind != Kind::Map || m_style.scale == FigureStyle::Scale::PerMap)
        return std::nullopt;
    const RowScales& scales = m_style.scale == FigureStyle::Scale::Row ? m_rowScales[std::size_t(row)] : m_figureScale;
    return scales[cell->isSigned ? 1 : 0];
}

CompareModel::State CompareModel::state(int row, int column) const
{
    const auto cell = m_comparer->cell(row, column);
    if (!cell)
        return m_progress.row == row && m_progress.column == column ? State::Working : State::Waiting;
    return cell->error ? State::Failed : State::Ready;
}

double CompareModel::share(int row, int column) const
{
    return state(row, column) == State::Working ? m_progress.share : 0;
}

QString CompareModel::problem(int row, int column) const
{
    const auto cell = m_comparer->cell(row, column);
    return cell && cell->error ? QString::fromStdString(cell->error->message()) : QString();
}

int CompareModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_comparer->columns() == 0 ? 0 : m_comparer->rows();
}

int CompareModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_comparer->columns();
}

QVariant CompareModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return {};
    const int row = index.row();
    const int column = index.column();
    QStringList parts;
    if (role == Qt::AccessibleTextRole)
        parts << rowHead(row).title << columnHead(column).title;
    switch (state(row, column)) {
    case State::Waiting:
        parts << tr("not computed yet");
        break;
    case State::Working:
        parts << tr("being explained, %1").arg(percentOf(share(row, column)));
        break;
    case State::Failed:
        parts << problem(row, column);
        break;
    case State::Ready:
        for (const Note& note : notes(row, column))
            if (!note.text.isEmpty())
                parts << (note.mark == Note::Mark::Right ? tr("%1, right").arg(note.text)
                        : note.mark == Note::Mark::Wrong ? tr("%1, wrong").arg(note.text)
                                                         : note.text);
        break;
    }
    return parts.join(role == Qt::ToolTipRole ? QStringLiteral("\n") : QStringLiteral(", "));
}

QVariant CompareModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || section >= (orientation == Qt::Horizontal ? columnCount() : rowCount()))
        return {};
    const Head head = orientation == Qt::Horizontal ? columnHead(section) : rowHead(section);
    if (role == Qt::DisplayRole)
        return head.title;
    if (role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return {};
    QStringList parts{ head.title };
    if (!head.mark.isEmpty())
        parts << head.mark;
    if (orientation == Qt::Vertical && !head.lines.isEmpty())
        parts << tr("explained: %1").arg(head.lines.front()) << head.lines.mid(1);
    else
        parts << head.lines;
    if (!head.problem.isEmpty())
        parts << head.problem;
    return parts.join(role == Qt::ToolTipRole ? QStringLiteral("\n") : QStringLiteral(", "));
}

} // namespace lookaway
