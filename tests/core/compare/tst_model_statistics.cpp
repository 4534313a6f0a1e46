// SPDX-License-Identifier: MIT
// What is made of a test comparison's answers; the answers themselves come from the command line's tests.
#include "TestMain.h"
#include "compare/ModelStatistics.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <cmath>

using namespace lookaway;
using nlohmann::json;

namespace {

TestedAnswer answer(bool right, double share, double p = 0.5)
{
    TestedAnswer made;
    made.classIndex = 1;
    made.right = right;
    made.predicted = right ? "dog" : "cat";
    made.predictedProbability = p;
    made.spread.shareAboveLevel = share;
    made.spread.entropy = 2 * share;
    made.spread.components = 1;
    return made;
}

TestedPicture picture(const std::string& file, const std::string& truth, TestedAnswer first, TestedAnswer second)
{
    TestedPicture made;
    made.picture = { file, truth };
    made.className = "dog";
    made.answers = { std::move(first), std::move(second) };
    return made;
}

/// Two models on five pictures: the second one looks at more of four, and the map of the fifth is empty.
TestComparison outcome()
{
    TestComparison made;
    made.request.models = { { "baseline", {} }, { "0-occlusion", {} } };
    made.models.resize(2);
    made.pictures = { picture("a.png", "dog", answer(true, 0.25), answer(true, 0.5)),
        picture("b, c.png", "dog", answer(false, 0.25, 0.6), answer(true, 0.375, 0.7)),
        picture("d.png", "cat", answer(false, 0.5), answer(true, 0.5, 0.9)),
        picture("e.png", "cat", answer(true, 0.5, 0.8), answer(false, 1.0)),
        picture("f.png", "", answer(false, 0.25), answer(false, 0)) };
    made.pictures[4].answers[1].spread = {};
    made.pictures[4].answers[1].spread.empty = true;
    made.pictures[0].answers[1].overlap = HotOverlap{ 0.5, 1.0, 0.5 };
    made.pictures[1].answers[1].overlap = HotOverlap{ 0.25, 0.5, 0.25 };
    return made;
}

} // namespace

