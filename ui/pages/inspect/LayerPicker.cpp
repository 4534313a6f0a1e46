// SPDX-License-Identifier: MIT
#include "pages/inspect/LayerPicker.h"

#include "pages/inspect/LayerTree.h"
#include "widgets/InlineNote.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace lookaway {

namespace {

/// Rows as high as those of the tables.
class RowDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return { QStyledItemDelegate::sizeHint(option, index).width(), option.fontMetrics.height() + 8 };
    }
};

} // namespace

LayerPicker::LayerPicker(LayerModel* layers, QWidget* parent)
    : QWidget(parent)
    , m_tree(new LayerTree(layers, this))
    , m_proxy(new QSortFilterProxyModel(this))
    , m_filter(new QLineEdit)
    , m_view(new QTreeView)
    , m_note(new InlineNote)
{
    m_proxy->setSourceModel(m_tree);
    m_proxy->setFilterRole(LayerTree::FilterRole);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setRecursiveFilteringEnabled(true);
    m_filter->setObjectName(QStringLiteral("layerFilter"));
    m_filter->setPlaceholderText(tr("Filter layers"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setToolTip(tr("A part of a path, a type or a shape: layer4, ReLU, 7 × 7"));
    m_filter->setClearButtonEnabled(true);
    makeView();
    connect(m_filter, &QLineEdit::textChanged, this, &LayerPicker::filter);
    connect(m_proxy, &QSortFilterProxyModel::modelReset, this, &LayerPicker::showModel);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->addWidget(m_filter);
    column->addWidget(m_note);
    column->addWidget(m_view, 1);
    showModel();
}

void LayerPicker::makeView()
{
    m_view->setModel(m_proxy);
    m_view->setObjectName(QStringLiteral("layerTree"));
    m_view->setAccessibleName(tr("Layers"));
    m_view->setItemDelegate(new RowDelegate(m_view));
    m_view->setUniformRowHeights(true);
    m_view->setIndentation(fontMetrics().height());
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setTextElideMode(Qt::ElideRight);
    auto* header = m_view->header();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(fontMetrics().averageCharWidth() * 6);
    header->setSectionResizeMode(LayerModel::Name, QHeaderView::Stretch);
    connect(m_view, &QTreeView::clicked, this, &LayerPicker::choose);
    connect(m_view, &QTreeView::activated, this, &LayerPicker::choose);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LayerPicker::choose);
}

void LayerPicker::choose(const QModelIndex& index)
{
    if (m_marking || !index.data(LayerTree::LayerRole).toBool())
        return;
    m_chosen = index.data(LayerTree::PathRole).toString();
    Q_EMIT layerChosen(m_chosen.toStdString());
}

void LayerPicker::setChosen(const std::string& layer)
{
    // Asked often: a person who walks past a module that cannot be chosen is not to be thrown back.
    if (const QString path = QString::fromStdString(layer); path != m_chosen) {
        m_chosen = path;
        mark();
    }
}

void LayerPicker::mark()
{
    const QScopedValueRollback guard(m_marking, true);
    const QModelIndex index = m_proxy->mapFromSource(m_tree->indexOf(m_chosen));
    m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (index.isValid())
        m_view->scrollTo(index); // and opens the modules around it
}

void LayerPicker::filter(const QString& text)
{
    const QScopedValueRollback guard(m_marking, true);
    m_proxy->setFilterFixedString(text.trimmed());
    if (text.isEmpty())
        m_view->collapseAll();
    text.isEmpty() ? m_view->expandToDepth(0) : m_view->expandAll();
    if (m_proxy->rowCount() == 0 && m_tree->rowCount() > 0)
        m_note->say(InlineNote::Kind::Info, tr("No layer fits."));
    else
        m_note->clear();
    mark();
}

/// Another model.
void LayerPicker::showModel()
{
    filter(m_filter->text());
    constexpr int widest = 14; // letters of a type; the names need the room more
    m_view->resizeColumnToContents(LayerModel::Type);
    m_view->setColumnWidth(
        LayerModel::Type, std::min(m_view->columnWidth(LayerModel::Type), fontMetrics().averageCharWidth() * widest));
    m_view->resizeColumnToContents(LayerModel::Shape);
}

} // namespace lookaway
