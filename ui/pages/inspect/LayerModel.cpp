// SPDX-License-Identifier: MIT
#include "pages/inspect/LayerModel.h"

#include <QFont>
#include <QStringList>

#include <algorithm>

namespace lookaway {

QString shapeText(const std::vector<std::int64_t>& shape)
{
    QStringList parts;
    for (const auto extent : shape)
        parts << QString::number(extent);
    return parts.join(QStringLiteral(" × "));
}

void LayerModel::setLayers(std::vector<LayerFact> layers, const std::string& target)
{
    beginResetModel();
    m_layers = std::move(layers);
    m_pictures.clear();
    m_target = target;
    endResetModel();
}

void LayerModel::setPictures(std::vector<QImage> pictures)
{
    m_pictures = std::move(pictures);
    m_pictures.resize(m_layers.size());
    if (!m_layers.empty())
        Q_EMIT dataChanged(index(0, Name), index(rowCount() - 1, Name), { PictureRole });
}

int LayerModel::rowOf(const std::string& name) const
{
    const auto found =
        std::find_if(m_layers.begin(), m_layers.end(), [&](const LayerFact& layer) { return layer.name == name; });
    return found == m_layers.end() ? -1 : int(found - m_layers.begin());
}

int LayerModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_layers.size());
}

int LayerModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LayerModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto row = std::size_t(index.row());
    const LayerFact& layer = m_layers[row];
    const QString name = QString::fromStdString(layer.name);
    const QString type = QString::fromStdString(layer.type);
    const QString shape = shapeText(layer.shape);
    const QString reason = layer.eligible ? QString() : QString::fromStdString(layer.reason);
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name ? name : index.column() == Type ? type : shape;
    case Qt::ToolTipRole:
        if (!layer.eligible)
            return tr("%1\nNot explainable: %2").arg(name, reason);
        return layer.name == m_target ? tr("%1\nExplained by default").arg(name) : name;
    case Qt::AccessibleTextRole:
        return layer.eligible ? tr("%1, %2, %3").arg(name, type, shape)
                              : tr("%1, not explainable: %2").arg(name, reason);
    case Qt::FontRole:
        if (layer.name == m_target && index.column() == Name) {
            QFont font;
            font.setWeight(QFont::DemiBold);
            return font;
        }
        return {};
    case PictureRole:
        return row < m_pictures.size() && !m_pictures[row].isNull() ? QVariant(m_pictures[row]) : QVariant();
    case NameRole:
        return name;
    case ShapeRole:
        return shape;
    case ReasonRole:
        return reason;
    default:
        return {};
    }
}

QVariant LayerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Layer") : section == Type ? tr("Type") : tr("Output");
}

Qt::ItemFlags LayerModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const bool eligible = m_layers[std::size_t(index.row())].eligible;
    return eligible ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::ItemNeverHasChildren;
}

} // namespace lookaway
