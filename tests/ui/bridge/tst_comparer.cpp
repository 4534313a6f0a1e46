// SPDX-License-Identifier: MIT
// Comparisons beside the window, on a small network that was really trained; and how they are put together.
#include "bridge/CompareKeys.h"
#include "bridge/Comparer.h"
#include "bridge/ComparisonDraft.h"
#include "bridge/FoundModels.h"
#include "bridge/OverlapSource.h"

#include "TestMain.h"
#include "TinyRun.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace lookaway;
using namespace lookaway::test;

using Kind = ComparedColumn::Kind;
using By = RowClass::By;

constexpr int kLong = 60000;

namespace {

ComparedModel model(const char* title)
{
    return { title, { ModelSource::Kind::Weights, std::string("/models/") + title + ".pt", {}, {} } };
}

std::vector<std::string> columnTitles(const ComparisonDraft& draft)
{
    std::vector<std::string> titles;
    for (const ComparedColumn& column : draft.spec.columns)
        titles.push_back(titleOf(column, draft.spec));
    return titles;
}

} // namespace

class ComparerTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string path(const QString& below) const { return m_folder.filePath(below).toStdString(); }
    ComparedModel run(const char* title, const char* checkpoint = "") const
    {
        return { title, { ModelSource::Kind::Run, path(QStringLiteral("run")), {}, checkpoint } };
    }
    ComparedPicture picture(const char* name) const
    {
        return { path(QStringLiteral("pictures/") + QLatin1String(name)), name, {}, {} };
    }
    /// Two checkpoints of the run on two pictures.
    ComparisonDraft draft() const
    {
        ComparisonDraft made;
        made.spec.device = "cpu";
        made.addModels({ run("first", "epoch-0001.safetensors"), run("last", "last.safetensors") });
        made.addPictures({ picture("red/0.png"), picture("blue/1.png") });
        made.spec.rowClass.by = By::True;
        return made;
    }
    static void await(Comparer& comparer) { QTRY_COMPARE_WITH_TIMEOUT(comparer.done(), comparer.total(), kLong); }

