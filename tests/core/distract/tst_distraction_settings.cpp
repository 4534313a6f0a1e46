// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "distract/DistractionSettings.h"

#include <QTest>

#include <limits>

using namespace lookaway;

class DistractionSettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ranges_data()
    {
        QTest::addColumn<bool>("off");
        QTest::addColumn<double>("p");
        QTest::addColumn<double>("threshold");
        QTest::addColumn<QString>("complaint"); // empty: accepted
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("the paper's") << false << 0.25 << 0.85 << "";
        QTest::newRow("upper p, lower th") << false << 0.5 << 0.0 << "";
        QTest::newRow("smallest p") << false << 1e-9 << 0.85 << "";
        QTest::newRow("p 0") << false << 0.0 << 0.85 << "p of occluding";
        QTest::newRow("p 0, off") << true << 0.0 << 0.85 << "";
        QTest::newRow("p above") << false << 0.51 << 0.85 << "0.51";
        QTest::newRow("p above, off") << true << 0.51 << 0.85 << "0.51";
        QTest::newRow("p negative") << true << -0.1 << 0.85 << "-0.1";
        QTest::newRow("p nan") << false << nan << 0.85 << "nan";
        QTest::newRow("th 1") << false << 0.25 << 1.0 << "threshold";
        QTest::newRow("th negative") << false << 0.25 << -0.01 << "-0.01";
        QTest::newRow("th nan") << false << 0.25 << nan << "nan";
    }
    void ranges()
    {
        QFETCH(bool, off);
        QFETCH(double, p);
        QFETCH(double, threshold);
        QFETCH(QString, complaint);
        DistractionSettings settings;
        settings.fill = off ? FillKind::None : FillKind::Zero;
        settings.p = p;
        settings.threshold = threshold;
        const auto result = validate(settings);
        QCOMPARE(result.ok(), complaint.isEmpty());
        if (!result.ok()) {
            const auto text = QString::fromStdString(result.error().what);
            QVERIFY2(text.contains(complaint), qPrintable(text));
            QVERIFY(!result.error().hint.empty());
        }
    }
};

LOOKAWAY_TEST(tst_distraction_settings, DistractionSettingsTest)
#include "tst_distraction_settings.moc"
