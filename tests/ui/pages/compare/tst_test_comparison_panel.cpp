// SPDX-License-Identifier: MIT
#include "pages/compare/FoundPictures.h"
#include "pages/compare/StatisticsTable.h"
#include "pages/compare/TestComparisonPanel.h"

#include "../bridge/TinyRun.h"
#include "TestMain.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QToolButton>

using namespace lookaway;
using namespace lookaway::test;

/// Two checkpoints of a small network that was really trained.
class TestTestComparisonPanel : public QObject {
    Q_OBJECT

private:
    static constexpr int patience = 60000; // ms
    QTemporaryDir m_folder;
    std::unique_ptr<TestComparisonPanel> m_panel;

    ComparisonSpec spec() const
    {
        const ModelSource first{ ModelSource::Kind::Run, m_folder.filePath("run").toStdString(), {},
            "epoch-0001.safetensors" };
        const ModelSource last{ ModelSource::Kind::Run, m_folder.filePath("run").toStdString(), {},
            "last.safetensors" };
        ComparisonSpec spec;
        spec.models = { { "early", first }, { "late", last } };
        spec.columns.resize(2);
        spec.columns[1].model = 1;
        spec.rowClass.by = RowClass::By::True;
        spec.device = "cpu";
        return spec;
    }
    template <class T> T* part(const char* name) const { return m_panel->findChild<T*>(QString::fromLatin1(name)); }
    void test()
    {
        QSignalSpy finished(m_panel.get(), &TestComparisonPanel::finished);
        QTest::mouseClick(part<QPushButton>("startTest"), Qt::LeftButton);
        QVERIFY(m_panel->working());
        QVERIFY(part<QPushButton>("stopTest")->isVisible() && !part<QPushButton>("startTest")->isVisible());
        QVERIFY(finished.wait(patience));
    }

    /// Presses a command of the export menu and answers its dialog with a file.
    void saveAs(const char* command, const QString& file) const
    {
        QTest::mouseClick(part<QToolButton>("exportTest"), Qt::LeftButton);
        auto* action = part<QAction>(command);
        QVERIFY(action);
        action->trigger();
        qobject_cast<QMenu*>(action->parent())->close();
        auto* dialog = m_panel->findChild<QFileDialog*>();
        QVERIFY(dialog);
        Q_EMIT dialog->fileSelected(file);
        dialog->reject();
        QTRY_VERIFY(!m_panel->findChild<QFileDialog*>());
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(trainTinyRun(m_folder.path(), 3)); }
    void init()
    {
        m_panel = std::make_unique<TestComparisonPanel>();
        m_panel->resize(1100, 700);
        m_panel->show();
        m_panel->setSpec(spec(), 0);
    }
    void cleanup() { m_panel.reset(); }

    void nothingWithoutModels()
    {
        m_panel->setSpec({}, 0);
        QVERIFY(!part<QPushButton>("startTest")->isEnabled());
        QVERIFY(!part<QToolButton>("exportTest")->isEnabled());
    }

    void testsAndFinds()
    {
        test();
        const auto comparison = m_panel->comparison();
        QVERIFY(comparison != nullptr);
        const auto* view = m_panel->findChild<QTableView*>();
        QAbstractItemModelTester tester(view->model());
        QCOMPARE(view->model()->rowCount(), 2);
        const auto at = [&](int row, int column) { return view->model()->index(row, column).data().toString(); };
        QVERIFY(at(0, StatisticsModel::Title).contains("early") && at(0, StatisticsModel::Gained).isEmpty());
        const auto models = modelStatistics(*comparison);
        QCOMPARE(at(1, StatisticsModel::Gained).toInt(), int(models[1].gained));
        QCOMPARE(at(0, StatisticsModel::Empty).toInt(), int(models[0].spread.emptyMaps));
        QCOMPARE(at(1, StatisticsModel::Pairs).toInt(), int(models[1].share.pairs));
        QVERIFY(at(0, StatisticsModel::Pairs).isEmpty() && models[1].hasPairs());
        QVERIFY(at(1, StatisticsModel::Here).startsWith(QLocale().toString(models[1].spreadHere * 100, 'f', 1)));
        QVERIFY(at(1, StatisticsModel::There).startsWith(QLocale().toString(models[1].spreadThere * 100, 'f', 1)));
        QVERIFY(at(1, StatisticsModel::Accuracy).startsWith(QLocale().toString(models[1].accuracy() * 100, 'f', 1)));
        const auto gains =
            std::count_if(comparison->pictures.begin(), comparison->pictures.end(), [](const auto& picture) {
                return !picture.answers[0].spread.empty && !picture.answers[1].spread.empty
                    && picture.answers[1].spread.shareAboveLevel > picture.answers[0].spread.shareAboveLevel;
            });
        QCOMPARE(m_panel->found()->found().size(), std::min<std::size_t>(12, std::size_t(gains)));
    }

