// SPDX-License-Identifier: MIT
#include "ShownForm.h"

#include "session/settings/ConfigFile.h"
#include "session/settings/SettingNames.h"
#include "style/Theme.h"
#include "widgets/forms/PathLine.h"
#include "widgets/forms/RealBox.h"
#include "widgets/forms/SettingTexts.h"

#include "TestMain.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>

using namespace lookaway;
using namespace lookaway::test;

class SettingsFormTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void staysBoldWhenTheThemeIsSetAgain()
    {
        applyTheme(*qApp, ThemeKind::Light);
        const Shown shown;
        auto* box = shown.at<QSpinBox>("training.epochs");
        shown.type(box, QStringLiteral("77"));
        QVERIFY(shown.labelOf("training.epochs")->font().bold());
        applyTheme(*qApp, ThemeKind::Light);
        QTRY_VERIFY(shown.labelOf("training.epochs")->font().bold());
        applyTheme(*qApp, ThemeKind::Dark);
        QTRY_VERIFY(shown.labelOf("training.epochs")->font().bold());
        QVERIFY(!shown.labelOf("model.name")->font().bold());
        applyTheme(*qApp, ThemeKind::Light);
    }

    void showsTheEndOfALongPath()
    {
        Shown shown({ 300, 500 });
        Config config;
        config.data.path = "/home/somebody/with a rather long folder/of folders/below others/of pictures/aircraft";
        shown.form.setConfig(config);
        auto* edit = shown.field("data.path")->findChild<PathLine*>();
        QVERIFY(edit->width() > 180); // it has the whole width
        QVERIFY(edit->shownText().startsWith(u'…'));
        QVERIFY(edit->shownText().endsWith(QStringLiteral("aircraft")));
        QCOMPARE(edit->text().toStdString(), config.data.path);
        shown.form.resize(1200, 500);
        QTRY_COMPARE(edit->shownText(), edit->text());
    }

    void hasAFieldForEverySetting()
    {
        const Shown shown;
        for (const auto& setting : settings()) {
            const auto* field = shown.field(setting.key.c_str());
            QVERIFY2(field, setting.key.c_str());
            QCOMPARE(field->editor()->objectName(), QString::fromStdString(setting.key));
            QVERIFY(!field->editor()->accessibleName().isEmpty());
            for (const QString& part :
                { QString::fromStdString(setting.key), QStringLiteral("--") + QString::fromStdString(setting.option),
                    QString::fromStdString(setting.help).toHtmlEscaped(),
                    QString::fromStdString(setting.allowed()).toHtmlEscaped() })
                QVERIFY2(field->editor()->toolTip().contains(part), qPrintable(part));
        }
    }

    void showsAndGivesBackEveryValue()
    {
        // Every setting at another value than its default.
        Config config;
        for (const auto& setting : settings()) {
            SettingValue value = setting.fallback;
            if (auto* flag = std::get_if<bool>(&value))
                *flag = !*flag;
            else if (auto* whole = std::get_if<std::int64_t>(&value))
                *whole += 3;
            else if (auto* real = std::get_if<double>(&value))
                *real = *real * 0.5 + 1.0 / 3e5;
            else if (setting.type == SettingType::Choice)
                value = setting.choices.at(1);
            else
                value = std::string("x \"y\" ä/") + setting.name();
            if (setting.type == SettingType::Choice && value == setting.fallback)
                value = setting.choices.at(0);
            QVERIFY2(setting.set(config, value).ok(), setting.key.c_str());
        }
        config.model.name = "resnet18";
        config.training.device = "cuda:1";
        Shown shown;
        QSignalSpy changed(&shown.form, &SettingsForm::changed);
        shown.form.setConfig(config);
        QCOMPARE(shown.form.config().training.learningRate, config.training.learningRate);
        // What the fields say, not what the form was given.
        Config read;
        for (const auto* field : shown.form.findChildren<FieldEditor*>()) {
            QVERIFY2(field->store(read).ok(), field->setting().key.c_str());
            QVERIFY2(field->setting().get(read) == field->setting().get(config), field->setting().key.c_str());
            QVERIFY2(field->changed(), field->setting().key.c_str());
        }
        QCOMPARE(changed.count(), 0);
        shown.form.setConfig({});
        for (const auto* field : shown.form.findChildren<FieldEditor*>())
            QVERIFY2(!field->changed(), field->setting().key.c_str());
        QCOMPARE(SettingsForm::toml(config), QString::fromStdString(toToml(config)));
    }

    void typingChangesTheConfig()
    {
        const Shown shown;
        QSignalSpy changed(&shown.form, &SettingsForm::changed);
        shown.type(shown.at<QSpinBox>("training.epochs"), QStringLiteral("7"));
        QCOMPARE(shown.form.config().training.epochs, 7);
        QVERIFY(changed.count() >= 1);
        shown.type(shown.at<RealBox>("training.learning_rate"), QStringLiteral("3e-4"));
        QCOMPARE(shown.form.config().training.learningRate, 3e-4);
        shown.type(shown.at<QLineEdit>("training.seed"), QStringLiteral("9000000000000000000"));
        QCOMPARE(shown.form.config().training.seed, std::uint64_t{ 9000000000000000000U });
        auto* flip = shown.at<QCheckBox>("augmentation.horizontal_flip");
        QTest::mouseClick(flip, Qt::LeftButton, {}, QPoint(8, flip->height() / 2));
        QCOMPARE(shown.form.config().augmentation.horizontalFlip, false);
        QTest::mouseClick(shown.labelOf("augmentation.horizontal_flip"), Qt::LeftButton);
        QCOMPARE(shown.form.config().augmentation.horizontalFlip, true);
        auto* fill = shown.at<QComboBox>("distraction.fill");
        fill->setFocus();
        QTest::keyClick(fill, Qt::Key_Down);
        QCOMPARE(shown.form.config().distraction.fill, FillKind::Zero);
        shown.type(shown.at<QComboBox>("training.device"), QStringLiteral("cuda:3"));
        QCOMPARE(shown.form.config().training.device, std::string("cuda:3"));
        QVERIFY(shown.form.valid());
    }

    void marksAndRevertsChanges()
    {
        const Shown shown;
        auto* revert = shown.revertOf("training.batch_size");
        QVERIFY(!revert->isVisible());
        QCOMPARE(revert->accessibleName(), QStringLiteral("Revert Batch size to 16"));
        QVERIFY(!shown.labelOf("training.batch_size")->font().bold());
        auto* box = shown.at<QSpinBox>("training.batch_size");
        const QRect before = box->geometry();
        shown.type(box, QStringLiteral("64"));
        QVERIFY(revert->isVisible());
        QVERIFY(shown.labelOf("training.batch_size")->font().bold());
        QCoreApplication::processEvents();
        QCOMPARE(box->geometry(), before); // nothing jumped
        QVERIFY(shown.section("training")->findChildren<QLabel*>().first()->text().contains(QStringLiteral("1")));
        QTest::mouseClick(revert, Qt::LeftButton);
        QCOMPARE(shown.form.config().training.batchSize, 16);
        QVERIFY(!revert->isVisible());
        QVERIFY(box->hasFocus());
        QCOMPARE(
            shown.revertOf("training.learning_rate")->accessibleName(), QStringLiteral("Revert Learning rate to 5e-5"));
    }

    void isGreyedWhileARunGoesOn()
    {
        Shown shown;
        shown.form.setEditable(false);
        QVERIFY(!shown.at<QSpinBox>("training.epochs")->isEnabled());
        QVERIFY(shown.at<QLineEdit>("search")->isEnabled());
        QVERIFY(shown.at<QWidget>("reason")->isVisible());
        shown.form.setEditable(true);
        QVERIFY(shown.at<QSpinBox>("training.epochs")->isEnabled());
        QVERIFY(!shown.at<QWidget>("reason")->isVisible());
    }

    void zeroHasItsMeaning()
    {
        const Shown shown;
        const auto zero = [&](const char* key) { return meaningOfZero(*findSetting(key)); };
        QCOMPARE(zero("data.image_size"), QStringLiteral("auto"));    // "the model's own default"
        QCOMPARE(zero("training.checkpoint_every_steps"), QString()); // "only at the end of an epoch"
        QCOMPARE(zero("data.loader_threads"), QStringLiteral("auto"));
        QCOMPARE(zero("training.early_stopping_patience"), QStringLiteral("never"));
        QCOMPARE(zero("training.seed"), QString());
        QCOMPARE(shown.at<QSpinBox>("data.cache_megabytes")->text(), QStringLiteral("off"));
        auto* head = shown.at<RealBox>("training.head_learning_rate");
        QCOMPARE(head->text(), QStringLiteral("auto"));
        QTest::mouseClick(head, Qt::LeftButton, {}, QPoint(20, head->height() / 2));
        QTRY_VERIFY(head->findChild<QLineEdit*>()->hasSelectedText());
        QTest::keyClicks(head, QStringLiteral("1e-3"));
        QCOMPARE(shown.form.config().training.headLearningRate, 1e-3);
    }
};

LOOKAWAY_TEST(tst_settings_form, SettingsFormTest)
#include "tst_settings_form.moc"
