// SPDX-License-Identifier: MIT
// Comparisons beside the window, on a small network that was really trained.
#include "ComparisonFixture.h"

#include "bridge/Comparer.h"
#include "bridge/OverlapSource.h"

#include "TestMain.h"

#include <QFile>
#include <QSignalSpy>

using namespace lookaway;
using namespace lookaway::test;

using By = RowClass::By;

class ComparerTest : public QObject, protected ComparisonFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(train()); }

    void computesRowsFromTopToBottom()
    {
        Comparer comparer;
        QSignalSpy cells(&comparer, &Comparer::cellReady);
        QSignalSpy finished(&comparer, &Comparer::finished);
        comparer.setSpec(draft().spec);
        QVERIFY(comparer.working());
        QVERIFY(!comparer.cell(0, 0));
        QVERIFY(finished.wait(patience));
        QVERIFY(!comparer.working());
        QCOMPARE(cells.size(), 6);
        for (int i = 0; i < 6; ++i) {
            QCOMPARE(cells[i][0].toInt(), i / 3);
            QCOMPARE(cells[i][1].toInt(), i % 3);
        }
        QCOMPARE(comparer.row(0)->className, std::string("red"));
        QCOMPARE(comparer.row(1)->trueName, std::string("blue"));
        const auto map = comparer.cell(0, 2);
        QVERIFY(!map->error && !map->map.empty());
        QCOMPARE(map->classIndex, std::int64_t(2));
        QVERIFY(comparer.model(1) && comparer.model(1)->ok());
        QCOMPARE(comparer.checkpoints(comparer.spec().models[0].source).size(), std::size_t(5)); // 3, best, last
        const FigureParts parts = comparer.parts();
        QCOMPARE(parts.cells.size(), std::size_t(2));
        QCOMPARE(parts.cells[1].size(), std::size_t(3));
        QCOMPARE(parts.cells[0][2], map); // shared
        QVERIFY(parts.models[0]->ok());
    }

    void visibleRowsComeFirst()
    {
        ComparisonDraft made = draft();
        made.addPictures({ picture("green/0.png"), picture("green/1.png") });
        Comparer comparer;
        QSignalSpy cells(&comparer, &Comparer::cellReady);
        comparer.setVisibleRows(2, 3);
        comparer.setSpec(made.spec);
        await(comparer);
        QCOMPARE(cells.size(), 12);
        QCOMPARE(cells[0][0].toInt(), 2);
        QCOMPARE(cells[3][0].toInt(), 3);
        QCOMPARE(cells[6][0].toInt(), 0);
    }

    void onlyWhatChangedIsComputedAgain()
    {
        ComparisonDraft made = draft();
        Comparer comparer;
        comparer.setSpec(made.spec);
        await(comparer);
        const auto kept = comparer.cell(0, 1);
        QSignalSpy cells(&comparer, &Comparer::cellReady);
        // Other order, titles and crops: everything is there at once.
        made.movePicture(0, 1);
        made.moveColumn(1, 2);
        made.setTitle(1, "renamed");
        made.spec.pictures[0].crop = { 0, 0, 0.5, 0.5 };
        comparer.setSpec(made.spec);
        QCOMPARE(comparer.done(), comparer.total());
        QCOMPARE(comparer.cell(1, 2), kept);
        // Another picture: its row only.
        made.addPictures({ picture("green/2.png") });
        comparer.setSpec(made.spec);
        QCOMPARE(comparer.done(), 6);
        await(comparer);
        QCOMPARE(cells.size(), 3);
        QCOMPARE(comparer.cell(1, 2), kept);
        // Another class in one row: that row only, but for what does not depend on it.
        made.spec.pictures[2].className = "blue";
        comparer.setSpec(made.spec);
        await(comparer);
        QCOMPARE(comparer.cell(2, 1)->classIndex, std::int64_t(0));
        QCOMPARE(comparer.cell(1, 2), kept);
        // A column goes and comes: its explanations were remembered.
        ComparisonDraft less = made;
        less.removeColumn(2);
        comparer.setSpec(less.spec);
        QCOMPARE(comparer.total(), 6);
        comparer.setSpec(made.spec);
        await(comparer);
        QCOMPARE(comparer.cell(1, 2)->map.values, kept->map.values);
    }

    void whatComesBackIsKnown()
    {
        const ComparisonDraft made = draft();
        Comparer comparer;
        comparer.setSpec(made.spec);
        await(comparer);
        const auto kept = comparer.cell(0, 2);
        const auto model = comparer.model(1);
        QSignalSpy cells(&comparer, &Comparer::cellReady);
        ComparisonDraft less = made;
        less.removeColumn(2);
        less.removePicture(0);
        comparer.setSpec(less.spec);
        await(comparer);
        comparer.setSpec({});
        comparer.setSpec(made.spec);
        QCOMPARE(comparer.done(), comparer.total());
        QVERIFY(comparer.row(0));
        QCOMPARE(comparer.cell(0, 2), kept);
        QCOMPARE(comparer.model(1), model);
        QCOMPARE(cells.size(), 0);
        // Not what has been read again meanwhile.
        comparer.setSpec(less.spec);
        comparer.startAfresh();
        await(comparer);
        comparer.setSpec(made.spec);
        QVERIFY(comparer.done() < comparer.total());
        await(comparer);
        QVERIFY(comparer.cell(0, 2) != kept);
    }

    void whatWentWrongIsTriedAgain()
    {
        const QString late = file(QStringLiteral("late"));
        ComparisonDraft made = draft();
        made.addModels({ { "late", { ModelSource::Kind::Run, late.toStdString(), {}, {} } } });
        Comparer comparer;
        comparer.setSpec(made.spec);
        await(comparer);
        QVERIFY(comparer.cell(0, 3)->error);
        QTRY_VERIFY_WITH_TIMEOUT(comparer.model(2), patience);
        comparer.setSpec(draft().spec);
        comparer.setSpec(made.spec);
        QVERIFY(!comparer.cell(0, 3) && !comparer.model(2));
        await(comparer);
    }

    void aRowExplainsAnotherClassWhenAModelKnowsIt()
    {
        // Bare weights do not name their classes, so that the folder's name says nothing; the run does.
        ComparisonDraft made;
        made.spec.device = "cpu";
        made.addModels({ { "bare",
            { ModelSource::Kind::Weights, path(QStringLiteral("run/last.safetensors")), "small_cnn", {} } } });
        made.addPictures({ picture("red/0.png") });
        made.spec.rowClass.by = By::True;
        Comparer comparer;
        comparer.setSpec(made.spec);
        await(comparer);
        const bool known = !comparer.cell(0, 1)->error;
        made.addModels({ run("run") });
        comparer.setSpec(made.spec);
        await(comparer);
        QTRY_VERIFY_WITH_TIMEOUT(comparer.row(0) && comparer.row(0)->className == "red", patience);
        await(comparer);
        QVERIFY(!comparer.cell(0, 2)->error);
        QVERIFY2(!known || comparer.cell(0, 1)->classIndex >= 0, "kept what was right");
        QVERIFY2(!comparer.cell(0, 1)->error || !known, "the class has a number now");
    }

    void saysInTheCellWhatIsWrong()
    {
        ComparisonDraft made = draft();
        made.addModels({ { "gone", { ModelSource::Kind::Run, path(QStringLiteral("gone")), {}, {} } } });
        made.addPictures({ picture("gone.png") });
        Comparer comparer;
        comparer.setSpec(made.spec);
        await(comparer);
        QVERIFY(comparer.cell(0, 3)->error);
        QVERIFY(!comparer.cell(0, 1)->error);
        QVERIFY(comparer.row(2)->error);
        QVERIFY(comparer.cell(2, 1)->error);
        QVERIFY(comparer.model(2) && !comparer.model(2)->ok());
        // The picture comes: it is read again.
        QVERIFY(QFile::copy(QString::fromStdString(picture("red/3.png").file.string()),
            QString::fromStdString(picture("gone.png").file.string())));
        comparer.startAfresh();
        await(comparer);
        QVERIFY(comparer.cell(2, 0) && !comparer.cell(2, 0)->error);
        QFile::remove(QString::fromStdString(picture("gone.png").file.string()));
    }

    void stopsAndGoesOn()
    {
        Comparer comparer;
        QSignalSpy stopped(&comparer, &Comparer::stopped);
        comparer.setSpec(draft().spec);
        comparer.stop();
        QCOMPARE(stopped.size(), 1);
        QVERIFY(!comparer.working());
        comparer.resume();
        await(comparer);
    }

    void theLatestComparisonCounts()
    {
        ComparisonDraft made = draft();
        Comparer comparer;
        for (const char* method : { "rise", "lime", "occlusion-sensitivity", "grad-cam++" }) {
            made.setMethod(method);
            comparer.setSpec(made.spec);
            QTest::qWait(5);
        }
        await(comparer);
        QVERIFY(!comparer.cell(0, 1)->error);
        QVERIFY(!comparer.cell(0, 1)->layer.empty());
    }

    void tellsHowFarASlowMapIs()
    {
        ComparisonDraft made = draft();
        made.spec.explain.riseMasks = 2000;
        made.setMethod("rise");
        Comparer comparer;
        QSignalSpy told(&comparer, &Comparer::cellProgress);
        comparer.setSpec(made.spec);
        QTRY_VERIFY_WITH_TIMEOUT(!told.isEmpty(), patience);
        QVERIFY(told.front()[2].toDouble() <= 1);
    } // and is gone in the midst of it

    void nothingComesAfterTheEnd()
    {
        for (int wait : { 0, 20, 60 }) {
            Comparer comparer;
            comparer.setSpec(draft().spec);
            QTest::qWait(wait);
        }
        QTest::qWait(50);
    }

    void overlapsComeLater()
    {
        const auto cell = [](float left, float right) {
            auto made = std::make_shared<ComparedCell>();
            made->map = HeatMap(2, 1);
            made->map.values = { left, right };
            return made;
        };
        OverlapSource source;
        const auto both = cell(1, 1);
        const auto one = cell(1, 0);
        QSignalSpy ready(&source, &OverlapSource::ready);
        QVERIFY(!source.find(both, one, 0.5));
        QVERIFY(ready.wait(patience));
        const auto* known = source.find(both, one, 0.5);
        QVERIFY(known && *known);
        QCOMPARE((*known)->iou, 0.5);
    }
};

LOOKAWAY_TEST(tst_comparer, ComparerTest)
#include "tst_comparer.moc"
