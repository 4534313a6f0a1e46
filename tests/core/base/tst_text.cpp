// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "base/Text.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace lookaway;

class TextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbers_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("expected");
        QTest::newRow("whole") << 3.0 << "3";
        QTest::newRow("tenth") << 0.1 << "0.1";
        QTest::newRow("negative") << -2.5 << "-2.5";
        QTest::newRow("small") << 1e-8 << "1e-08";
        QTest::newRow("all digits") << 0.1 + 0.2 << "0.30000000000000004";
        QTest::newRow("not a number") << std::nan("") << "nan";
        QTest::newRow("infinite") << -std::numeric_limits<double>::infinity() << "-inf";
        QTest::newRow("longest") << -std::numeric_limits<double>::denorm_min() << "-5e-324";
    }
    void numbers()
    {
        QFETCH(double, value);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(text(value)), expected);
    }
};

LOOKAWAY_TEST(tst_text, TextTest)
#include "tst_text.moc"
