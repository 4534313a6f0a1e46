// SPDX-License-Identifier: MIT
#include "widgets/InlineNote.h"
#include "widgets/forms/LiveControls.h"
#include "widgets/forms/RealBox.h"
#include "widgets/forms/SliderBox.h"

#include "TestMain.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

using namespace lookaway;

namespace {

struct Shown {
    Shown()
    {
        Config config;
        config.distraction.fill = FillKind::Zero;
        controls.setConfig(config);
        controls.setRunning(true);
        controls.resize(300, 300);
        controls.show();
        (void)QTest::qWaitForWindowActive(&controls);
        p = controls.findChild<SliderBox*>(QStringLiteral("distraction.p"));
        fill = controls.findChild<QComboBox*>(QStringLiteral("distraction.fill"));
        learningRate = controls.findChild<RealBox*>(QStringLiteral("training.learning_rate"));
        note = controls.findChild<InlineNote*>();
    }
    static void type(QWidget* widget, const QString& text)
    {
        widget->setFocus();
        QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(widget, text);
    }
    LiveControls controls;
    SliderBox* p;
    QComboBox* fill;
    RealBox* learningRate;
    InlineNote* note;
};

SettingsChange change(const QSignalSpy& spy, int index)
{
    return spy.at(index).first().value<SettingsChange>();
}

} // namespace

class LiveControlsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksOnceWhenThePersonRests()
    {
        const Shown shown;
        QSignalSpy requested(&shown.controls, &LiveControls::changeRequested);
        auto* slider = shown.p->slider();
        slider->setFocus();
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(requested.count(), 0);
        QCOMPARE(shown.p->box()->text(), QStringLiteral("0.3"));
        QTest::keyClick(shown.fill, Qt::Key_Down);
        QVERIFY(requested.wait(2000));
        QCOMPARE(requested.count(), 1);
        QCOMPARE(change(requested, 0).p, std::optional(0.3));
        QCOMPARE(change(requested, 0).fill, std::optional(FillKind::One));
        QVERIFY(!change(requested, 0).threshold && !change(requested, 0).where && !change(requested, 0).learningRate);
    }

    void sliderAndBoxGoTogether()
    {
        const Shown shown;
        Shown::type(shown.p->box(), QStringLiteral("0.404"));
        QCOMPARE(shown.p->slider()->value(), 40);
        QCOMPARE(shown.p->value(), std::optional(0.404)); // finer than the slider
        auto* slider = shown.p->slider();
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Home);
        QCOMPARE(shown.p->value(), std::optional(0.01)); // 0 is not allowed
        QTest::keyClick(slider, Qt::Key_End);
        QCOMPARE(shown.p->value(), std::optional(0.5));
        auto* threshold = shown.controls.findChild<SliderBox*>(QStringLiteral("distraction.threshold"));
        QTest::keyClick(threshold->slider(), Qt::Key_End);
        QCOMPARE(threshold->value(), std::optional(0.99));
    }

    void goingBackAsksForNothing()
    {
        const Shown shown;
        QSignalSpy requested(&shown.controls, &LiveControls::changeRequested);
        auto* slider = shown.p->slider();
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Right);
        QTest::keyClick(slider, Qt::Key_Left);
        QVERIFY(!requested.wait(400));
        // But after a request the way back is one, although the run has not answered yet.
        QTest::keyClick(slider, Qt::Key_Right);
        QVERIFY(requested.wait(2000));
        QTest::keyClick(slider, Qt::Key_Left);
        QVERIFY(requested.wait(2000));
        QCOMPARE(change(requested, 1).p, std::optional(0.25));
    }

    void theLearningRateWaitsForEnter()
    {
        const Shown shown;
        QSignalSpy requested(&shown.controls, &LiveControls::changeRequested);
        Shown::type(shown.learningRate, QStringLiteral("1e-3"));
        QVERIFY(!requested.wait(400));
        QVERIFY(shown.note->text().contains(QStringLiteral("Enter")));
        QTest::keyClick(shown.learningRate, Qt::Key_Return);
        QCOMPARE(requested.count(), 1);
        QCOMPARE(change(requested, 0).learningRate, std::optional(1e-3));
        QTest::keyClick(shown.learningRate, Qt::Key_Tab); // leaving asks only for what is new
        QCOMPARE(requested.count(), 1);
        Shown::type(shown.learningRate, QStringLiteral("2e-3"));
        QTest::keyClick(shown.learningRate, Qt::Key_Tab);
        QCOMPARE(requested.count(), 2);
    }

    void saysWhatCannotBeAskedFor()
    {
        const Shown shown;
        QSignalSpy requested(&shown.controls, &LiveControls::changeRequested);
        Shown::type(shown.p->box(), QStringLiteral("0.9"));
        QCOMPARE(shown.note->kind(), InlineNote::Kind::Problem);
        QVERIFY(shown.note->text().contains(QStringLiteral("at most 0.5")));
        Shown::type(shown.learningRate, QStringLiteral("0"));
        QTest::keyClick(shown.learningRate, Qt::Key_Return);
        QVERIFY(!requested.wait(400));
    }

    void showsWhatTheRunDoes()
    {
        Shown shown;
        QSignalSpy requested(&shown.controls, &LiveControls::changeRequested);
        Shown::type(shown.p->box(), QStringLiteral("0.3333333"));
        QVERIFY(requested.wait(2000));
        // 0.3333333 again is no other value.
        shown.controls.applied({ 1234, "p", "0.25", "0.333333" });
        QCOMPARE(shown.note->kind(), InlineNote::Kind::Success);
        QVERIFY(shown.note->text().contains(QStringLiteral("mini-batch")));
        QCOMPARE(shown.p->value(), std::optional(0.3333333));
        // A change that came from elsewhere.
        shown.controls.applied({ 1240, "fill", "zero", "blur" });
        QCOMPARE(shown.fill->currentText(), QStringLiteral("blur"));
        shown.controls.applied({ 1250, "learning rate", "5e-05", "0.001" });
        QCOMPARE(shown.learningRate->value(), std::optional(1e-3));
        shown.controls.applied({ 1250, "nonsense", "1", "2" });
        shown.controls.applied({ 1250, "p", "0.3", "nonsense" });
        QCOMPARE(shown.p->value(), std::optional(0.3333333));
        QVERIFY(!requested.wait(400));
    }

    void goesBackWhenRefused()
    {
        Shown shown;
        QSignalSpy requested(&shown.controls, &LiveControls::changeRequested);
        QTest::keyClick(shown.fill, Qt::Key_Down);
        QVERIFY(requested.wait(2000));
        shown.controls.refused(QStringLiteral("No, because."));
        QCOMPARE(shown.fill->currentText(), QStringLiteral("zero"));
        QCOMPARE(shown.note->text(), QStringLiteral("No, because."));
        QVERIFY(!requested.wait(400));
    }

    void withoutAFillOnlyWhatActsCanBeChanged()
    {
        Shown shown;
        const auto enabled = [&](const char* key) {
            return shown.controls.findChild<QWidget*>(QString::fromLatin1(key))->isEnabled();
        };
        QSignalSpy requested(&shown.controls, &LiveControls::changeRequested);
        QVERIFY(enabled("distraction.p") && enabled("distraction.threshold") && enabled("distraction.where"));
        const QString usual = shown.p->parentWidget()->toolTip();
        shown.fill->setFocus();
        QTest::keyClick(shown.fill, Qt::Key_Home); // none
        QCOMPARE(shown.fill->currentText(), QStringLiteral("none"));
        QVERIFY(!enabled("distraction.p") && !enabled("distraction.threshold") && !enabled("distraction.where"));
        QVERIFY(enabled("distraction.fill") && enabled("training.learning_rate"));
        QVERIFY(shown.note->isVisible() && shown.note->text().contains(QStringLiteral("no effect")));
        QVERIFY(shown.p->parentWidget()->toolTip().contains(QStringLiteral("no effect")));
        QVERIFY(requested.wait(2000));
        shown.controls.applied({ 12, "fill", "zero", "none" });
        QVERIFY(shown.note->text().contains(QStringLiteral("no effect")));
        shown.controls.applied({ 40, "fill", "none", "mean" }); // by somebody else
        QVERIFY(enabled("distraction.p") && enabled("distraction.threshold") && enabled("distraction.where"));
        QVERIFY(!shown.note->text().contains(QStringLiteral("no effect")));
        QCOMPARE(shown.p->parentWidget()->toolTip(), usual);
        QTest::keyClick(shown.fill, Qt::Key_Home);
        shown.controls.setRunning(false);
        shown.controls.setRunning(true); // the next run
        QVERIFY(!enabled("distraction.p") && enabled("distraction.fill"));
    }

    void worksOnlyOnARun()
    {
        Shown shown;
        QSignalSpy requested(&shown.controls, &LiveControls::changeRequested);
        QTest::keyClick(shown.fill, Qt::Key_Down);
        shown.controls.setRunning(false);
        QVERIFY(!shown.fill->isEnabled());
        QVERIFY(shown.note->isVisible());
        QVERIFY(!requested.wait(400)); // the run is over
    }

    void fitsANarrowDockAndOneRow()
    {
        Shown shown;
        QVERIFY(shown.controls.minimumSizeHint().width() <= 300);
        const auto rows = [&] {
            QCoreApplication::processEvents();
            QSet<int> tops;
            for (const char* key : { "distraction.p", "distraction.threshold", "distraction.fill", "distraction.where",
                     "training.learning_rate" }) {
                const auto* editor = shown.controls.findChild<QWidget*>(QString::fromLatin1(key));
                const QRect place(editor->mapTo(&shown.controls, QPoint(0, 0)), editor->size());
                tops.insert(editor->parentWidget()->y());
                if (!shown.controls.rect().contains(place))
                    return -1;
            }
            return static_cast<int>(tops.size());
        };
        QCOMPARE(rows(), 4);
        shown.controls.resize(600, 200);
        QCOMPARE(rows(), 2);
        shown.controls.resize(1200, 120);
        QCOMPARE(rows(), 1);
        QVERIFY(shown.controls.minimumSizeHint().width() <= 300);
        shown.controls.resize(300, 300);
        QCOMPARE(rows(), 4);
    }
};

LOOKAWAY_TEST(tst_live_controls, LiveControlsTest)
#include "tst_live_controls.moc"
