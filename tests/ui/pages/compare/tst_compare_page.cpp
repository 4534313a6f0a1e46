// SPDX-License-Identifier: MIT
// The Compare workspace as a whole, on a small network that was really trained: how models and pictures come to it,
// what it says, where it leads.
#include "CompareFixture.h"

#include "pages/compare/EpochBar.h"

#include "TestMain.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>

#include <filesystem>

using namespace lookaway;
using namespace lookaway::test;

using By = RowClass::By;

class ComparePageTest : public QObject, protected CompareFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(train()); }
    void init() { open(); }
    void cleanup() { close(); }

    void beginsWithWhatToDo()
    {
        auto* run = find<QPushButton>("startRun");
        QVERIFY(run->isVisible() && !grid().isVisible());
        QTest::mouseClick(run, Qt::LeftButton);
        auto* dialog = find<QFileDialog>();
        QVERIFY(dialog);
        QCOMPARE(dialog->fileMode(), QFileDialog::Directory);
        dialog->reject();
        // Models alone ask for pictures; of a run, its test pictures are at hand.
        drop(*m_page, { this->run() });
        auto* test = find<QPushButton>("startTestPictures");
        QTRY_VERIFY_WITH_TIMEOUT(test->isVisible(), patience);
        QTest::mouseClick(test, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(grid().isVisible(), patience);
        QVERIFY(draft().spec.rowClass.by == By::True);
        await();
        QVERIFY(comparer().rows() >= 3);
        for (int row = 0; row < comparer().rows(); ++row)
            QVERIFY(!comparer().row(row)->trueName.empty());
    }

    void whatIsNoModelIsSaid()
    {
        const QTemporaryDir empty;
        drop(*m_page, { empty.path() });
        QTRY_VERIFY_WITH_TIMEOUT(said().contains(empty.path()), patience);
        QVERIFY(find<QPushButton>("startRun")->isVisible());
        QGuiApplication::clipboard()->setText(QStringLiteral("no path"));
        QTest::keyClick(m_page.get(), Qt::Key_V, Qt::ControlModifier);
        QVERIFY(said().contains(QStringLiteral("no path")));
        // Paths come by the clipboard.
        QGuiApplication::clipboard()->setText(run() + QLatin1Char('\n') + picture("red/2.png"));
        QTest::keyClick(m_page.get(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(comparer().rows(), 1, patience);
        await();
    }

    void picturesArePastedAndKept()
    {
        QImage picked(40, 30, QImage::Format_RGB32);
        picked.fill(Qt::red);
        picked.setPixelColor(3, 4, Qt::blue);
        QSignalSpy kept(m_page.get(), &ComparePage::pictureKept);
        QGuiApplication::clipboard()->setImage(picked);
        QTest::keyClick(m_page.get(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(draft().spec.pictures.size(), std::size_t(1), patience);
        QCOMPARE(kept.size(), 1);
        const QString file = kept[0][0].toString();
        QVERIFY(file.startsWith(folder("runs/pasted/")));
        QCOMPARE(QString::fromStdString(draft().spec.pictures[0].file.string()), file);
        const QImage read(file);
        QCOMPARE(read.size(), picked.size());
        QCOMPARE(read.pixelColor(3, 4), QColor(Qt::blue));
        // The same picture is no other row.
        QTest::keyClick(m_page.get(), Qt::Key_V, Qt::ControlModifier);
        QVERIFY(kept.wait(patience));
        QCOMPARE(draft().spec.pictures.size(), std::size_t(1));
        // A browser drops the address, and mostly the pixels with it.
        QMimeData dropped;
        dropped.setUrls({ QUrl(QStringLiteral("https://example.org/cat.png")) });
        drop(*m_page, dropped);
        QVERIFY2(said().contains(QStringLiteral("address")), qPrintable(said()));
        picked.fill(Qt::green);
        dropped.setImageData(picked);
        drop(*m_page, dropped);
        QTRY_COMPARE_WITH_TIMEOUT(draft().spec.pictures.size(), std::size_t(2), patience);
        // They are rows like others.
        drop(*m_page, { run() });
        await();
        QVERIFY(!comparer().cell(1, 1)->error);
        // Where they cannot be kept it is said.
        m_page->setRunFolder(picture("red/0.png"));
        picked.fill(Qt::white);
        QGuiApplication::clipboard()->setImage(picked);
        QTest::keyClick(m_page.get(), Qt::Key_V, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(said().contains(QStringLiteral("pasted")), patience);
    }

    void errorsStandInTheirCells()
    {
        fill();
        m_page->addPictures({ { "/nowhere/gone.png", "gone", {}, {} } });
        await();
        QCOMPARE(model().state(2, 1), CompareModel::State::Failed);
        QVERIFY(model().problem(2, 1).contains(QStringLiteral("gone.png")));
        QVERIFY(model().rowHead(2).problem.contains(QStringLiteral("gone.png")));
        QCOMPARE(model().state(1, 1), CompareModel::State::Ready);
        QVERIFY(grid().picture(2, 1).isNull());
        QTest::qWait(20); // it is painted
        QVERIFY(!grid().viewport()->grab().isNull());
    }

    void runsMoveThroughTheirEpochs()
    {
        fill();
        auto* bar = find<EpochBar>();
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->slider()->maximum(), 3); // three epochs and the best
        const auto best = comparer().cell(0, 1);
        bar->slider()->setFocus();
        QTest::keyClick(bar->slider(), Qt::Key_Home);
        for (const ComparedModel& each : draft().spec.models)
            QCOMPARE(each.source.checkpoint, std::string("epoch-0001.safetensors"));
        await();
        QVERIFY(comparer().cell(0, 1)->map.values != best->map.values);
        QTRY_VERIFY(model().columnHead(1).lines.contains(QStringLiteral("epoch 1")));
        QTest::keyClick(bar->slider(), Qt::Key_Right);
        QCOMPARE(draft().spec.models[1].source.checkpoint, std::string("epoch-0002.safetensors"));
        QTest::keyClick(bar->slider(), Qt::Key_Home);
        // A run that comes later goes to the epoch that the bar says.
        const QString another = folder("another");
        std::filesystem::copy(run().toStdString(), another.toStdString(), std::filesystem::copy_options::recursive);
        drop(*m_page, { another });
        QTRY_COMPARE_WITH_TIMEOUT(draft().spec.models.size(), std::size_t(3), patience);
        QTRY_COMPARE_WITH_TIMEOUT(
            draft().spec.models[2].source.checkpoint, std::string("epoch-0001.safetensors"), patience);
        await();
        QTest::keyClick(bar->slider(), Qt::Key_End);
        // Back to what they were: a checkpoint that was added as such is no other one now.
        QVERIFY(draft().spec.models[0].source.checkpoint.empty());
        QCOMPARE(draft().spec.models[1].source.checkpoint, std::string("epoch-0001.safetensors"));
        QVERIFY(draft().spec.models[2].source.checkpoint.empty());
        await();
        QCOMPARE(comparer().cell(0, 1)->map.values, best->map.values);
    }

    void figuresAndTestSetsAreAskedFor()
    {
        auto* compose = find<QPushButton>("compose");
        QVERIFY(!compose->isVisible()); // nobody listens
        QSignalSpy figure(m_page.get(), &ComparePage::figureWanted);
        QSignalSpy tests(m_page.get(), &ComparePage::testsWanted);
        m_page->hide();
        m_page->show();
        fill();
        QVERIFY(compose->isVisible() && compose->isEnabled());
        QTest::mouseClick(compose, Qt::LeftButton);
        QCOMPARE(figure.size(), 1);
        const auto spec = figure[0][0].value<FigureSpec>();
        const auto parts = figure[0][1].value<FigureParts>();
        QCOMPARE(spec.comparison.columns.size(), std::size_t(3));
        QCOMPARE(parts.cells.size(), std::size_t(2));
        QVERIFY(!parts.cells[1][2]->map.empty());
        QTest::mouseClick(find<QPushButton>("tests"), Qt::LeftButton);
        QCOMPARE(tests.size(), 1);
    }

    void runsReplaceTheModelsAndKeepThePictures()
    {
        fill();
        m_page->compareRuns({ run() });
        QTRY_COMPARE_WITH_TIMEOUT(draft().spec.models.size(), std::size_t(1), patience);
        QCOMPARE(comparer().rows(), 2);
        m_page->clear();
        QVERIFY(find<QPushButton>("startRun")->isVisible());
    }

    void stopsAndGoesOn()
    {
        drop(*m_page, { run(), folder("pictures/red") });
        QTRY_VERIFY_WITH_TIMEOUT(comparer().done() > 0, patience);
        QTest::keyClick(m_page.get(), Qt::Key_Escape);
        auto* stop = find<QPushButton>("stop");
        if (comparer().done() < comparer().total()) {
            QCOMPARE(stop->text(), QStringLiteral("Go On"));
            QTest::mouseClick(stop, Qt::LeftButton);
        }
        await();
        QVERIFY(!stop->isVisible());
    }
};

LOOKAWAY_TEST(tst_compare_page, ComparePageTest)
#include "tst_compare_page.moc"
