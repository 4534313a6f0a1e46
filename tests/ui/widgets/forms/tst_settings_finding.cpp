// SPDX-License-Identifier: MIT
#include "ShownForm.h"

#include "session/settings/SettingNames.h"
#include "widgets/forms/RealBox.h"
#include "widgets/forms/SettingTexts.h"

#include "TestMain.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>

using namespace lookaway;
using namespace lookaway::test;

class SettingsFindingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hidesAdvancedUntilAsked()
    {
        Shown shown;
        QVERIFY(!shown.field("training.beta1")->isVisible());
        QVERIFY(shown.field("training.epochs")->isVisible());
        QTest::mouseClick(shown.at<QCheckBox>("advanced"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(shown.form.advancedShown());
        QVERIFY(shown.field("training.beta1")->isVisible());
        // One that differs from its default stays to be seen.
        Config config;
        config.training.beta1 = 0.8;
        shown.form.setConfig(config);
        shown.form.setAdvancedShown(false);
        QVERIFY(shown.field("training.beta1")->isVisible());
        QVERIFY(!shown.field("training.beta2")->isVisible());
    }

    void findsSettings()
    {
        Shown shown;
        QTest::mouseClick(shown.section("training")->findChild<QToolButton*>(), Qt::LeftButton);
        QVERIFY(!shown.section("training")->isOpen());
        QVERIFY(!shown.field("training.epochs")->isVisible());
        QTest::keyClick(&shown.form, Qt::Key_F, Qt::ControlModifier);
        auto* search = shown.at<QLineEdit>("search");
        QVERIFY(search->hasFocus());
        QTest::keyClicks(
            search, QStringLiteral("moment decay")); // words of its help; an advanced one in a folded section
        QVERIFY(shown.field("training.beta1")->isVisible());
        QVERIFY(!shown.field("training.epochs")->isVisible());
        QVERIFY(!shown.section("data")->isVisible());
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(search->text().isEmpty());
        QVERIFY(shown.section("data")->isVisible());
        QVERIFY(!shown.field("training.beta1")->isVisible());
        QTest::keyClicks(search, QStringLiteral("--lr"));
        search->clear();
        QTest::keyClicks(search, QStringLiteral("qqq"));
        QVERIFY(!shown.section("training")->isVisible());
        bool said = false;
        for (const auto* label : shown.form.findChildren<QLabel*>())
            said |= label->isVisible() && label->text().contains(QStringLiteral("qqq"));
        QVERIFY(said);
    }

    void showsTheSectionsThatAreWanted()
    {
        Shown shown({ 380, 300 });
        shown.form.setSections({ QStringLiteral("training"), QStringLiteral("data") });
        shown.form.setHidden({ QStringLiteral("data.path") });
        QCoreApplication::processEvents();
        QVERIFY(shown.section("training")->y() < shown.section("data")->y());
        QVERIFY(shown.section("data")->isVisible());
        QVERIFY(!shown.section("model")->isVisible());
        QVERIFY(!shown.field("data.path")->isVisible());
        // Tab goes in the order that is seen.
        shown.at<RealBox>("training.learning_rate")->setFocus();
        int steps = 0;
        while (QApplication::focusWidget() != shown.at<QWidget>("data.validation_share") && ++steps < 200)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(steps < 200);
        QVERIFY(shown.form.findChild<QScrollArea*>()->verticalScrollBar()->value() > 0);
    }
};

LOOKAWAY_TEST(tst_settings_finding, SettingsFindingTest)
#include "tst_settings_finding.moc"
