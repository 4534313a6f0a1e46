// SPDX-License-Identifier: MIT
#include "TestMain.h"
#include "evaluate/PairedTest.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <limits>
#include <stdexcept>

using namespace lookaway;
using nlohmann::json;

static bool near(double value, double expected)
{
    return std::abs(value - expected) <= 1e-9 * std::max(1.0, std::abs(expected));
}

class TestPairedTest : public QObject {
    Q_OBJECT

private:
    static json reference()
    {
        std::ifstream file(std::string(LOOKAWAY_FIXTURES) + "/statistics/paired.json");
        return json::parse(file);
    }

private Q_SLOTS:
    void equalsScipy_data()
    {
        QTest::addColumn<int>("index");
        const auto all = reference();
        int index = 0;
        for (const auto& one : all["paired"])
            QTest::newRow(one["name"].get<std::string>().c_str()) << index++;
    }
    void equalsScipy()
    {
        QFETCH(int, index);
        const auto expected = reference()["paired"][static_cast<std::size_t>(index)];
        const auto test =
            pairedTest(expected["first"].get<std::vector<double>>(), expected["second"].get<std::vector<double>>());
        QCOMPARE(test.pairs, expected["first"].size());
        QVERIFY(near(test.meanDifference, expected["mean"]));
        QVERIFY(near(test.deviation, expected["deviation"]));
        QVERIFY(near(test.low, expected["low"]));
        QVERIFY(near(test.high, expected["high"]));
        QVERIFY(near(test.t, expected["t"]));
        QVERIFY(near(test.pT, expected["p_t"]));
        QVERIFY(near(test.w, expected["w"]));
        QVERIFY2(near(test.pWilcoxon, expected["p_wilcoxon"]), std::to_string(test.pWilcoxon).c_str());
    }

    void mcNemarEqualsScipy()
    {
        const auto all = reference();
        for (const auto& one : all["mcnemar"])
            QVERIFY(near(mcNemar(one["first"], one["second"]), one["p"]));
    }

    void withoutAnythingToTest()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(pairedTest({}, {}).pT, 1.0);
        const auto one = pairedTest({ 1 }, { 3 });
        QCOMPARE(one.meanDifference, 2.0);
        QCOMPARE(one.pT, 1.0);
        QCOMPARE(one.pWilcoxon, 1.0); // both signs of one pair are as likely
        const auto same = pairedTest({ 1, 2, 3 }, { 1, 2, 3 });
        QCOMPARE(same.pT, 1.0);
        QCOMPARE(same.pWilcoxon, 1.0);
        const auto shifted = pairedTest({ 1, 2, 3 }, { 0.5, 1.5, 2.5 }); // as scipy
        QVERIFY(shifted.pT == 0 && std::isinf(shifted.t) && shifted.t < 0 && shifted.low == -0.5);
        QCOMPARE(pairedTest({ 1, nan, 3 }, { 2, 2, nan }).pairs, std::size_t{ 1 });
        QCOMPARE(mcNemar(0, 0), 1.0);
        QVERIFY_EXCEPTION_THROWN(pairedTest({ 1 }, {}), std::invalid_argument);
    }
};

LOOKAWAY_TEST(tst_paired_test, TestPairedTest)
#include "tst_paired_test.moc"
