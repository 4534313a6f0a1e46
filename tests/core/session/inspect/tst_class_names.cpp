// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "session/inspect/ClassNames.h"

#include <QTest>

using namespace lookaway;

class TestClassNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void byName_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<int>("index");
        QTest::newRow("exactly") << "bull_mastiff" << 1;
        QTest::newRow("blank") << "bull mastiff" << 1;
        QTest::newRow("hyphen and capital letters") << "Bull-Mastiff" << 1;
        QTest::newRow("capital letters") << "AVOCET" << 0;
        QTest::newRow("the exact one of two alike") << "Crane" << 3;
        QTest::newRow("ambiguous") << "CRANE" << -1;
        QTest::newRow("two of the very same name") << "Heron" << 4;
        QTest::newRow("a name that looks like a number") << "2" << 6;
        QTest::newRow("none") << "bullmastiff" << -1;
    }
    void byName()
    {
        QFETCH(QString, wanted);
        QFETCH(int, index);
        const std::vector<std::string> names{ "avocet", "bull_mastiff", "crane", "Crane", "heron", "heron", "2" };
        QCOMPARE(indexOfClass(names, wanted.toStdString()), std::int64_t{ index });
    }

    void byNumberOrWithASuggestion()
    {
        ModelFacts model;
        model.classCount = 3;
        model.input.classes = { "avocet", "bull_mastiff", "crane" };
        QCOMPARE(classNamed("2", model).value(), std::int64_t{ 2 });
        QCOMPARE(classNamed("Bull mastiff", model).value(), std::int64_t{ 1 });
        const auto unknown = classNamed("avoset", model);
        QVERIFY(!unknown && unknown.error().hint.find("nearest names are \"avocet\"") != std::string::npos);
        QVERIFY(!classNamed("3", model).ok());
    }
};

LOOKAWAY_TEST(tst_class_names, TestClassNames)
#include "tst_class_names.moc"
