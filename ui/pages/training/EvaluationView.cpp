// SPDX-License-Identifier: MIT
#include "pages/training/EvaluationView.h"

#include "pages/training/ClassTable.h"
#include "pages/training/ComparisonBar.h"
#include "pages/training/EvaluationHead.h"
#include "style/Icons.h"
#include "widgets/EmptyState.h"
#include "widgets/pictures/PictureFile.h"
#include "widgets/plots/ConfusionMatrixView.h"

#include <QtWidgets>

namespace lookaway {

EvaluationView::EvaluationView(QWidget* parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(QStringLiteral("evaluate")))
    , m_head(new EvaluationHead)
    , m_comparison(new ComparisonBar)
    , m_matrix(new ConfusionMatrixView)
    , m_classes(new ClassTableModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_table(makeTable())
    , m_pictures(new HardestPictures)
    , m_tabs(new QTabWidget)
{
    m_empty->setTexts(tr("Nothing has been tested yet"),
        tr("When a training is over, it is tested by itself: the confusion matrix, the classes and the pictures that "
           "the network finds hardest appear here."));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_pictures, icon(QStringLiteral("picture")), tr("Pictures"));
    m_tabs->addTab(m_table, icon(QStringLiteral("log")), tr("Classes"));
    auto* splitter = new QSplitter;
    splitter->addWidget(makeMatrixPanel());
    splitter->addWidget(m_tabs);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({ 500, 500 });
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);

    auto* full = new QWidget;
    auto* fullLayout = new QVBoxLayout(full);
    fullLayout->setContentsMargins(12, 10, 12, 12);
    fullLayout->addWidget(m_head);
    fullLayout->addWidget(m_comparison);
    fullLayout->addWidget(splitter, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(full);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(m_head, &EvaluationHead::testChosen, this, &EvaluationView::setTest);
    connect(m_matrix, &ConfusionMatrixView::cellActivated, this, &EvaluationView::showCell);
    connect(m_pictures, &HardestPictures::pictureActivated, this, &EvaluationView::pictureActivated);
    connect(m_pictures, &HardestPictures::cellCleared, this, [this] {
        m_matrix->setCurrentCell(-1, -1);
        m_pictures->setCell(std::nullopt);
    });
}

QWidget* EvaluationView::makeMatrixPanel()
{
    auto* title = new QLabel(tr("Confusion matrix"));
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    auto* values = new QComboBox;
    values->setObjectName(QStringLiteral("matrixValues"));
    values->setAccessibleName(tr("Values of the confusion matrix"));
    values->addItems({ tr("Percent of the true class"), tr("Counts") });
    connect(
        values, &QComboBox::currentIndexChanged, m_matrix, [this](int index) { m_matrix->setNormalised(index == 0); });
    connect(m_matrix, &ConfusionMatrixView::normalisedChanged, values,
        [values](bool on) { values->setCurrentIndex(on ? 0 : 1); });
    auto* save = new QToolButton;
    save->setIcon(icon(QStringLiteral("export")));
    save->setAutoRaise(true);
    save->setAccessibleName(tr("Copy or save the confusion matrix"));
    save->setToolTip(save->accessibleName());
    connect(save, &QToolButton::clicked, this, [this, save] {
        QMenu* menu = m_matrix->createMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(save->mapToGlobal(QPoint(0, save->height())));
    });
    auto* row = new QHBoxLayout;
    row->addWidget(title);
    row->addStretch(1);
    row->addWidget(values);
    row->addWidget(save);
    auto* hint = new QLabel(tr("A click on a cell shows its pictures."));
    hint->setForegroundRole(QPalette::PlaceholderText);
    auto* panel = new QWidget;
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 8, 8, 0);
    layout->addLayout(row);
    layout->addWidget(m_matrix, 1);
    layout->addWidget(hint);
    return panel;
}

QTableView* EvaluationView::makeTable()
{
    m_sorted->setSourceModel(m_classes);
    m_sorted->setSortRole(ClassTableModel::SortRole);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    auto* table = new QTableView;
    table->setModel(m_sorted);
    table->setSortingEnabled(true);
    table->sortByColumn(ClassTableModel::F1, Qt::AscendingOrder);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setFrameShape(QFrame::NoFrame);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    table->horizontalHeader()->setMinimumSectionSize(56);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setMaximumSectionSize(240);
    // Room for the arrow that says how the table is sorted.
    table->horizontalHeader()->setStyleSheet(QStringLiteral("QHeaderView::section { padding-right: 13px; }"));
    table->setAccessibleName(tr("Classes"));
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table, &QWidget::customContextMenuRequested, this, &EvaluationView::showTableMenu);
    // A class's row of the matrix begins with what was recognised.
    connect(table, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        const int row = m_sorted->mapToSource(index).row();
        m_matrix->setCurrentCell(row, row);
        showCell(row, row);
    });
    return table;
}

void EvaluationView::setOutcome(std::shared_ptr<const EvaluationOutcome> outcome)
{
    m_outcome = std::move(outcome);
    m_test = -1;
    const bool any = m_outcome && !m_outcome->tests.empty();
    m_stack->setCurrentIndex(any ? 1 : 0);
    if (any) {
        m_head->setOutcome(m_outcome);
        setTest(0);
    } else {
        m_pictures->setTest(nullptr, -1);
        Q_EMIT testChanged();
    }
}

void EvaluationView::setTest(int test)
{
    if (!m_outcome || test < 0 || test >= int(m_outcome->tests.size()))
        return;
    m_test = test;
    const TestResult& result = m_outcome->tests[std::size_t(test)];
    QStringList names;
    for (const std::string& name : m_outcome->classes)
        names << QString::fromStdString(name);
    m_head->setTest(test);
    m_matrix->setMatrix(result.confusion, names);
    m_classes->setReport(result.report);
    m_pictures->setTest(m_outcome, test);
    Q_EMIT testChanged();
}

void EvaluationView::showCell(int truth, int predicted)
{
    m_pictures->setCell(MatrixCell{ std::size_t(truth), std::size_t(predicted) });
    m_tabs->setCurrentWidget(m_pictures);
}

void EvaluationView::showTableMenu(const QPoint& position)
{
    if (m_test < 0)
        return;
    const ClassReport report = m_outcome->tests[std::size_t(m_test)].report;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icon(QStringLiteral("copy")), tr("Copy as CSV"), this,
        [report] { QGuiApplication::clipboard()->setText(classCsv(report)); });
    menu->addAction(tr("Copy as LaTeX"), this, [report] { QGuiApplication::clipboard()->setText(classLatex(report)); });
    menu->addSeparator();
    menu->addAction(icon(QStringLiteral("save")), tr("Save as %1…").arg(QStringLiteral("CSV")), this, [this, report] {
        askAndSave(this, QStringLiteral("classes"), { QStringLiteral("CSV"), QStringLiteral("csv") },
            [report](const QString& path) { return saveText(path, classCsv(report)); });
    });
    menu->addAction(icon(QStringLiteral("save")), tr("Save as %1…").arg(QStringLiteral("LaTeX")), this, [this, report] {
        askAndSave(this, QStringLiteral("classes"), { QStringLiteral("LaTeX"), QStringLiteral("tex") },
            [report](const QString& path) { return saveText(path, classLatex(report)); });
    });
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

} // namespace lookaway
