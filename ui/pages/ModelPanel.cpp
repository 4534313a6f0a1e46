// SPDX-License-Identifier: MIT
#include "pages/ModelPanel.h"

#include "bridge/RecentModels.h"
#include "pages/InputEditor.h"
#include "pages/LayerModel.h"
#include "style/Icons.h"
#include "widgets/InlineNote.h"

#include <QDir>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace lookaway {

namespace {

constexpr int kWidestType = 72; // px; the names of layers need the room more

QString parametersText(std::int64_t count)
{
    return count < 1000000 ? QLocale().toString(qlonglong(count))
                           : ModelPanel::tr("%1 million").arg(QLocale().toString(double(count) / 1e6, 'f', 1));
}

/// The facts as a small table.
QString factsText(const ModelFacts& model)
{
    const InputFormat& input = model.input;
    const QString fit = input.fit == InputFormat::Fit::Stretch ? ModelPanel::tr("stretched") : ModelPanel::tr("middle");
    const QString colours = input.channels == 1 ? ModelPanel::tr("grey") : ModelPanel::tr("colour");
    QString html = QStringLiteral("<table cellspacing=\"0\">");
    const auto add = [&](const QString& name, const QString& value) {
        html += QStringLiteral("<tr><td style=\"padding-right:10px\">%1</td><td><b>%2</b></td></tr>")
                    .arg(name, value.toHtmlEscaped());
    };
    add(ModelPanel::tr("Parameters"), parametersText(model.parameters));
    add(ModelPanel::tr("Input"), ModelPanel::tr("%1 × %1 px, %2, %3").arg(input.side).arg(colours, fit));
    add(ModelPanel::tr("Values"), normalisationText(input));
    add(ModelPanel::tr("Classes"), QLocale().toString(qlonglong(model.classCount)));
    add(ModelPanel::tr("Device"), QString::fromStdString(model.device));
    return html + QStringLiteral("</table>");
}

} // namespace

ModelPanel::ModelPanel(Inspector* inspector, LayerModel* layers, QWidget* parent)
    : QWidget(parent)
    , m_inspector(inspector)
    , m_layers(layers)
    , m_proxy(new QSortFilterProxyModel(this))
    , m_tabs(new QTabWidget)
{
    m_tabs->addTab(makeLayers(), tr("Layers"));
    m_tabs->addTab(makeInput(), tr("Input"));
    m_tabs->setDocumentMode(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(makeHead());
    column->addWidget(m_tabs, 1);
    connect(inspector, &Inspector::opened, this, &ModelPanel::showFacts);
    connect(inspector, &Inspector::inputChanged, this, [this] {
        showFacts();
        m_input->showSaved(m_remember);
    });
    connect(inspector, &Inspector::inputRefused, this,
        [this](const Error& error) { m_input->showProblem(QString::fromStdString(error.message())); });
}

QWidget* ModelPanel::makeHead()
{
    m_title = new QLabel;
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.2);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_facts = new QLabel;
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_remarks = new InlineNote;
    m_open = new QToolButton;
    m_open->setObjectName(QStringLiteral("openModel"));
    m_open->setIcon(icon(QStringLiteral("open")));
    m_open->setText(tr("Open"));
    m_open->setToolTip(tr("Look into another model"));
    m_open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_open->setPopupMode(QToolButton::InstantPopup);
    m_open->setMenu(new QMenu(m_open));
    connect(m_open->menu(), &QMenu::aboutToShow, this, &ModelPanel::fillRecent);
    auto* head = new QWidget;
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(4, 2, 4, 0);
    auto* line = new QHBoxLayout;
    line->addWidget(m_title, 1);
    line->addWidget(m_open, 0, Qt::AlignTop);
    column->addLayout(line);
    column->addWidget(m_facts);
    column->addWidget(m_remarks);
    return head;
}

void ModelPanel::fillRecent()
{
    QMenu* menu = m_open->menu();
    menu->clear();
    connect(menu->addAction(icon(QStringLiteral("open")), tr("&Model File…")), &QAction::triggered, this,
        &ModelPanel::openFileRequested);
    connect(menu->addAction(icon(QStringLiteral("runs")), tr("&Run…")), &QAction::triggered, this,
        &ModelPanel::openRunRequested);
    menu->addSection(tr("Recent"));
    for (const QString& path : recentModels()) {
        const QFileInfo info(path);
        auto* action = menu->addAction(tr("%1 in %2").arg(info.fileName(), info.dir().dirName()));
        action->setToolTip(path);
        action->setEnabled(info.exists());
        connect(action, &QAction::triggered, this, [this, path] { Q_EMIT recentRequested(path); });
    }
}

QWidget* ModelPanel::makeLayers()
{
    m_proxy->setSourceModel(m_layers);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter = new QLineEdit;
    m_filter->setObjectName(QStringLiteral("layerFilter"));
    m_filter->setPlaceholderText(tr("Filter layers"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setClearButtonEnabled(true);
    m_table = new QTableView;
    m_table->setModel(m_proxy);
    m_table->setAccessibleName(tr("Layers"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setTextElideMode(Qt::ElideLeft);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(LayerModel::Name, QHeaderView::Stretch);
    connect(m_filter, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    const auto choose = [this](const QModelIndex& index) {
        if (index.flags().testFlag(Qt::ItemIsEnabled))
            Q_EMIT layerChosen(index.data(LayerModel::NameRole).toString().toStdString());
    };
    connect(m_table, &QTableView::clicked, this, choose);
    connect(m_table, &QTableView::activated, this, choose);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 6, 0, 0);
    column->addWidget(m_filter);
    column->addWidget(m_table, 1);
    return page;
}

QWidget* ModelPanel::makeInput()
{
    m_input = new InputEditor;
    connect(m_input, &InputEditor::applied, this, [this](const InputFormat& format, bool remember) {
        m_remember = remember;
        m_inspector->setInput(format, remember);
    });
    auto* area = new QScrollArea;
    area->setWidget(m_input);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    return area;
}

void ModelPanel::showFacts()
{
    const ModelFacts& model = m_inspector->model();
    // The name of a file may break behind its underscores: it would keep the panel wide otherwise.
    m_title->setText(QString::fromStdString(model.title).replace(QLatin1Char('_'), QStringLiteral("_\u200b")));
    m_title->setToolTip(pathOf(model.source));
    m_facts->setText(factsText(model));
    QStringList remarks;
    for (const std::string& remark : model.remarks)
        remarks << QString::fromStdString(remark);
    m_remarks->say(InlineNote::Kind::Info, remarks.join(QLatin1Char(' ')));
    m_input->setFormat(model.input, model.classCount);
    m_table->resizeColumnToContents(LayerModel::Type);
    m_table->setColumnWidth(LayerModel::Type, std::min(m_table->columnWidth(LayerModel::Type), kWidestType));
    m_table->resizeColumnToContents(LayerModel::Shape);
}

void ModelPanel::setChosen(const std::string& layer)
{
    const int row = m_layers->rowOf(layer);
    const QModelIndex index = row < 0 ? QModelIndex() : m_proxy->mapFromSource(m_layers->index(row, 0));
    m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (index.isValid())
        m_table->scrollTo(index);
}

} // namespace lookaway
