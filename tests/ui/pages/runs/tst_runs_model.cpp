// SPDX-License-Identifier: MIT
#include "RunFolders.h"
#include "pages/runs/RunComparison.h"
#include "pages/runs/RunsModel.h"
#include "session/runs/RunLock.h"

#include "TestMain.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QIcon>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace lookaway;
using namespace lookaway::test;

namespace {

QString cell(const RunsModel& model, const QString& name, RunsModel::Column column, int role = Qt::DisplayRole)
{
    for (int row = 0; row < model.rowCount(); ++row)
        if (model.index(row, RunsModel::Name).data().toString() == name)
            return model.index(row, column).data(role).toString();
    return QStringLiteral("no such run");
}

const ComparedLine* find(const std::vector<ComparedLine>& rows, const QString& label)
{
    for (const auto& row : rows)
        if (row.label == label)
            return &row;
    return nullptr;
}

} // namespace

class RunsModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void showsRuns()
    {
        RunFacts facts = factsOf("resnet18", FillKind::Zero, 1);
        facts.config.training.seed = 9000000000000000000U;
        writeRun(root(), QStringLiteral("größe 1"), facts, 0.8675);
        writeRun(root(), QStringLiteral("base"), factsOf("vgg16", FillKind::None, 2), -1);
        RunsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        list(model);
        QCOMPARE(model.rowCount(), 2);
        const QString run = QStringLiteral("größe 1");
        QCOMPARE(cell(model, run, RunsModel::Status), QStringLiteral("finished"));
        QCOMPARE(cell(model, run, RunsModel::Model), QStringLiteral("resnet18"));
        QCOMPARE(cell(model, run, RunsModel::Occlusion), QStringLiteral("zero"));
        QCOMPARE(cell(model, run, RunsModel::P), QStringLiteral("0.25"));
        QCOMPARE(cell(model, run, RunsModel::Threshold), QStringLiteral("0.85"));
        QCOMPARE(cell(model, run, RunsModel::Seed), QStringLiteral("9000000000000000000"));
        QCOMPARE(cell(model, run, RunsModel::Epochs), QStringLiteral("3 of 10"));
        QCOMPARE(cell(model, run, RunsModel::ValidationAccuracy), QStringLiteral("0.750"));
        QCOMPARE(cell(model, run, RunsModel::TestAccuracy), QStringLiteral("0.868"));
        const auto started = QDateTime::fromString(QStringLiteral("2026-01-31T12:01:00Z"), Qt::ISODate);
        QCOMPARE(cell(model, run, RunsModel::Started), QLocale().toString(started.toLocalTime(), QLocale::ShortFormat));
        QCOMPARE(cell(model, QStringLiteral("base"), RunsModel::Status), QStringLiteral("interrupted"));
        QCOMPARE(
            cell(model, QStringLiteral("base"), RunsModel::P), QStringLiteral("–")); // p of a baseline says nothing
        QCOMPARE(cell(model, QStringLiteral("base"), RunsModel::TestAccuracy), QStringLiteral("–"));
        for (int row = 0; row < 2; ++row)
            QVERIFY(!model.index(row, RunsModel::Status).data(Qt::DecorationRole).value<QIcon>().isNull());
    }

    void marksTheBest()
    {
        writeRun(root(), QStringLiteral("a"), factsOf("vgg16", FillKind::None, 1), 0.7);
        writeRun(root(), QStringLiteral("b"), factsOf("vgg16", FillKind::Zero, 2), 0.9);
        writeRun(root(), QStringLiteral("c"), factsOf("vgg16", FillKind::One, 3), -1);
        RunsModel model;
        list(model);
        QStringList bold;
        for (int row = 0; row < model.rowCount(); ++row) {
            const auto index = model.index(row, RunsModel::TestAccuracy);
            if (index.data(Qt::FontRole).value<QFont>().bold()) {
                bold += index.siblingAtColumn(RunsModel::Name).data().toString();
                QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("best")));
            }
            QVERIFY(index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
        }
        QCOMPARE(bold, QStringList{ "b" });
        for (int row = 0; row < model.rowCount(); ++row) // all the same
            QVERIFY(!model.index(row, RunsModel::ValidationAccuracy).data(Qt::FontRole).value<QFont>().bold());
        QVERIFY(
            model.headerData(RunsModel::TestAccuracy, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
    }

    void knowsWhatIsRunning()
    {
        const QString folder = writeRun(root(), QStringLiteral("now"), factsOf("resnet18", FillKind::Zero, 1), -1);
        const auto lock = RunLock::take(folder.toStdString());
        QVERIFY(lock.ok());
        RunsModel model;
        list(model);
        QCOMPARE(cell(model, QStringLiteral("now"), RunsModel::Status), QStringLiteral("running"));
    }

    void survivesHostileFolders()
    {
        const RunFacts facts = factsOf("resnet18", FillKind::Zero, 1);
        const QString good = writeRun(root(), QStringLiteral("good"), facts, 0.5);
        const QString cut = writeRun(root(), QStringLiteral("cut"), facts, 0.5);
        writeFile(cut + QStringLiteral("/config.json"), toJson(facts).substr(0, 200));
        const QString report = writeRun(root(), QStringLiteral("report"), facts, 0.5);
        writeFile(report + QStringLiteral("/report.json"), "[1, 2");
        const QString metrics = writeRun(root(), QStringLiteral("metrics"), facts, -1);
        writeFile(metrics + QStringLiteral("/metrics.csv"), std::string("\0\xff,\"\n,,,\n1e999,nan\n", 19));
        const QString date = writeRun(root(), QStringLiteral("date"), facts, 0.5);
        RunFacts undated = facts;
        undated.started = "yesterday";
        writeFile(date + QStringLiteral("/config.json"), toJson(undated));
        const QString folders = root() + QStringLiteral("/folders");
        QDir().mkpath(folders + QStringLiteral("/config.json")); // a folder where a file should be
        writeRun(root(), QStringLiteral("<b>&amp; \"'\n"), facts, 0.5);
        QFile::link(root(), root() + QStringLiteral("/loop"));

        RunsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        list(model);
        for (int row = 0; row < model.rowCount(); ++row)
            for (int column = 0; column < RunsModel::ColumnCount; ++column)
                for (const int role : { int(Qt::DisplayRole), int(Qt::DecorationRole), int(Qt::ToolTipRole),
                         int(RunsModel::SortRole), int(Qt::CheckStateRole) })
                    (void)model.index(row, column).data(role);
        QCOMPARE(cell(model, QStringLiteral("good"), RunsModel::Status), QStringLiteral("finished"));
        for (const QString& name : { QStringLiteral("cut"), QStringLiteral("report") }) {
            QCOMPARE(cell(model, name, RunsModel::Status), QStringLiteral("damaged"));
            QVERIFY(!cell(model, name, RunsModel::Status, Qt::ToolTipRole).isEmpty());
        }
        QCOMPARE(cell(model, QStringLiteral("cut"), RunsModel::Model), QStringLiteral("–"));
        QCOMPARE(cell(model, QStringLiteral("report"), RunsModel::Model), QStringLiteral("resnet18"));
        QCOMPARE(cell(model, QStringLiteral("metrics"), RunsModel::ValidationAccuracy), QStringLiteral("–"));
        QCOMPARE(cell(model, QStringLiteral("<b>&amp; \"'\n"), RunsModel::Status), QStringLiteral("finished"));
        QCOMPARE(cell(model, QStringLiteral("folders"), RunsModel::Status), QStringLiteral("no such run"));

        std::vector<RunSummary> all;
        for (int row = 0; row < model.rowCount(); ++row)
            all.push_back(model.run(row));
        for (const auto& row : compareRuns(all))
            QCOMPARE(row.values.size(), static_cast<qsizetype>(all.size()));
    }

    void checksForTheOverlay()
    {
        const QString first = writeRun(root(), QStringLiteral("1"), factsOf("resnet18", FillKind::Zero, 1), 0.5);
        const QString second = writeRun(root(), QStringLiteral("2"), factsOf("resnet18", FillKind::One, 2), 0.5);
        const QString broken = writeRun(root(), QStringLiteral("3"), factsOf("resnet18", FillKind::One, 3), 0.5);
        writeFile(broken + QStringLiteral("/config.json"), "{");
        RunsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        list(model);
        QSignalSpy changed(&model, &RunsModel::overlayChanged);
        int checkable = 0;
        for (int row = 0; row < model.rowCount(); ++row)
            checkable += model.setData(model.index(row, RunsModel::Overlay), Qt::Checked, Qt::CheckStateRole) ? 1 : 0;
        QCOMPARE(checkable, 2); // not the damaged one
        QCOMPARE(changed.count(), 2);
        const auto last = changed.last().first().toStringList();
        QCOMPARE(QSet<QString>(last.begin(), last.end()), (QSet<QString>{ first, second }));
        QVERIFY(!model.setData(model.index(0, RunsModel::Name), Qt::Checked, Qt::CheckStateRole));

        list(model); // nothing is new: the rows stay
        QCOMPARE(changed.count(), 2);
        QVERIFY(QDir(first).removeRecursively());
        list(model);
        QCOMPARE(changed.count(), 3);
        QCOMPARE(changed.last().first().toStringList(), QStringList{ second });
    }

    void keepsRowsThatAreStillThere()
    {
        const QString folder = writeRun(root(), QStringLiteral("1"), factsOf("resnet18", FillKind::Zero, 1), -1);
        RunsModel model;
        list(model);
        QSignalSpy reset(&model, &RunsModel::modelReset);
        const QPersistentModelIndex status = model.index(0, RunsModel::Status);
        QCOMPARE(status.data().toString(), QStringLiteral("interrupted"));
        writeFile(folder + QStringLiteral("/report.json"), "{\"test.accuracy\": 0.25}");
        list(model);
        QCOMPARE(reset.count(), 0);
        QVERIFY(status.isValid());
        QCOMPARE(status.data().toString(), QStringLiteral("finished"));
        QVERIFY(model.index(0, RunsModel::Name).data(Qt::DecorationRole).isNull());
        model.setActive(folder);
        QVERIFY(!model.index(0, RunsModel::Name).data(Qt::DecorationRole).isNull());
    }

    void comparesRuns()
    {
        RunFacts one = factsOf("resnet18", FillKind::Zero, 1);
        RunFacts two = factsOf("resnet18", FillKind::Blur, 2);
        two.config.training.learningRate = 1e-3;
        one.config.run.folder = "/a";
        writeRun(root(), QStringLiteral("one"), one, 0.5);
        writeRun(root(), QStringLiteral("two"), two, -1);
        std::vector<RunSummary> runs = listRuns(root().toStdString()); // two is the newer one
        QCOMPARE(runs.size(), std::size_t{ 2 });
        const auto both = compareRuns(runs);
        QCOMPARE(find(both, QStringLiteral("test: accuracy"))->values, (QStringList{ "–", "0.500" }));
        QCOMPARE(find(both, QStringLiteral("test: pictures"))->values, (QStringList{ "–", "40" }));
        QCOMPARE(find(both, QStringLiteral("Occlusion"))->values, (QStringList{ "blur", "zero" }));
        QCOMPARE(find(both, QStringLiteral("Learning rate"))->values, (QStringList{ "0.001", "5e-5" }));
        QCOMPARE(both.size(), std::size_t{ 4 }); // nothing that is the same, no folder
        runs.resize(1);
        const auto single = compareRuns(runs);
        QCOMPARE(find(single, QStringLiteral("Model"))->values, QStringList{ "resnet18" });
        QVERIFY(!find(single, QStringLiteral("Batch size"))); // at its default
        QVERIFY(compareRuns({}).empty());
    }

    void twoRunsShareTheTable()
    {
        const QString name = QStringLiteral("2026-11-22_1257%1_seed1");
        writeRun(root(), name.arg(QStringLiteral("_small_cnn_baseline")), factsOf("small_cnn", FillKind::None, 1), 0.5);
        writeRun(root(), name.arg(QStringLiteral("b_small_cnn_zero")), factsOf("small_cnn", FillKind::Zero, 1), 0.75);
        std::vector<RunSummary> runs = listRuns(root().toStdString());
        for (RunSummary& run : runs)
            run.results["seed"] = 1; // as reports hold it, beside the results
        QVERIFY(!find(compareRuns(runs), QStringLiteral("seed")));
        RunComparison comparison;
        comparison.resize(400, 300);
        comparison.setRuns(runs);
        comparison.show();
        QVERIFY(QTest::qWaitForWindowExposed(&comparison));
        auto* table = comparison.findChild<QTableWidget*>();
        QCOMPARE(table->columnCount(), 3);
        QCOMPARE(table->horizontalScrollBar()->maximum(), 0);
        for (int column = 1; column < 3; ++column) {
            const auto* title = table->horizontalHeaderItem(column);
            // Without what both begin and end with.
            QVERIFY2(title->text().startsWith(QStringLiteral("1257")), qPrintable(title->text()));
            QVERIFY(!title->text().contains(QStringLiteral("seed")));
            QVERIFY(title->toolTip().startsWith(QStringLiteral("2026-11-22")));
            QVERIFY(table->horizontalHeader()->fontMetrics().horizontalAdvance(title->text())
                <= table->columnWidth(column));
        }
        QVERIFY(table->horizontalHeaderItem(1)->text() != table->horizontalHeaderItem(2)->text());
    }

private:
    QString root() const { return m_folder->path(); }
    void list(RunsModel& model) const { model.setRuns(listRuns(root().toStdString())); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

LOOKAWAY_TEST(tst_runs_model, RunsModelTest)
#include "tst_runs_model.moc"
