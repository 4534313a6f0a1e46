// SPDX-License-Identifier: MIT
#include "bridge/KnownValues.h"

#include "TestMain.h"

#include <QTest>

#include <string>

using namespace lookaway;

class KnownValuesTest : public QObject {
    Q_OBJECT

    static std::shared_ptr<const std::string> text(const char* value)
    {
        return std::make_shared<const std::string>(value);
    }
    /// By length; what begins with ! is not worth keeping.
    static qsizetype cost(const std::string& value) { return value.front() == '!' ? 0 : qsizetype(value.size()); }

private Q_SLOTS:
    void whatIsNotWantedComesBack()
    {
        KnownValues<std::string> values(100);
        const auto a = text("a");
        values.insert("a", a);
        values.insert("b", text("b"));
        values.keepOnly({ "b" }, cost);
        QVERIFY(!values.contains("a") && !values.value("a") && values.contains("b"));
        QVERIFY(values.takeBack("a"));
        QCOMPARE(values.value("a"), a);
        QVERIFY(!values.takeBack("a")); // it is no former one now
        QVERIFY(!values.takeBack("c"));
    }

    void whatCostsNothingGoes()
    {
        KnownValues<std::string> values(100);
        values.insert("a", text("!failed"));
        values.keepOnly({}, cost);
        QVERIFY(!values.takeBack("a"));
    }

    void theLeastRecentlyUsedGoesFirst()
    {
        KnownValues<std::string> values(8);
        for (const char* key : { "1", "2", "3" }) {
            values.insert(key, text("long")); // two of them fit
            values.keepOnly({}, cost);
        }
        QVERIFY(!values.takeBack("1"));
        QVERIFY(values.takeBack("2") && values.takeBack("3"));
        values.insert("4", text("much too long"));
        values.keepOnly({}, cost);
        QVERIFY(!values.takeBack("4"));
        QVERIFY(values.takeBack("2") && values.takeBack("3"));
    }

    void isForgotten()
    {
        KnownValues<std::string> values(100);
        values.insert("a", text("a"));
        values.keepOnly({}, cost);
        values.insert("b", text("b"));
        values.forgetFormer();
        QVERIFY(!values.takeBack("a") && values.contains("b"));
        QVERIFY(values.remove("b") && !values.contains("b"));
        values.insert("c", text("c"));
        values.clear();
        QVERIFY(!values.contains("c") && !values.takeBack("c"));
    }
};

LOOKAWAY_TEST(tst_known_values, KnownValuesTest)
#include "tst_known_values.moc"
