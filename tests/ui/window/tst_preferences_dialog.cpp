// SPDX-License-Identifier: MIT
#include "widgets/forms/PathEdit.h"
#include "widgets/pictures/ColorMapBox.h"
#include "window/PreferencesDialog.h"

#include "TestMain.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace lookaway;

namespace {

struct Shown {
    explicit Shown(const Preferences& preferences = defaults())
        : dialog(preferences)
    {
        applyTheme(*qApp, preferences.theme);
        dialog.show();
        (void)QTest::qWaitForWindowActive(&dialog);
    }
    static Preferences defaults()
    {
        Preferences preferences;
        preferences.theme = ThemeKind::Light;
        preferences.runFolder = QStringLiteral("/runs");
        return preferences;
    }
    template <class Widget> Widget* at(const char* name) const
    {
        return dialog.findChild<Widget*>(QString::fromLatin1(name));
    }
    QPushButton* button(QDialogButtonBox::StandardButton which) const
    {
        return dialog.findChild<QDialogButtonBox*>()->button(which);
    }
    void press(QDialogButtonBox::StandardButton which) const { QTest::mouseClick(button(which), Qt::LeftButton); }
    void chooseTheme(Qt::Key key) const
    {
        at<QComboBox>("theme")->setFocus();
        QTest::keyClick(at<QComboBox>("theme"), key);
    }
    static bool dark() { return isDark(QApplication::palette()); }

    PreferencesDialog dialog;
};

} // namespace

class PreferencesDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsWhatItWasGiven()
    {
        Preferences given;
        given.theme = ThemeKind::Dark;
        given.runFolder = QStringLiteral("/runs");
        given.device = QStringLiteral("cuda:2");
        given.precision = Precision::Bf16;
        given.threads = 3;
        given.loaderThreads = 4;
        given.cacheMegabytes = 512;
        given.batchHistory = 9;
        given.colorMap = QStringLiteral("turbo");
        given.reopenLayout = false;
        const Shown shown(given);
        QVERIFY(shown.dialog.preferences() == given);
        QCOMPARE(shown.at<QSpinBox>("batchHistory")->value(), 9);
        QCOMPARE(shown.at<QComboBox>("training.device")->currentText(), QStringLiteral("cuda:2"));
        QVERIFY(!shown.button(QDialogButtonBox::Apply)->isEnabled()); // nothing to apply
        for (auto* widget : shown.dialog.findChildren<QWidget*>())
            if (widget->isVisible() && widget->focusPolicy() & Qt::TabFocus && !widget->focusProxy()) {
                auto* edit = qobject_cast<QLineEdit*>(widget);
                const auto* labelled = edit ? edit->parentWidget() : widget;
                bool named = !widget->accessibleName().isEmpty() || qobject_cast<QAbstractButton*>(widget);
                for (const auto* label : shown.dialog.findChildren<QLabel*>())
                    named |= label->buddy() == labelled;
                QVERIFY2(named, qPrintable(widget->objectName() + widget->metaObject()->className()));
            }
    }

    void okTellsOnce()
    {
        const Shown shown;
        QSignalSpy applied(&shown.dialog, &PreferencesDialog::applied);
        auto* threads = shown.at<QSpinBox>("training.threads");
        threads->setFocus();
        QTest::keyClick(threads, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(threads, QStringLiteral("6"));
        QTest::mouseClick(shown.at<QCheckBox>("reopenLayout"), Qt::LeftButton, {}, QPoint(8, 8));
        shown.press(QDialogButtonBox::Apply);
        QCOMPARE(applied.count(), 1);
        QVERIFY(!shown.button(QDialogButtonBox::Apply)->isEnabled());
        QVERIFY(shown.dialog.isVisible());
        shown.press(QDialogButtonBox::Ok); // nothing has changed since
        QCOMPARE(applied.count(), 1);
        QVERIFY(!shown.dialog.isVisible());
        const auto told = applied.first().first().value<Preferences>();
        QCOMPARE(told.threads, 6);
        QCOMPARE(told.reopenLayout, false);
        QCOMPARE(told.runFolder, QStringLiteral("/runs"));
    }

    void theThemeShowsAtOnceAndGoesBack()
    {
        const Shown shown;
        QSignalSpy applied(&shown.dialog, &PreferencesDialog::applied);
        QVERIFY(!Shown::dark());
        shown.chooseTheme(Qt::Key_Down);
        QVERIFY(Shown::dark());
        QTest::keyClick(shown.at<QComboBox>("theme"), Qt::Key_Escape);
        QVERIFY(!shown.dialog.isVisible());
        QVERIFY(!Shown::dark());
        QCOMPARE(applied.count(), 0);
    }

    void anAppliedThemeStays()
    {
        const Shown shown;
        shown.chooseTheme(Qt::Key_Down);
        shown.press(QDialogButtonBox::Apply);
        shown.press(QDialogButtonBox::Cancel);
        QVERIFY(Shown::dark());
        applyTheme(*qApp, ThemeKind::Light);
    }

    void restoresDefaults()
    {
        Preferences given = Shown::defaults();
        given.threads = 3;
        given.colorMap = QStringLiteral("jet");
        given.device = QStringLiteral("cpu");
        const Shown shown(given);
        QSignalSpy applied(&shown.dialog, &PreferencesDialog::applied);
        shown.press(QDialogButtonBox::RestoreDefaults);
        QVERIFY(shown.dialog.preferences() == Preferences());
        QCOMPARE(applied.count(), 0); // holds only with OK
        shown.press(QDialogButtonBox::Ok);
        QCOMPARE(applied.count(), 1);
        QVERIFY(applied.first().first().value<Preferences>() == Preferences());
    }

    void refusesWhatCannotBeUsed()
    {
        const Shown shown;
        auto* folder = shown.at<PathEdit>("runFolder")->lineEdit();
        folder->setFocus();
        QTest::keyClick(folder, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(folder, Qt::Key_Delete);
        QVERIFY(!shown.button(QDialogButtonBox::Ok)->isEnabled());
        QCOMPARE(shown.dialog.preferences().runFolder, QStringLiteral("/runs"));
        QTest::keyClicks(folder, QStringLiteral("/other"));
        QVERIFY(shown.button(QDialogButtonBox::Ok)->isEnabled());
        auto* device = shown.at<QComboBox>("training.device");
        device->setFocus();
        QTest::keyClick(device, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(device, Qt::Key_Delete);
        QVERIFY(!shown.button(QDialogButtonBox::Ok)->isEnabled());
    }

    void isCompleteByKeyboard()
    {
        const Shown shown;
        QSet<QWidget*> visited;
        for (int i = 0; i < 40; ++i) {
            visited.insert(QApplication::focusWidget());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        for (const char* name : { "theme", "colorMap", "batchHistory", "reopenLayout", "training.device",
                 "training.precision", "training.threads", "data.loader_threads", "data.cache_megabytes" })
            QVERIFY2(visited.contains(shown.at<QWidget>(name)), name);
        QVERIFY(visited.contains(shown.at<PathEdit>("runFolder")->lineEdit()));
        QVERIFY(visited.contains(shown.button(QDialogButtonBox::RestoreDefaults)));
    }
};

LOOKAWAY_TEST(tst_preferences_dialog, PreferencesDialogTest)
#include "tst_preferences_dialog.moc"
