// SPDX-License-Identifier: MIT
// How comparisons are put together, and what of them depends on what.
#include "ComparisonFixture.h"

#include "bridge/CompareKeys.h"
#include "bridge/FoundModels.h"

#include "TestMain.h"

#include <QFile>

using namespace lookaway;
using namespace lookaway::test;

using Kind = ComparedColumn::Kind;
using By = RowClass::By;

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

class ComparisonDraftTest : public QObject, protected ComparisonFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(train()); }

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

    void findsWhatIsDropped()
    {
        const FoundToCompare found = findToCompare({ file(QStringLiteral("run")), file(QStringLiteral("pictures/red")),
            file(QStringLiteral("none.pt")), file(QStringLiteral("run/epoch-0001.safetensors")) });
        QCOMPARE(found.models.size(), std::size_t(2));
        QCOMPARE(found.models[0].title, std::string("baseline"));
        QCOMPARE(found.models[1].source.checkpoint, std::string("epoch-0001.safetensors"));
        QCOMPARE(found.pictures.size(), std::size_t(24));
        QCOMPARE(found.problems.size(), 1);
        // A folder of runs gives its runs; a run alone has no other arm.
        QTemporaryDir study;
        QVERIFY(QFile::link(file(QStringLiteral("run")), study.filePath(QStringLiteral("run"))));
        QCOMPARE(armsOf(file(QStringLiteral("run"))).size(), std::size_t(1));
        const FoundToCompare nothing = findToCompare({ QTemporaryDir().path() });
        QVERIFY(nothing.models.empty() && nothing.pictures.empty());
        QCOMPARE(nothing.problems.size(), 1);
    }
};

LOOKAWAY_TEST(tst_comparison_draft, ComparisonDraftTest)
#include "tst_comparison_draft.moc"
