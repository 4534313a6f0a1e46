// SPDX-License-Identifier: MIT
#include "pages/compare/TestComparisonPanel.h"

#include "bridge/SessionBridge.h"
#include "compare/SpecNames.h"
#include "pages/compare/CompareModel.h"
#include "pages/compare/FoundPictures.h"
#include "pages/compare/StatisticsTable.h"
#include "style/Icons.h"
#include "widgets/InlineNote.h"

#include <QtWidgets>

namespace lookaway {

namespace {

// What an entry of the place box stands for: a model's index, or one of these.
constexpr int ownPictures = -1;
constexpr int aFolder = -2;

/// Method and layer of the first column with a map.
const ComparedColumn* firstMap(const ComparisonSpec& spec)
{
    for (const auto& column : spec.columns)
        if (column.kind == ComparedColumn::Kind::Map)
            return &column;
    return nullptr;
}

/// "Grad-CAM at layer4": what the numbers are of, whatever is chosen in the comparison meanwhile.
QString methodOf(const TestComparisonRequest& request)
{
    const QString title = QString::fromStdString(methodTitle(request.method));
    return request.layer.empty()
        ? title
        : TestComparisonPanel::tr("%1 at %2").arg(title, QString::fromStdString(request.layer));
}

/// What the reader should know, each after a blank.
QString remarksOf(const TestComparison& comparison)
{
    QString text;
    for (const auto& remark : comparison.remarks)
        text += QLatin1Char(' ') + QString::fromStdString(remark);
    return text;
}

/// Which pictures are tested is found out on the thread that compares.
Job jobFor(TestComparisonRequest request, std::filesystem::path run, std::filesystem::path folder,
    std::function<void(TestComparison)> done)
{
    return [=](JobContext& context) mutable -> Result<std::string> {
        if (!run.empty() || !folder.empty()) {
            context.emit(Progress{ "Reading the pictures", 0, 0 });
            auto pictures = run.empty() ? testPicturesIn({ folder }, request.rowClass.by == RowClass::By::True)
                                        : testPicturesOf(run, context.token);
            if (!pictures)
                return pictures.error();
            request.pictures = std::move(*pictures);
        }
        return testComparisonJob(std::move(request), std::move(done))(context);
    };
}

} // namespace

TestComparisonPanel::TestComparisonPanel(QWidget* parent)
    : QWidget(parent)
    , m_note(new InlineNote)
    , m_model(new StatisticsModel(this))
    , m_table(makeTable())
    , m_found(new FoundPictures)
    , m_bridge(new SessionBridge(this))
{
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_table);
    splitter->addWidget(m_found);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({ 150, 400 });
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(makeHead());
    layout->addWidget(m_note);
    layout->addWidget(splitter, 1);
    connect(m_found, &FoundPictures::picturesWanted, this, &TestComparisonPanel::picturesWanted);
    connect(m_bridge, &SessionBridge::progress, this, [this](const Progress& progress) {
        m_progress->setRange(0, int(progress.total));
        m_progress->setValue(int(progress.done));
        const QString stage = QString::fromStdString(progress.stage);
        m_progress->setFormat(stage + QStringLiteral("  %p %"));
        const double share = progress.total > 0 ? double(progress.done) / double(progress.total) : 0;
        Q_EMIT workTold(tr("Test set: %1, %2").arg(stage, percentOf(share, 0)));
    });
    connect(m_bridge, &SessionBridge::finished, this, [this](const RunFinished& run) {
        showWorking(false);
        const bool writing = std::exchange(m_writing, false);
        if (writing && run.outcome == RunFinished::Outcome::Failed)
            Q_EMIT reportFailed(run.error);
        else if (run.outcome == RunFinished::Outcome::Failed)
            m_note->say(InlineNote::Kind::Problem, QString::fromStdString(run.error.message()));
        else if (run.outcome == RunFinished::Outcome::Cancelled)
            m_note->say(InlineNote::Kind::Info, tr("Stopped: nothing was kept."));
        else if (!run.report.empty())
            m_note->say(InlineNote::Kind::Success, tr("The report is %1.").arg(QString::fromStdString(run.report)));
        Q_EMIT finished();
    });
    showWorking(false);
    take(nullptr);
}

TestComparisonPanel::~TestComparisonPanel() = default;

QWidget* TestComparisonPanel::makeHead()
{
    m_place = new QComboBox;
    m_place->setObjectName(QStringLiteral("testPlace"));
    m_place->setAccessibleName(tr("Test pictures"));
    m_place->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_place->setMinimumContentsLength(32);
    m_start = new QPushButton(icon(QStringLiteral("evaluate")), tr("&Test"));
    m_start->setObjectName(QStringLiteral("startTest"));
    m_start->setToolTip(tr("All models explain the same class of every test picture"));
    m_stop = new QPushButton(icon(QStringLiteral("stop")), tr("&Stop"));
    m_stop->setObjectName(QStringLiteral("stopTest"));
    m_progress = new QProgressBar;
    m_progress->setAccessibleName(tr("Progress of the test"));
    m_export = new QToolButton;
    m_export->setObjectName(QStringLiteral("exportTest"));
    m_export->setIcon(icon(QStringLiteral("export")));
    m_export->setAutoRaise(true);
    m_export->setAccessibleName(tr("Copy or save the table"));
    m_export->setToolTip(m_export->accessibleName());
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_place);
    row->addWidget(m_start);
    row->addWidget(m_stop);
    row->addWidget(m_progress, 1);
    row->addStretch(0);
    row->addWidget(m_export);
    connect(m_place, &QComboBox::activated, this, &TestComparisonPanel::choosePlace);
    connect(m_start, &QPushButton::clicked, this, &TestComparisonPanel::start);
    connect(m_stop, &QPushButton::clicked, this, &TestComparisonPanel::stop);
    connect(m_export, &QToolButton::clicked, this, &TestComparisonPanel::showMenu);
    return head;
}

