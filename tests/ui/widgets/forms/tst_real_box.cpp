// SPDX-License-Identifier: MIT
#include "widgets/forms/RealBox.h"

#include "TestMain.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include <limits>

using namespace lookaway;

class RealBoxTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesAsPeopleDo_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << "0";
        QTest::newRow("share") << 0.25 << "0.25";
        QTest::newRow("learning rate") << 5e-5 << "5e-5";
        QTest::newRow("epsilon") << 7e-7 << "7e-7";
        QTest::newRow("thousandth") << 0.001 << "0.001";
        QTest::newRow("hundred thousand") << 100000.0 << "100000";
        QTest::newRow("million") << 1.5e6 << "1.5e6";
        QTest::newRow("negative") << -2e-10 << "-2e-10";
        QTest::newRow("all digits") << 1.0 / 3 << "0.3333333333333333";
    }

    void writesAsPeopleDo()
    {
        QFETCH(double, value);
        QFETCH(QString, text);
        QCOMPARE(RealBox::textOf(value), text);
        RealBox box;
        box.setValue(value);
        QCOMPARE(box.value(), std::optional(value));
    }

    void knowsOpenEnds()
    {
        RealBox box;
        box.setRange({ 0, 0.5, true, false });
        for (const auto& [text, good] :
            { std::pair("0", false), std::pair("1e-300", true), std::pair("0.5", true), std::pair("0.5000001", false),
                std::pair("", false), std::pair("nan", false), std::pair("inf", false), std::pair(" 0,1 ", true) }) {
            box.clear();
            QTest::keyClicks(&box, QString::fromLatin1(text));
            QVERIFY2(box.acceptable() == good, text);
        }
    }

    void stepsAlongASeries()
    {
        RealBox box;
        box.setRange({ 0, 10, true, false });
        box.setStep(RealBox::Step::Multiply);
        box.setValue(5e-5);
        QSignalSpy edited(&box, &RealBox::edited);
        for (const double expected : { 1e-4, 2e-4, 5e-4, 1e-3 }) {
            QTest::keyClick(&box, Qt::Key_Up);
            QCOMPARE(*box.value(), expected);
        }
        box.setValue(3e-4);
        QTest::keyClick(&box, Qt::Key_Down);
        QCOMPARE(*box.value(), 2e-4);
        box.setValue(8);
        QTest::keyClick(&box, Qt::Key_Up);
        QCOMPARE(*box.value(), 10.0);
        QTest::keyClick(&box, Qt::Key_Up); // the end
        QCOMPARE(*box.value(), 10.0);
        QVERIFY(edited.count() >= 6);
    }

    void reachesZeroOnlyWhereItIsAllowed()
    {
        RealBox box;
        box.setStep(RealBox::Step::Multiply);
        box.setRange({ 0, 1, false, false });
        box.setZeroText(QStringLiteral("off"));
        box.setValue(1e-7);
        QTest::keyClick(&box, Qt::Key_Down);
        QCOMPARE(box.text(), QStringLiteral("off"));
        QCOMPARE(*box.value(), 0.0);
        QTest::keyClick(&box, Qt::Key_Up);
        QCOMPARE(*box.value(), 1e-7);
        box.setRange({ 0, 1, true, false });
        QTest::keyClick(&box, Qt::Key_Down);
        QCOMPARE(*box.value(), 1e-7);
    }

    void stepsByTenths()
    {
        RealBox box;
        box.setRange({ 0, 1, false, true });
        box.setStep(RealBox::Step::Add, 0.05);
        box.setValue(0.1);
        QTest::keyClick(&box, Qt::Key_Up);
        QCOMPARE(box.text(), QStringLiteral("0.15"));
        QTest::keyClick(&box, Qt::Key_PageUp);
        QCOMPARE(box.text(), QStringLiteral("0.65"));
        box.setValue(0.02);
        QTest::keyClick(&box, Qt::Key_Down);
        QCOMPARE(box.text(), QStringLiteral("0"));
        box.setValue(0.97);
        QTest::keyClick(&box, Qt::Key_Up); // 1 itself is not allowed
        QCOMPARE(box.text(), QStringLiteral("0.97"));
    }

    void tidiesUpWhatWasTyped()
    {
        RealBox box;
        box.clear();
        QTest::keyClicks(&box, QStringLiteral("0,00050"));
        QTest::keyClick(&box, Qt::Key_Return);
        QCOMPARE(box.text(), QStringLiteral("5e-4"));
        box.clear();
        QTest::keyClicks(&box, QStringLiteral("five"));
        QTest::keyClick(&box, Qt::Key_Return);
        QCOMPARE(box.text(), QStringLiteral("five"));
        QVERIFY(!box.value());
    }
};

LOOKAWAY_TEST(tst_real_box, RealBoxTest)
#include "tst_real_box.moc"
