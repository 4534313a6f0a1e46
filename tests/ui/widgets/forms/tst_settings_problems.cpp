// SPDX-License-Identifier: MIT
#include "ShownForm.h"

#include "session/settings/SettingNames.h"
#include "widgets/forms/RealBox.h"
#include "widgets/forms/SettingTexts.h"

#include "TestMain.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>

using namespace lookaway;
using namespace lookaway::test;

class SettingsProblemsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsWrongBelowTheField()
    {
        const Shown shown;
        QSignalSpy validity(&shown.form, &SettingsForm::validityChanged);
        auto* p = shown.at<RealBox>("distraction.p");
        for (const QString& wrong :
            { QStringLiteral("0"), QStringLiteral("0.7"), QStringLiteral("-1"), QStringLiteral("much") }) {
            shown.type(p, wrong);
            QVERIFY2(!shown.form.valid(), qPrintable(wrong));
            QCOMPARE(shown.form.problems().size(), 1);
            QCOMPARE(shown.field("distraction.p")->problem(), shown.form.problems().first());
            QVERIFY(shown.form.problems().first().contains(QStringLiteral("above 0 and at most 0.5")));
            QCOMPARE(shown.form.config().distraction.p, 0.25); // the last value that could be used
            QTest::keyClick(p, Qt::Key_Tab);
            QCOMPARE(p->text(), wrong); // what was typed is not taken away
        }
        QCOMPARE(validity.count(), 1);
        QCOMPARE(validity.first().first().toBool(), false);
        shown.type(p, QStringLiteral("0,5"));
        QVERIFY(shown.form.valid());
        QCOMPARE(shown.form.config().distraction.p, 0.5);
        QCOMPARE(validity.count(), 2);
        QVERIFY(shown.field("distraction.p")->problem().isEmpty());
    }

    void findsWhatSeveralSettingsSay()
    {
        const Shown shown;
        shown.type(shown.at<RealBox>("augmentation.brightness_low"), QStringLiteral("2"));
        QCOMPARE(shown.form.problems().size(), 1);
        QVERIFY(shown.field("augmentation.brightness_low")->problem().contains(QStringLiteral("above")));
        shown.type(shown.at<RealBox>("augmentation.brightness_high"), QStringLiteral("3"));
        QVERIFY(shown.form.valid());
        // An advanced setting appears when it is the one to blame.
        Config config;
        config.training.epochs = 3;
        config.training.warmupEpochs = 2;
        Shown other;
        other.form.setConfig(config);
        QVERIFY(other.form.valid());
        other.type(other.at<QSpinBox>("training.epochs"), QStringLiteral("1"));
        QVERIFY(!other.form.valid());
        QVERIFY(other.field("training.warmup_epochs")->isVisible());
        QVERIFY(!other.field("training.warmup_epochs")->problem().isEmpty());
    }

    void problemsOfHiddenSettingsAreStillSaid()
    {
        Shown shown;
        Config config;
        config.augmentation.brightnessLow = 2;
        shown.form.setSections({ QStringLiteral("data") });
        shown.form.setConfig(config);
        QVERIFY(!shown.form.valid());
        auto* note = shown.at<QWidget>("problems");
        QVERIFY(note->isVisible());
        QVERIFY(note->findChildren<QLabel*>().last()->text().contains(QStringLiteral("brightness")));
    }

    void leadsToTheFirstProblem()
    {
        const Shown shown({ 380, 300 });
        auto* smoothing = shown.at<RealBox>("training.weight_decay");
        shown.type(smoothing, QStringLiteral("7"));
        shown.at<QLineEdit>("search")->setFocus();
        shown.section("training")->setOpen(false);
        const_cast<SettingsForm&>(shown.form).showFirstProblem();
        QVERIFY(smoothing->hasFocus());
        QVERIFY(!smoothing->visibleRegion().isEmpty());
    }
};

LOOKAWAY_TEST(tst_settings_problems, SettingsProblemsTest)
#include "tst_settings_problems.moc"
