// SPDX-License-Identifier: MIT
#include "TestMain.h"
#include "evaluate/ClassReport.h"
#include "evaluate/TestResult.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <stdexcept>

using namespace lookaway;

/// The matrix that the expected values below were computed for by hand.
///            predicted a  b  c  d
///   truth a            3  1  0  0
///   truth b            2  4  0  0
///   truth c            1  1  0  0     c is never predicted
///   truth d            0  0  0  0     d has no picture and is never predicted
static std::vector<Prediction> handPredictions()
{
    const std::array<std::array<int, 4>, 4> counts = { { { 3, 1, 0, 0 }, { 2, 4, 0, 0 }, { 1, 1, 0, 0 },
        { 0, 0, 0, 0 } } };
    std::vector<Prediction> predictions;
    for (std::size_t truth = 0; truth < 4; ++truth)
        for (std::size_t predicted = 0; predicted < 4; ++predicted)
            for (int i = 0; i < counts.at(truth).at(predicted); ++i) {
                Prediction prediction;
                prediction.item = predictions.size();
                prediction.truth = truth;
                prediction.predicted = predicted;
                prediction.loss = truth == predicted ? 0.5F : 2.0F;
                prediction.inTop5 = predictions.size() % 4 != 0; // 9 of 12
                predictions.push_back(prediction);
            }
    return predictions;
}

static const std::vector<std::string> names = { "a", "b", "c", "d" };

static bool near(double actual, double expected)
{
    return std::abs(actual - expected) < 1e-12;
}

class TestClassReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matrixCounts()
    {
        const auto confusion = summarise("test", handPredictions(), names).confusion;
        QCOMPARE(confusion.classes(), std::size_t(4));
        QCOMPARE(confusion.total(), std::uint64_t(12));
        QCOMPARE(confusion.correct(), std::uint64_t(7));
        QCOMPARE(confusion.count(1, 0), std::uint64_t(2));
        QCOMPARE(confusion.support(1), std::uint64_t(6));
        QCOMPARE(confusion.predictions(0), std::uint64_t(6));
    }

    void matrixRefusesForeignClasses()
    {
        ConfusionMatrix confusion(2);
        QVERIFY_EXCEPTION_THROWN(confusion.add(2, 0), std::out_of_range);
        QVERIFY_EXCEPTION_THROWN(confusion.add(0, 2), std::out_of_range);
        QCOMPARE(confusion.total(), std::uint64_t(0));
    }

    void scoresByHand()
    {
        const auto report = summarise("test", handPredictions(), names).report;
        QVERIFY(near(report.accuracy, 7.0 / 12));
        // a: P 3/6, R 3/4, F1 2*(1/2)(3/4)/(5/4) = 3/5; b: P 4/6, R 4/6, F1 2/3; c and d: 0.
        QVERIFY(near(report.perClass[0].precision, 0.5));
        QVERIFY(near(report.perClass[0].recall, 0.75));
        QVERIFY(near(report.perClass[0].f1, 0.6));
        QVERIFY(near(report.perClass[1].f1, 2.0 / 3));
        QVERIFY(near(report.perClass[2].precision, 0));
        QVERIFY(near(report.perClass[2].f1, 0));
        QVERIFY(near(report.macro.precision, (0.5 + 2.0 / 3) / 4));
        QVERIFY(near(report.macro.recall, (0.75 + 2.0 / 3) / 4));
        QVERIFY(near(report.macro.f1, (0.6 + 2.0 / 3) / 4));
        QVERIFY(near(report.weighted.precision, (4 * 0.5 + 6 * 2.0 / 3) / 12));
        QVERIFY(near(report.weighted.f1, (4 * 0.6 + 6 * 2.0 / 3) / 12));
        QVERIFY(near(report.weighted.recall, report.accuracy));
    }

    void absentClassesAreNamed()
    {
        const auto report = summarise("test", handPredictions(), names).report;
        QCOMPARE(report.neverPredicted, (std::vector<std::string>{ "c", "d" }));
        QCOMPARE(report.withoutPictures, (std::vector<std::string>{ "d" }));
    }

    void emptyTestSetIsAllZero()
    {
        const auto result = summarise("test", {}, names);
        QCOMPARE(result.report.accuracy, 0.0);
        QCOMPARE(result.report.weighted.f1, 0.0);
        QCOMPARE(result.meanLoss, 0.0);
        QCOMPARE(result.report.withoutPictures.size(), std::size_t(4));
    }

    void jsonHasStableNames()
    {
        const auto json = metricsJson(summarise("test_random_erasing", handPredictions(), names));
        QVERIFY(near(json.at("test_random_erasing.accuracy").get<double>(), 7.0 / 12));
        QVERIFY(near(json.at("test_random_erasing.loss").get<double>(), (7 * 0.5 + 5 * 2.0) / 12));
        QVERIFY(near(json.at("test_random_erasing.top5").get<double>(), 0.75));
        for (const char* metric :
            { "macro_precision", "macro_recall", "macro_f1", "weighted_precision", "weighted_recall", "weighted_f1",
                "pictures", "per_class", "confusion", "never_predicted", "without_pictures" })
            QVERIFY2(json.contains(std::string("test_random_erasing.") + metric), metric);
        const auto& row = json.at("test_random_erasing.per_class").at(0);
        QCOMPARE(row.at("class").get<std::string>(), std::string("a"));
        QCOMPARE(row.at("true_positive_rate").get<double>(), 0.75);
        QCOMPARE(row.at("support").get<int>(), 4);
        QCOMPARE(json.at("test_random_erasing.confusion").at(1).at(0).get<int>(), 2);
    }
};

LOOKAWAY_TEST(tst_class_report, TestClassReport)
#include "tst_class_report.moc"