QTableView* TestComparisonPanel::makeTable()
{
    auto* table = new QTableView;
    table->setModel(m_model);
    table->setAccessibleName(tr("Models over the test pictures"));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setFrameShape(QFrame::NoFrame);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    return table;
}

void TestComparisonPanel::setSpec(const ComparisonSpec& spec, std::size_t reference)
{
    const bool others = spec.models != m_spec.models || reference != m_reference;
    m_spec = spec;
    m_reference = reference;
    fillPlaces();
    if (!others)
        return;
    if (working())
        stop();
    take(nullptr);
}

void TestComparisonPanel::fillPlaces()
{
    const QVariant before = m_place->currentData();
    m_place->clear();
    for (std::size_t i = 0; i < m_spec.models.size(); ++i)
        if (m_spec.models[i].source.kind == ModelSource::Kind::Run)
            m_place->addItem(tr("Test pictures of %1").arg(QString::fromStdString(m_spec.models[i].title)), int(i));
    if (!m_spec.pictures.empty())
        m_place->addItem(tr("The pictures of this comparison (%1)").arg(m_spec.pictures.size()), ownPictures);
    if (!m_folder.isEmpty())
        m_place->addItem(QDir(m_folder).dirName(), aFolder);
    m_place->addItem(tr("Another folder…"));
    const int again = m_place->findData(before);
    m_place->setCurrentIndex(again >= 0 && before.isValid() ? again : 0);
    m_start->setEnabled(m_spec.models.size() > 0 && m_place->count() > 1);
}

void TestComparisonPanel::choosePlace()
{
    if (m_place->currentData().isValid())
        return;
    auto* dialog = new QFileDialog(this, tr("Folder of Test Pictures"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) { m_folder = folder; });
    connect(dialog, &QDialog::finished, this, [this](int result) {
        fillPlaces();
        if (result == QDialog::Accepted)
            m_place->setCurrentIndex(m_place->findData(aFolder));
        m_start->setEnabled(!m_spec.models.empty() && m_place->currentData().isValid());
    });
    dialog->open();
}

TestComparisonRequest TestComparisonPanel::request() const
{
    TestComparisonRequest request;
    request.models = m_spec.models;
    request.reference = m_reference;
    request.rowClass = m_spec.rowClass;
    request.explain = m_spec.explain;
    request.hotLevel = m_spec.hotLevel;
    request.device = m_spec.device;
    if (const auto* map = firstMap(m_spec)) {
        request.method = map->method;
        request.layer = map->layer;
    }
    // The class that a row explains need not be the true one.
    for (const auto& picture : m_spec.pictures)
        request.pictures.push_back({ picture.file, picture.file.parent_path().filename().string() });
    return request;
}

void TestComparisonPanel::start()
{
    if (m_spec.models.empty() || !m_place->currentData().isValid())
        return;
    const int place = m_place->currentData().toInt();
    const auto run = place >= 0 ? m_spec.models[std::size_t(place)].source.path : std::filesystem::path();
    const auto folder = place == aFolder ? std::filesystem::path(m_folder.toStdString()) : std::filesystem::path();
    const auto post = m_bridge->poster();
    const auto done = [this, post](TestComparison found) {
        auto comparison = std::make_shared<const TestComparison>(std::move(found));
        post([this, comparison] {
            const auto& asked = comparison->request;
            if (asked.models == m_spec.models && asked.reference == m_reference) // others may have come meanwhile
                take(comparison);
        });
    };
    m_note->clear();
    if (const auto started = m_bridge->start(jobFor(request(), run, folder, done)); !started)
        m_note->say(InlineNote::Kind::Problem, QString::fromStdString(started.error().message()));
    else
        showWorking(true);
}

void TestComparisonPanel::stop()
{
    m_bridge->requestStop();
}

bool TestComparisonPanel::working() const
{
    return m_bridge->running();
}

void TestComparisonPanel::showWorking(bool working)
{
    m_start->setVisible(!working);
    m_stop->setVisible(working);
    m_progress->setVisible(working);
    m_progress->setRange(0, 0);
    m_place->setEnabled(!working);
    Q_EMIT workTold(working ? tr("Test set: starting…") : QString());
}

void TestComparisonPanel::take(std::shared_ptr<const TestComparison> comparison)
{
    m_comparison = std::move(comparison);
    m_model->setStatistics(m_comparison ? modelStatistics(*m_comparison) : std::vector<ModelStatistics>(), m_reference);
    m_found->setComparison(m_comparison);
    m_export->setEnabled(m_comparison != nullptr);
    m_table->setVisible(m_comparison != nullptr);
    m_found->setVisible(m_comparison && m_comparison->models.size() > 1);
    if (!m_comparison)
        m_note->say(InlineNote::Kind::Info,
            tr("All models of the comparison are asked about every test picture: how often they are right, and how "
               "much of the picture they look at."));
    else if (m_comparison->failed.empty())
        m_note->say(InlineNote::Kind::Success,
            tr("%n pictures were compared by %2 in %1 s.", nullptr, int(m_comparison->pictures.size()))
                    .arg(QLocale().toString(m_comparison->seconds, 'f', 1), methodOf(m_comparison->request))
                + remarksOf(*m_comparison));
    else
        m_note->say(InlineNote::Kind::Problem,
            tr("%n pictures could not be used. %1", nullptr, int(m_comparison->failed.size()))
                .arg(QString::fromStdString(m_comparison->failed.front().error.message())));
}

} // namespace lookaway
