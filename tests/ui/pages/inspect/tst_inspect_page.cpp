// SPDX-License-Identifier: MIT
// How models and pictures come to the Inspect workspace, with real clicks and keys.
#include "bridge/RecentModels.h"
#include "pages/inspect/AnswerList.h"
#include "pages/inspect/ClassBox.h"
#include "pages/inspect/InputEditor.h"
#include "pages/inspect/InspectStart.h"
#include "pages/inspect/ModelPanel.h"
#include "pages/inspect/PictureStrip.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineNote.h"
#include "widgets/pictures/InspectView.h"
#include "widgets/pictures/TileView.h"

#include "InspectFixture.h"
#include "TestMain.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>

using namespace lookaway;
using namespace lookaway::test;

class InspectPageTest : public QObject {
    Q_OBJECT

    InspectFixture m_inspect;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_inspect.train()); }
    void init() { m_inspect.show(); }
    void cleanup() { m_inspect.close(); }

    void saysWhatToDoFirst()
    {
        auto* start = m_inspect.find<InspectStart>();
        QVERIFY(start->isVisible());
        QVERIFY(start->state()->title().contains(QStringLiteral("Drop a model here")));
        QVERIFY(!start->recent()->isVisible());
        m_inspect.openRun();
        QVERIFY(!start->isVisible());
        QCOMPARE(recentModels(), QStringList{ m_inspect.run() });
        // And the next time it is a click away.
        m_inspect.showAgain();
        auto* recent = m_inspect.find<InspectStart>()->recent();
        QCOMPARE(recent->count(), 1);
        QSignalSpy opened(&m_inspect.page(), &InspectPage::modelOpened);
        QTest::mouseClick(recent->viewport(), Qt::LeftButton, {}, recent->visualItemRect(recent->item(0)).center());
        QVERIFY(opened.wait(InspectFixture::patience));
    }

    void saysWhatIsNoModel()
    {
        QSignalSpy failed(&m_inspect.page(), &InspectPage::openFailed);
        m_inspect.page().openPaths({ m_inspect.file("run/metrics.csv") });
        QVERIFY(failed.wait(InspectFixture::patience));
        QVERIFY(m_inspect.find<InspectStart>()->isVisible());
        QVERIFY(m_inspect.find<QPushButton>("openModelFile")->isEnabled());
    }

    void explainsADroppedPicture()
    {
        m_inspect.openAndLook();
        QVERIFY(!m_inspect.pane().heat().empty());
        QCOMPARE(m_inspect.pane().heat().width, 32);
        auto* answers = m_inspect.find<AnswerList>();
        QCOMPARE(answers->answers()->rowCount(), 3);
        const auto best = answers->answers()->row(0);
        QVERIFY(best.probability >= answers->answers()->row(1).probability);
        QCOMPARE(m_inspect.pane().explanation()->classIndex, best.index);
        QVERIFY(m_inspect.pane().view()->picture().size() == QSize(32, 32));

        // A click on another class explains it, and so does Enter.
        const auto second = answers->answers()->row(1).index;
        QTest::mouseClick(answers->viewport(), Qt::LeftButton, {}, centreOf(*answers, 1));
        QTRY_VERIFY_WITH_TIMEOUT(m_inspect.pane().explanation() && m_inspect.pane().explanation()->classIndex == second,
            InspectFixture::patience);
        const auto third = answers->answers()->row(2).index;
        answers->setFocus();
        QTest::keyClick(answers, Qt::Key_Down);
        QTest::keyClick(answers, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_inspect.pane().explanation() && m_inspect.pane().explanation()->classIndex == third,
            InspectFixture::patience);
    }

    void aClassIsFoundByTyping()
    {
        m_inspect.openAndLook();
        auto* box = m_inspect.pane().findChild<ClassBox*>();
        box->setFocus();
        box->lineEdit()->selectAll();
        QTest::keyClicks(box->lineEdit(), QStringLiteral("gree"));
        QTest::keyClick(box->lineEdit(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_inspect.pane().explanation() && m_inspect.pane().explanation()->classIndex == 1,
            InspectFixture::patience);
        QCOMPARE(box->classIndex(), std::int64_t(1));
        // What is no class goes back to what it was.
        box->lineEdit()->selectAll();
        QTest::keyClicks(box->lineEdit(), QStringLiteral("zebra"));
        QTest::keyClick(box->lineEdit(), Qt::Key_Return);
        QCOMPARE(box->classIndex(), std::int64_t(1));
        QCOMPARE(box->currentText(), QStringLiteral("green"));
    }

    void picturesComeFromFoldersAndTheClipboard()
    {
        m_inspect.openRun();
        auto* strip = m_inspect.page().strip();
        const QAbstractItemModelTester tester(strip->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        drop(m_inspect.page(), { m_inspect.file("pictures/blue"), m_inspect.picture("red/0.png") });
        QTRY_COMPARE_WITH_TIMEOUT(strip->model()->rowCount(), 25, InspectFixture::patience);
        m_inspect.awaitMap();
        const auto first = m_inspect.page().inspector()->subject();
        strip->view()->setFocus();
        QTest::keyClick(strip->view(), Qt::Key_Right);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_inspect.page().inspector()->subject() && m_inspect.page().inspector()->subject() != first,
            InspectFixture::patience);

        QGuiApplication::clipboard()->setImage(squareOf(Qt::green, 4, 60));
        QTest::keyClick(&m_inspect.page(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(strip->model()->rowCount(), 26, InspectFixture::patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_inspect.page().inspector()->subject()
                && m_inspect.page().inspector()->subject()->title == QStringLiteral("pasted picture"),
            InspectFixture::patience);
        QTest::keyClick(strip->view(), Qt::Key_Delete);
        QCOMPARE(strip->model()->rowCount(), 25);
    }

    void aBrokenPictureIsASentence()
    {
        m_inspect.openRun();
        QFile broken(m_inspect.file("broken.png"));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("no picture") > 0);
        broken.close();
        drop(m_inspect.page(), { broken.fileName() });
        const auto said = [&] {
            for (const auto* note : m_inspect.page().findChildren<InlineNote*>())
                if (note->isVisible() && note->text().contains(QStringLiteral("broken.png")))
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(said(), InspectFixture::patience);
        drop(m_inspect.page(), { m_inspect.picture("red/0.png") });
        m_inspect.awaitMap();
        QVERIFY(!said());
    }

    void anotherInputHoldsAndIsRemembered()
    {
        m_inspect.openAndLook();
        auto* editor = m_inspect.find<InputEditor>();
        InputFormat format = editor->format();
        QCOMPARE(format.side, 32);
        auto* tabs = m_inspect.find<ModelPanel>()->findChild<QTabWidget*>();
        tabs->setCurrentIndex(1);
        auto* side = editor->findChild<QSpinBox*>(QStringLiteral("side"));
        side->setFocus();
        side->selectAll();
        QTest::keyClicks(side, QStringLiteral("48"));
        QTest::keyClick(side, Qt::Key_Tab);
        QSignalSpy changed(m_inspect.page().inspector(), &Inspector::inputChanged);
        QTest::mouseClick(editor->findChild<QPushButton*>(QStringLiteral("apply")), Qt::LeftButton);
        QVERIFY(changed.wait(InspectFixture::patience));
        QTRY_VERIFY_WITH_TIMEOUT(
            m_inspect.pane().explanation() && m_inspect.pane().heat().width == 48, InspectFixture::patience);
        Inspector again;
        again.setDevice(QStringLiteral("cpu"));
        QSignalSpy opened(&again, &Inspector::opened);
        again.openPath(m_inspect.run());
        QVERIFY(opened.wait(InspectFixture::patience));
        QCOMPARE(again.model().input.side, 48);
        // Back, for the tests that follow.
        format.side = 32;
        QSignalSpy back(&again, &Inspector::inputChanged);
        again.setInput(format, true);
        QVERIFY(back.wait(InspectFixture::patience));
    }

    void classNamesAreReadFromAFile()
    {
        const QString path = m_inspect.file("names.txt");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("dog\r\n\ncat\n\n") > 0);
        file.close();
        const auto names = InputEditor::readClassNames(path);
        QVERIFY(names.ok());
        QVERIFY(*names == (std::vector<std::string>{ "dog", "", "cat" }));
        const auto none = InputEditor::readClassNames(m_inspect.file("none.txt"));
        QVERIFY(!none.ok() && none.error().what.find("none.txt") != std::string::npos);
    }
};

LOOKAWAY_TEST(tst_inspect_page, InspectPageTest)
#include "tst_inspect_page.moc"
