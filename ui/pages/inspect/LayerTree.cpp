// SPDX-License-Identifier: MIT
#include "pages/inspect/LayerTree.h"

#include "style/Theme.h"

#include <QGuiApplication>
#include <QHash>
#include <QPalette>

#include <algorithm>

namespace lookaway {

LayerTree::LayerTree(LayerModel* layers, QObject* parent)
    : QAbstractItemModel(parent)
    , m_layers(layers)
{
    connect(layers, &LayerModel::modelAboutToBeReset, this, [this] { beginResetModel(); });
    connect(layers, &LayerModel::modelReset, this, [this] {
        build();
        endResetModel();
    });
    build();
}

void LayerTree::build()
{
    m_nodes.assign(1, {});
    QHash<QString, int> known{ { QString(), 0 } };
    for (int row = 0; row < m_layers->rowCount(); ++row) {
        const int at = nodeOf(QString::fromStdString(m_layers->layer(row).name), known);
        m_nodes[std::size_t(at)].layer = row;
    }
}

/// The node of a path; it and the modules around it are made where they are missing.
int LayerTree::nodeOf(const QString& path, QHash<QString, int>& known)
{
    if (const auto found = known.constFind(path); found != known.cend())
        return *found;
    const auto dot = path.lastIndexOf(QLatin1Char('.'));
    const int parent = dot < 0 ? 0 : nodeOf(path.left(dot), known);
    const auto made = int(m_nodes.size());
    Node node;
    node.name = path.mid(dot + 1);
    node.path = path;
    node.parent = parent;
    auto& siblings = m_nodes[std::size_t(parent)].children;
    node.row = int(siblings.size());
    siblings.push_back(made);
    m_nodes.push_back(std::move(node));
    known.insert(path, made);
    return made;
}

const LayerTree::Node& LayerTree::node(const QModelIndex& index) const
{
    return m_nodes[index.isValid() ? std::size_t(index.internalId()) : 0];
}

QModelIndex LayerTree::indexOf(const QString& path) const
{
    const auto found =
        std::find_if(m_nodes.begin() + 1, m_nodes.end(), [&](const Node& node) { return node.path == path; });
    return found == m_nodes.end() ? QModelIndex()
                                  : createIndex(found->row, 0, quintptr(std::distance(m_nodes.begin(), found)));
}

QModelIndex LayerTree::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, quintptr(node(parent).children[std::size_t(row)]));
}

QModelIndex LayerTree::parent(const QModelIndex& index) const
{
    const int parent = node(index).parent;
    return parent <= 0 ? QModelIndex() : createIndex(m_nodes[std::size_t(parent)].row, 0, quintptr(parent));
}

int LayerTree::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : int(node(parent).children.size());
}

int LayerTree::columnCount(const QModelIndex&) const
{
    return LayerModel::ColumnCount;
}

bool LayerTree::eligible(const Node& node) const
{
    return node.layer >= 0 && m_layers->layer(node.layer).eligible;
}

QVariant LayerTree::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node& at = node(index);
    switch (role) {
    case PathRole:
        return at.path;
    case LayerRole:
        return eligible(at);
    case Qt::ForegroundRole:
        // What has children is not disabled, or nobody could open it by the keyboard.
        return eligible(at) ? QVariant() : faintTextColor(QGuiApplication::palette());
    default:
        break;
    }
    if (at.layer < 0)
        return moduleData(at, index.column(), role);
    if (role == Qt::DisplayRole && index.column() == LayerModel::Name)
        return at.name;
    const auto cell = [&](int column, int of) { return m_layers->index(at.layer, column).data(of); };
    if (role == FilterRole)
        return QStringList{ at.path, cell(LayerModel::Type, Qt::DisplayRole).toString(),
            cell(LayerModel::Shape, Qt::DisplayRole).toString() }
            .join(QLatin1Char(' '));
    return role > Qt::UserRole ? QVariant() : cell(index.column(), role);
}

QVariant LayerTree::moduleData(const Node& node, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return column == LayerModel::Name ? QVariant(node.name) : QVariant();
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("%1, a module that holds layers").arg(node.path);
    case FilterRole:
        return node.path;
    default:
        return {};
    }
}

QVariant LayerTree::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_layers->headerData(section, orientation, role);
}

Qt::ItemFlags LayerTree::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Node& at = node(index);
    const Qt::ItemFlags leaf = at.children.empty() ? Qt::ItemNeverHasChildren : Qt::NoItemFlags;
    if (eligible(at))
        return leaf | Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return at.children.empty() ? leaf : Qt::ItemFlags(Qt::ItemIsEnabled);
}

} // namespace lookaway