    // A folder that is no class, or the class that a row explains, says nothing about the true one.
    void ownPicturesHaveTheClassOfTheirFolder()
    {
        const std::filesystem::path red = m_folder.filePath("pictures/red/0.png").toStdString();
        const std::filesystem::path holiday = m_folder.filePath("holiday").toStdString();
        std::filesystem::create_directory(holiday);
        std::filesystem::copy_file(red, holiday / "0.png");
        auto own = spec();
        own.rowClass.by = RowClass::By::Predicted;
        own.pictures = { { red, {}, "blue", {} }, { holiday / "0.png", {}, "red", {} } };
        m_panel->setSpec(own, 0);
        part<QComboBox>("testPlace")->setCurrentIndex(2); // after the test pictures of the two runs
        test();
        QVERIFY(m_panel->comparison() != nullptr);
        QCOMPARE(m_panel->comparison()->pictures.size(), std::size_t{ 2 });
        QCOMPARE(m_panel->comparison()->pictures[0].picture.className, std::string("red"));
        QCOMPARE(modelStatistics(*m_panel->comparison())[0].known, std::size_t{ 1 });
    }

    void foundPicturesAreHandedOver()
    {
        test();
        auto* count = part<QSpinBox>("foundCount");
        count->setValue(3);
        auto* order = part<QComboBox>("foundOrder");
        order->setFocus();
        QTest::keyClick(order, Qt::Key_End);
        QCOMPARE(m_panel->found()->query().order, PictureQuery::Order::Random);
        QVERIFY(part<QSpinBox>("foundSeed")->isVisible());
        std::vector<ComparedPicture> wanted;
        connect(m_panel.get(), &TestComparisonPanel::picturesWanted, this,
            [&](const std::vector<ComparedPicture>& pictures) { wanted = pictures; });
        QTest::mouseClick(part<QPushButton>("addFound"), Qt::LeftButton);
        QCOMPARE(wanted.size(), std::size_t{ 3 });
        QVERIFY(!wanted[0].className.empty() && std::filesystem::exists(wanted[0].file));
        QCOMPARE(wanted[0].title, wanted[0].file.stem().string()); // as of pictures that are dropped

        // Only the selected one.
        auto* table = part<QTableWidget>("foundPictures");
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualItemRect(table->item(1, 0)).center());
        const auto second = wanted[1];
        QTest::mouseClick(part<QPushButton>("addFound"), Qt::LeftButton);
        QCOMPARE(wanted.size(), std::size_t{ 1 });
        QVERIFY(wanted[0] == second);
    }

    void otherModelsForgetWhatWasFound()
    {
        test();
        m_panel->setSpec(spec(), 0);
        QVERIFY(m_panel->comparison() != nullptr);
        m_panel->setSpec(spec(), 1);
        QVERIFY(m_panel->comparison() == nullptr);
        QVERIFY(!part<QToolButton>("exportTest")->isEnabled());
    }

    void stops()
    {
        auto slow = spec();
        slow.columns[0].method = "rise";
        slow.explain.riseMasks = 100000;
        m_panel->setSpec(slow, 0);
        QSignalSpy finished(m_panel.get(), &TestComparisonPanel::finished);
        QTest::mouseClick(part<QPushButton>("startTest"), Qt::LeftButton);
        QTest::mouseClick(part<QPushButton>("stopTest"), Qt::LeftButton);
        QVERIFY(finished.wait(patience));
        QVERIFY(!m_panel->working() && m_panel->comparison() == nullptr);
        QVERIFY(part<QPushButton>("startTest")->isVisible());
    }

    void closedInTheMidst()
    {
        auto slow = spec();
        slow.columns[0].method = "rise";
        slow.explain.riseMasks = 100000;
        m_panel->setSpec(slow, 0);
        QTest::mouseClick(part<QPushButton>("startTest"), Qt::LeftButton);
        m_panel.reset();
    }

    void aBrokenModelIsSaid()
    {
        auto broken = spec();
        broken.models[1].source.checkpoint = "nothing.safetensors";
        m_panel->setSpec(broken, 0);
        test();
        QVERIFY(m_panel->comparison() == nullptr);
        bool said = false;
        for (const auto* label : m_panel->findChildren<QLabel*>())
            said = said || (label->isVisible() && label->text().contains("nothing.safetensors"));
        QVERIFY(said);
    }

    void report()
    {
        test();
        QSignalSpy finished(m_panel.get(), &TestComparisonPanel::finished);
        m_panel->writeReport(m_folder.filePath("report.html"));
        QVERIFY(m_panel->working() && finished.wait(patience));
        QFile page(m_folder.filePath("report.html"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        QVERIFY(page.readAll().contains("early, late"));
        QVERIFY(m_panel->comparison() != nullptr); // it stays
    }

    void savesItsNumbers()
    {
        test();
        const QString csv = m_folder.filePath("numbers.csv");
        saveAs("saveCsv", csv);
        QTRY_VERIFY(QFile::exists(csv));
        QFile rows(csv);
        QVERIFY(rows.open(QIODevice::ReadOnly));
        const auto pictures = m_panel->comparison()->pictures.size();
        QCOMPARE(std::size_t(rows.readAll().count("\n")), 1 + 2 * pictures);
        const QString json = m_folder.filePath("numbers.json");
        saveAs("saveJson", json);
        QTRY_VERIFY(QFile::exists(json));
        QFile all(json);
        QVERIFY(all.open(QIODevice::ReadOnly));
        const auto read = QJsonDocument::fromJson(all.readAll());
        QCOMPARE(std::size_t(read["pictures"].toArray().size()), pictures);
        // Where nothing can be written it is said.
        saveAs("saveCsv", m_folder.filePath("no such folder/numbers.csv"));
        QTRY_VERIFY(m_panel->findChild<QMessageBox*>());
        m_panel->findChild<QMessageBox*>()->reject();
    }

    void latexTable()
    {
        ModelStatistics reference;
        reference.title = "base_line";
        reference.known = 4;
        reference.right = 3;
        reference.spread.maps = 4;
        auto other = reference;
        other.title = "0-occlusion";
        other.share.meanDifference = -0.0125;
        other.share.pT = 0.0001;
        other.share.pairs = 4;
        other.share.low = -0.02;
        other.share.high = -0.005;
        const QString text = statisticsLatex({ reference, other }, 0);
        QVERIFY2(text.contains("base\\_line & 0.750 & 0.000 & & & & & \\\\"), qPrintable(text));
        const QRegularExpression tested(
            "0\\.000 & 4 & \\$-0\\.01[23]\\$ \\[\\$-0\\.020\\$, \\$-0\\.005\\$\\] & \\$<\\$\\.001 & -- & --");
        QVERIFY2(tested.match(text).hasMatch(), qPrintable(text)); // no overlap was measured
        test();
        QTest::mouseClick(part<QToolButton>("exportTest"), Qt::LeftButton);
        auto* menu = m_panel->findChild<QMenu*>();
        QTRY_VERIFY(menu && menu->isVisible());
        menu->actions().front()->trigger();
        QTRY_VERIFY(QGuiApplication::clipboard()->text().contains("\\toprule"));
        menu->close();
    }
};

LOOKAWAY_TEST(tst_test_comparison_panel, TestTestComparisonPanel)
#include "tst_test_comparison_panel.moc"
