// SPDX-License-Identifier: MIT
#include "widgets/FieldEditor.h"
#include "widgets/PathEdit.h"
#include "widgets/RealBox.h"
#include "widgets/SectionBox.h"
#include "widgets/SettingTexts.h"
#include "widgets/SettingsForm.h"

#include "session/ConfigFile.h"
#include "session/SettingNames.h"

#include "TestMain.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>
#include <qtestspontaneevent.h>

using namespace lookaway;

namespace {

/// A form on the screen, of a size that shows some of it.
struct Shown {
    explicit Shown(QSize size = { 380, 700 })
    {
        form.resize(size);
        form.show();
        (void)QTest::qWaitForWindowActive(&form);
    }
    template <class Widget> Widget* at(const char* key) const
    {
        auto* widget = form.findChild<Widget*>(QString::fromLatin1(key));
        return widget;
    }
    FieldEditor* field(const char* key) const
    {
        for (auto* candidate : form.findChildren<FieldEditor*>())
            if (candidate->setting().key == key)
                return candidate;
        return nullptr;
    }
    QToolButton* revertOf(const char* key) const
    {
        for (auto* button : field(key)->findChildren<QToolButton*>())
            if (button->accessibleName().startsWith(QLatin1String("Revert")))
                return button;
        return nullptr;
    }
    QLabel* labelOf(const char* key) const { return field(key)->findChild<QLabel*>(); }
    SectionBox* section(const char* name) const { return at<SectionBox>(name); }
    void type(QWidget* widget, const QString& text) const
    {
        widget->setFocus();
        QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(widget, text);
    }

    SettingsForm form;
};

void wheel(QWidget* widget)
{
    const QPointF middle = widget->rect().center();
    QWheelEvent event(middle, widget->mapToGlobal(middle), {}, QPoint(0, -120), Qt::NoButton, Qt::NoModifier,
        Qt::NoScrollPhase, false);
    QSpontaneKeyEvent::setSpontaneous(&event); // Qt hands only such events on to parents
    qApp->notify(widget, &event);              // sendEvent() would take the mark away
}

} // namespace

class SettingsFormTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
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

    void knowsTheModels()
    {
        Shown shown;
        auto* model = shown.at<QComboBox>("model.name");
        QVERIFY(model->findText(QStringLiteral("resnet50")) >= 0);
        shown.type(model, QStringLiteral("resnet5000"));
        QVERIFY(!shown.form.valid());
        QVERIFY(!shown.field("model.name")->problem().isEmpty());
        shown.type(model, QStringLiteral("vgg16"));
        QVERIFY(shown.form.valid());
        QCOMPARE(shown.form.config().model.name, std::string("vgg16"));
        QCOMPARE(model->completer()->filterMode(), Qt::MatchContains);
        shown.form.setModelNames({ QStringLiteral("a"), QStringLiteral("b") });
        QCOMPARE(model->count(), 2);
        QVERIFY(!shown.form.valid());
        QCOMPARE(shown.form.config().model.name, std::string("vgg16"));
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

    void theWheelScrollsAndChangesNothing()
    {
        const Shown shown({ 380, 300 });
        const Config before = shown.form.config();
        auto* bar = shown.form.findChild<QScrollArea*>()->verticalScrollBar();
        for (const char* key : { "data.validation_share", "data.image_size", "model.name", "distraction.fill" }) {
            QVERIFY(!shown.at<QWidget>(key)->hasFocus());
            const int from = bar->value();
            wheel(shown.at<QWidget>(key));
            QVERIFY2(bar->value() > from, key);
        }
        QCOMPARE(SettingsForm::toml(shown.form.config()), SettingsForm::toml(before));
        auto* epochs = shown.at<QSpinBox>("training.epochs");
        epochs->setFocus();
        wheel(epochs);
        QCOMPARE(shown.form.config().training.epochs, before.training.epochs - 1);
    }

    void foldersAreDroppedOnPaths()
    {
        const QTemporaryDir folder;
        const Shown shown;
        auto* path = shown.at<PathEdit>("data.path");
        const auto drop = [&](const QUrl& url) {
            QMimeData data;
            data.setUrls({ url });
            QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            enter.ignore();
            QApplication::sendEvent(path, &enter);
            if (!enter.isAccepted())
                return false;
            QDropEvent dropped(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(path, &dropped);
            return true;
        };
        QVERIFY(drop(QUrl::fromLocalFile(folder.path())));
        QCOMPARE(shown.form.config().data.path, folder.path().toStdString());
        QVERIFY(!drop(QUrl::fromLocalFile(folder.filePath(QStringLiteral("picture.png")))));
        QVERIFY(!drop(QUrl(QStringLiteral("https://example.org/data.csv"))));
        QVERIFY(drop(QUrl::fromLocalFile(QStringLiteral("/somewhere/list.csv"))));
        QCOMPARE(shown.form.config().data.path, std::string("/somewhere/list.csv"));
    }

    void filesAreBrowsedForWithoutBlocking()
    {
        const QTemporaryDir folder;
        const QString weights = folder.filePath(QStringLiteral("best.safetensors"));
        QVERIFY(QFile(weights).open(QIODevice::WriteOnly));
        const Shown shown;
        auto* path = shown.at<PathEdit>("model.weights");
        shown.type(path->lineEdit(), folder.filePath(QStringLiteral("gone.pth")));
        path->setPath(weights);                                             // the dialog begins where the path is
        QTest::mouseClick(path->findChild<QToolButton*>(), Qt::LeftButton); // returns at once
        auto* dialog = path->findChild<QFileDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->directory().absolutePath(), QDir(folder.path()).absolutePath());
        auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
        QTest::keyClicks(name, QStringLiteral("best.safetensors"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(path->findChild<QFileDialog*>() == nullptr); // it deletes itself
        QCOMPARE(shown.form.config().model.weights, weights.toStdString());
        QCOMPARE(shown.form.focusWidget(), path->lineEdit());
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

LOOKAWAY_TEST(tst_settings_form, SettingsFormTest)
#include "tst_settings_form.moc"
