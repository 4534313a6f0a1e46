// SPDX-License-Identifier: MIT
// How models and pictures come to the Inspect workspace, with real clicks and keys.
#include "bridge/RecentModels.h"
#include "pages/inspect/AnswerList.h"
#include "pages/inspect/ClassBox.h"
#include "pages/inspect/ClassNamesButton.h"
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
#include <QCheckBox>
#include <QClipboard>
#include <QFileDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
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
        const auto* note = m_inspect.pane().findChild<InlineNote*>();
        QVERIFY(note->isVisible() && note->text().contains(QStringLiteral("zebra")));
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

    void numbersGetNamesBesideTheAnswers()
    {
        m_inspect.openAndLook();
        auto* button = m_inspect.find<ClassNamesButton>("answerNames");
        QVERIFY(!button->isVisible()); // the run has names
        const auto write = [&](const char* name, const QByteArray& text) {
            QFile file(m_inspect.file(name));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(write("names.txt", "azure\r\nolive\nscarlet\n\n") && write("four.txt", "a\nb\nc\nd\n"));
        auto* inspector = m_inspect.page().inspector();
        const InputFormat named = inspector->model().input;
        InputFormat numbers = named;
        numbers.classes.clear();
        QSignalSpy changed(inspector, &Inspector::inputChanged);
        inspector->setInput(numbers, false);
        QVERIFY(changed.wait(InspectFixture::patience));
        QVERIFY(button->isVisible());
        const auto choose = [&](const QString& path) {
            QTest::mouseClick(button, Qt::LeftButton);
            auto* dialog = button->findChild<QFileDialog*>();
            QVERIFY(dialog);
            Q_EMIT dialog->fileSelected(path);
            dialog->close();
        };
        const auto note = [&] { return m_inspect.find<InlineNote>("pageNote")->text(); };
        choose(m_inspect.file("four.txt"));
        QVERIFY2(note().contains(QStringLiteral("4 names")), qPrintable(note()));
        QVERIFY(button->isVisible());
        m_inspect.find<QCheckBox>("remember")->setChecked(false);
        choose(m_inspect.file("names.txt"));
        QVERIFY(changed.wait(InspectFixture::patience));
        QCOMPARE(inspector->className(2), QStringLiteral("scarlet"));
        QVERIFY(!button->isVisible());

        // The next model of as many classes needs no file to be looked for.
        inspector->setInput(numbers, false);
        QVERIFY(changed.wait(InspectFixture::patience));
        QTest::mouseClick(button, Qt::LeftButton);
        auto* lists = button->findChild<QMenu*>(QStringLiteral("classLists"));
        QVERIFY(lists && lists->isVisible());
        QVERIFY(lists->actions().front()->text().startsWith(QStringLiteral("names.txt")));
        QTest::keyClick(lists, Qt::Key_Down);
        QTest::keyClick(lists, Qt::Key_Return);
        QVERIFY(changed.wait(InspectFixture::patience));
        QCOMPARE(inspector->className(0), QStringLiteral("azure"));
    }

    void theClassThatIsExplainedHasItsProbability()
    {
        Inspector& inspector = *m_inspect.page().inspector();
        m_inspect.openAndLook();
        const auto answer = inspector.subject()->answer;
        const auto last = answer.top(3).back();
        const auto rows = answerRows(inspector, answer, 1, last);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[1].index, last);
        QCOMPARE(float(rows[1].probability), answer.probabilities[std::size_t(last)]);
        QCOMPARE(answerRows(inspector, answer, 1, answer.top(1).front()).size(), std::size_t(1));
        QCOMPARE(answerRows(inspector, answer, 1, -1).size(), std::size_t(1));
    }
};

LOOKAWAY_TEST(tst_inspect_page, InspectPageTest)
#include "tst_inspect_page.moc"
