// SPDX-License-Identifier: MIT
#include "widgets/NumberText.h"

#include "TestMain.h"

#include <QTest>

using namespace lookaway;

class NumberTextTest : public QObject {
    Q_OBJECT

    const QLocale m_usual;

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void cleanup() { QLocale::setDefault(m_usual); }

    void sharesArePercent()
    {
        QCOMPARE(percentNumber(0.1234), QStringLiteral("12.3"));
        QCOMPARE(percentNumber(0.1234, 0), QStringLiteral("12"));
        QCOMPARE(percent(0.1234), QStringLiteral("12.3\u202f%"));
        QCOMPARE(percent(0.997, 0), QStringLiteral("100\u202f%"));
        QCOMPARE(percent(0), QStringLiteral("0.0\u202f%"));
        QCOMPARE(percent(1), QStringLiteral("100.0\u202f%"));
    }

    void differencesHaveASign()
    {
        QCOMPARE(points(0.0123), QStringLiteral("+1.2"));
        QCOMPARE(points(-0.031), QStringLiteral("\u22123.1"));
        QCOMPARE(points(0), QStringLiteral("+0.0"));
    }

    void aLocaleHasItsOwnPoint()
    {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(percent(0.1234), QStringLiteral("12,3\u202f%"));
        QCOMPARE(points(-0.031), QStringLiteral("\u22123,1"));
    }
};

LOOKAWAY_TEST(tst_number_text, NumberTextTest)
#include "tst_number_text.moc"