class TestModelStatistics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersByHand()
    {
        const auto models = modelStatistics(outcome());
        QCOMPARE(models.size(), std::size_t{ 2 });
        QCOMPARE(models[0].known, std::size_t{ 4 }); // the true class of one is not known
        QCOMPARE(models[0].accuracy(), 0.5);
        QCOMPARE(models[1].accuracy(), 0.75);
        QCOMPARE(models[1].gained, std::size_t{ 2 });
        QCOMPARE(models[1].lost, std::size_t{ 1 });
        QCOMPARE(models[1].pAccuracy, 1.0); // 2 against 1: two-sided 2 * (1/8 + 3/8)
        QCOMPARE(models[0].spread.meanShareAboveLevel, 0.35);
        QCOMPARE(models[1].spread.emptyMaps, std::size_t{ 1 });
        QCOMPARE(models[1].share.pairs, std::size_t{ 4 });
        QCOMPARE(models[1].share.meanDifference, (0.25 + 0.125 + 0 + 0.5) / 4);
        // The second model's own mean is over the same four pictures, the reference's is not: 0.35 of five.
        QCOMPARE(models[1].spreadHere, (0.5 + 0.375 + 0.5 + 1) / 4);
        QCOMPARE(models[1].spreadThere, (0.25 + 0.25 + 0.5 + 0.5) / 4);
        QCOMPARE(models[1].spreadHere - models[1].spreadThere, models[1].share.meanDifference);
        QCOMPARE(models[1].entropy.meanDifference, 2 * models[1].share.meanDifference);
        QCOMPARE(models[1].overlaps, std::size_t{ 2 });
        QCOMPARE(models[1].meanIou, 0.375);
        QCOMPARE(models[1].meanKept, 0.75);
        QCOMPARE(models[1].meanOwn, 0.375);
        QCOMPARE(models[0].share.pairs, std::size_t{ 0 }); // the reference is not compared with itself
    }

    void found_data()
    {
        using Order = PictureQuery::Order;
        QTest::addColumn<int>("order");
        QTest::addColumn<QList<int>>("pictures");
        QTest::newRow("spread gain") << int(Order::SpreadGain) << QList<int>{ 3, 0, 1 };
        QTest::newRow("spread loss") << int(Order::SpreadLoss) << QList<int>{};
        QTest::newRow("gained") << int(Order::Gained) << QList<int>{ 2, 1 };
        QTest::newRow("lost") << int(Order::Lost) << QList<int>{ 3 };
        QTest::newRow("least overlap") << int(Order::LeastOverlap) << QList<int>{ 1, 0 };
    }
    void found()
    {
        QFETCH(int, order);
        QFETCH(QList<int>, pictures);
        PictureQuery query;
        query.order = static_cast<PictureQuery::Order>(order);
        QList<int> indices;
        for (const auto index : findPictures(outcome(), query))
            indices.append(static_cast<int>(index));
        QCOMPARE(indices, pictures);
    }

    void limits()
    {
        PictureQuery query;
        query.count = 2;
        QCOMPARE(findPictures(outcome(), query), (std::vector<std::size_t>{ 3, 0 }));
        query.className = "dog";
        QCOMPARE(findPictures(outcome(), query), (std::vector<std::size_t>{ 0, 1 }));
        query.className.clear();
        query.eachClass = true;
        query.count = 12;
        QCOMPARE(findPictures(outcome(), query), (std::vector<std::size_t>{ 3, 0 }));
        query.model = 7;
        QVERIFY(findPictures(outcome(), query).empty());
    }

    void randomIsSeeded()
    {
        PictureQuery query;
        query.order = PictureQuery::Order::Random;
        const auto first = findPictures(outcome(), query);
        QCOMPARE(first.size(), std::size_t{ 5 });
        QCOMPARE(findPictures(outcome(), query), first);
        bool differs = false;
        for (query.seed = 1; query.seed < 5; ++query.seed)
            differs = differs || findPictures(outcome(), query) != first;
        QVERIFY(differs);
    }

    void classesThatAreAskedFor()
    {
        const std::vector<TestPicture> pictures{ { "a.png", "Audi S5 Convertible 2012" }, { "b.png", "Jeep" },
            { "c.png", {} } };
        QCOMPARE(trueClassNamed("jeep", pictures).value(), std::string("Jeep"));
        const auto part = trueClassNamed("audi", pictures);
        QVERIFY(!part.ok());
        QCOMPARE(part.error().what, std::string("None of the pictures is of a class 'audi'."));
        QCOMPARE(part.error().hint, std::string("Did you mean \"Audi S5 Convertible 2012\"?"));
        QVERIFY(trueClassNamed("Jep", pictures).error().hint.find("\"Jeep\"") != std::string::npos);
        QVERIFY(trueClassNamed("Jeep", { { "c.png", {} } }).error().what.find("not known") != std::string::npos);
    }

    // The words of window, command line, report and files: every key is one of the file.
    void words()
    {
        auto whole = outcome();
        whole.pictures[0].answers[1].right = false; // a difference to test
        const auto summary = json::parse(testComparisonJson(whole))["summary"][1];
        for (const auto& word : statisticsWords(hotText("grad-cam", 0.5))) {
            const auto place =
                json::json_pointer("/" + QString::fromStdString(word.key).replace('.', '/').toStdString());
            QVERIFY2(summary.contains(place), word.key.c_str());
        }
        QCOMPARE(hotText("grad-cam", 0.5), std::string("above 0.5 of the map's maximum"));
        QCOMPARE(hotText("rise", 0.25), std::string("above 0.25 of the way from the map's minimum to its maximum"));
    }

    void asFiles()
    {
        const auto csv = QString::fromStdString(testComparisonCsv(outcome())).split('\n');
        QCOMPARE(csv.size(), 1 + 10 + 1);
        QCOMPARE(csv[3], QString("\"b, c.png\",dog,dog,baseline,0,cat,0.6,0,0.25,0.5,1,,,"));
        QCOMPARE(csv[10], QString("f.png,,dog,0-occlusion,0,cat,0.5,,,,,,,"));
        const auto document = json::parse(testComparisonJson(outcome()));
        QCOMPARE(document["summary"][1]["gained"].get<int>(), 2);
        QCOMPARE(document["summary"][1]["spread_test"]["pairs"].get<int>(), 4);
        QCOMPARE(document["summary"][1]["pairs"].get<int>(), 4);
        QCOMPARE(document["summary"][1]["empty_maps"].get<int>(), 1);
        QCOMPARE(document["summary"][1]["overlap"].get<double>(), 0.375);
        QCOMPARE(document["request"]["heat_above"].get<std::string>(), std::string("zero"));
        QVERIFY(!document["pictures"][4]["models"][1].contains("spread")); // nothing, which is not 0
        QVERIFY(!document["summary"][0].contains("gained"));
        QCOMPARE(document["pictures"].size(), std::size_t{ 5 });
        QCOMPARE(document["pictures"][0]["models"][1]["kept"].get<double>(), 1.0);
        QCOMPARE(document["request"]["reference"].get<std::string>(), std::string("baseline"));
    }
};

LOOKAWAY_TEST(tst_model_statistics, TestModelStatistics)
#include "tst_model_statistics.moc"