private Q_SLOTS:
    void initTestCase() { QVERIFY(trainTinyRun(m_folder.path())); }

    void draftsKeepColumnsAndModelsTogether()
    {
        ComparisonDraft made;
        made.addModels({ model("a"), model("b"), model("b") });
        QCOMPARE(columnTitles(made), (std::vector<std::string>{ "Input", "a", "b", "b (2)" }));
        made.show(Kind::Difference, true);
        QCOMPARE(made.spec.columns.size(), std::size_t(6));
        // Another model gets its difference, too, and its map stands beside the others.
        made.addModels({ model("c") });
        QCOMPARE(columnTitles(made)[4], std::string("c"));
        QCOMPARE(made.spec.columns.size(), std::size_t(8));
        QVERIFY(validate(made.spec));
        // The reference changes: what was measured against a is measured against b, and a, too.
        made.setReference(1);
        QVERIFY(validate(made.spec));
        QCOMPARE(made.spec.columns[5].reference, std::size_t(1));
        QCOMPARE(made.spec.columns[5].model, std::size_t(0));
        // A model's map goes: so does its difference, and the indices of the others follow.
        made.removeColumn(1);
        QCOMPARE(made.spec.models.size(), std::size_t(3));
        QCOMPARE(made.spec.models[made.reference].title, std::string("b"));
        QVERIFY(validate(made.spec));
        QCOMPARE(columnTitles(made).back(), std::string("c minus b"));
        made.show(Kind::Difference, false);
        QCOMPARE(columnTitles(made), (std::vector<std::string>{ "Input", "b", "b (2)", "c" }));
        made.moveColumn(3, 1);
        QCOMPARE(columnTitles(made), (std::vector<std::string>{ "Input", "c", "b", "b (2)" }));
        made.addMethod(1, "lime");
        QCOMPARE(made.spec.columns[2].method, std::string("lime"));
        QVERIFY(!made.method());
        made.setMethod("grad-cam++");
        QCOMPARE(made.method().value_or(""), std::string("grad-cam++"));
        for (int i = 0; i < 3; ++i)
            made.removeModel(0);
        QVERIFY(made.spec.columns.empty());
    }

    void picturesAreAddedOnce()
    {
        ComparisonDraft made;
        QCOMPARE(made.addPictures({ picture("a.png"), picture("b.png") }), std::size_t(0));
        QCOMPARE(made.addPictures({ picture("b.png"), picture("c.png") }), std::size_t(1));
        QCOMPARE(made.spec.pictures.size(), std::size_t(3));
        made.movePicture(2, 0);
        QCOMPARE(made.spec.pictures[0].title, std::string("c.png"));
        made.removePicture(0);
        QCOMPARE(made.spec.pictures[0].title, std::string("a.png"));
    }

    void keysSayWhatMatters()
    {
        const ComparisonSpec spec = draft().spec;
        ComparisonSpec other = spec;
        other.pictures[0].title = "another";
        other.pictures[0].crop = { 0.1, 0.1, 0.5, 0.5 };
        other.models[0].title = "another";
        QCOMPARE(rowKey(other, 0), rowKey(spec, 0));
        QCOMPARE(columnKeys(other)[1], columnKeys(spec)[1]);
        other.hotLevel = 0.6;
        QVERIFY(columnKeys(other)[1] != columnKeys(spec)[1]);
        QCOMPARE(columnKeys(other)[0], columnKeys(spec)[0]); // the picture is the picture
        other = spec;
        other.explain.seed += 1;
        QVERIFY(columnKeys(other)[1] != columnKeys(spec)[1]);
        other = spec;
        other.rowClass.by = By::Predicted;
        QVERIFY(classKey(other, 0) != classKey(spec, 0));
        other = spec;
        other.pictures[0].className = "red";
        QVERIFY(classKey(other, 0) != classKey(spec, 0));
        QCOMPARE(classKey(other, 1), classKey(spec, 1));
    }

    void computesRowsFromTopToBottom()
    {
        Comparer comparer;
        QSignalSpy cells(&comparer, &Comparer::cellReady);
        QSignalSpy finished(&comparer, &Comparer::finished);
        comparer.setSpec(draft().spec);
        QVERIFY(comparer.working());
        QVERIFY(!comparer.cell(0, 0));
        QVERIFY(finished.wait(kLong));
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
        const FigureContent content = comparer.content();
        QCOMPARE(content.cells.size(), std::size_t(2));
        QCOMPARE(content.cells[1].size(), std::size_t(3));
        QVERIFY(content.models[0].ok());
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
        QTRY_VERIFY_WITH_TIMEOUT(comparer.row(0) && comparer.row(0)->className == "red", kLong);
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
        QVERIFY(!comparer.content().models[2].ok());
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
        QTRY_VERIFY_WITH_TIMEOUT(!told.isEmpty(), kLong);
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

    void findsWhatIsDropped()
    {
        const FoundToCompare found = findToCompare({ m_folder.filePath(QStringLiteral("run")),
            m_folder.filePath(QStringLiteral("pictures/red")), m_folder.filePath(QStringLiteral("none.pt")),
            m_folder.filePath(QStringLiteral("run/epoch-0001.safetensors")) });
        QCOMPARE(found.models.size(), std::size_t(2));
        QCOMPARE(found.models[0].title, std::string("baseline"));
        QCOMPARE(found.models[1].source.checkpoint, std::string("epoch-0001.safetensors"));
        QCOMPARE(found.pictures.size(), std::size_t(24));
        QCOMPARE(found.problems.size(), 1);
        // A folder of runs gives its runs; a run alone has no other arm.
        QTemporaryDir study;
        QVERIFY(QFile::link(m_folder.filePath(QStringLiteral("run")), study.filePath(QStringLiteral("run"))));
        QCOMPARE(armsOf(m_folder.filePath(QStringLiteral("run"))).size(), std::size_t(1));
        const FoundToCompare nothing = findToCompare({ QTemporaryDir().path() });
        QVERIFY(nothing.models.empty() && nothing.pictures.empty());
        QCOMPARE(nothing.problems.size(), 1);
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
        QVERIFY(ready.wait(kLong));
        const auto* known = source.find(both, one, 0.5);
        QVERIFY(known && *known);
        QCOMPARE((*known)->iou, 0.5);
    }
};

LOOKAWAY_TEST(tst_comparer, ComparerTest)
#include "tst_comparer.moc"
