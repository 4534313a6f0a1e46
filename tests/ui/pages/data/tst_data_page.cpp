// SPDX-License-Identifier: MIT
#include "DataFixture.h"
#include "pages/data/ProblemsTable.h"
#include "pages/data/SurveySummary.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineNote.h"
#include "widgets/forms/PathEdit.h"
#include "widgets/forms/SettingsForm.h"

#include "TestMain.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTreeView>
#include <QUrl>

#include <algorithm>

using namespace lookaway;
using namespace lookaway::test;

class DataPageTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase() { drawPictures(m_folder.path()); }

    void saysWhatADataFolderLooksLike()
    {
        DataPage page;
        open(page);
        QSignalSpy demo(&page, &DataPage::demoRequested);
        auto* empty = page.findChild<EmptyState*>(QStringLiteral("empty"));
        QVERIFY(empty->isVisible());
        QVERIFY(empty->text().contains(QStringLiteral("one folder per class")));
        QTest::mouseClick(empty->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(demo.count(), 1);
    }

    void looksThroughABrokenDataSet()
    {
        SurveyedPage surveyed;
        DataPage& page = surveyed.page();
        auto* edit = page.findChild<PathEdit*>()->lineEdit();
        edit->setFocus();
        QTest::keyClicks(edit, m_folder.path());
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(browserOf(page).isVisible());
        QCOMPARE(browserOf(page).model().rowCount(), 16);
        QCOMPARE(page.config().data.path, m_folder.path().toStdString());
        const QString note = page.findChild<SurveySummary*>()->findChild<InlineNote*>()->text();
        QVERIFY2(note.contains(QStringLiteral("One file")), qPrintable(note));
        auto* problems = page.findChild<ProblemsTable*>();
        QVERIFY(problems->text().contains(QStringLiteral("broken.jpg")));
        auto* model = problems->findChild<QTreeView*>()->model();
        const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model->rowCount(), 1);
        const QString reason = model->index(0, 1).data().toString();
        QVERIFY2(reason.size() > 10 && !reason.contains(m_folder.path()), qPrintable(reason));
    }

    void saysWhyDataCannotBeUsed()
    {
        SurveyedPage surveyed;
        DataPage& page = surveyed.page();
        page.openPath(m_folder.filePath(QStringLiteral("nowhere")));
        const auto states = page.findChildren<EmptyState*>();
        QTRY_VERIFY(std::any_of(states.begin(), states.end(), [](EmptyState* state) {
            return state->isVisible() && state->title().contains(QStringLiteral("nowhere"));
        }));
    }

    void dropsAreOpened()
    {
        DataPage page;
        open(page);
        QSignalSpy survey(&page, &DataPage::surveyRequested);
        QMimeData data;
        data.setUrls({ QUrl::fromLocalFile(m_folder.path()) });
        QDragEnterEvent enter({ 50, 300 }, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&page, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({ 50, 300 }, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&page, &drop);
        QCOMPARE(survey.count(), 1);
        QCOMPARE(survey.at(0).at(0).value<DataSettings>().path, m_folder.path().toStdString());
    }

    void aHiddenPageAsksForNothing()
    {
        DataPage page;
        QSignalSpy survey(&page, &DataPage::surveyRequested);
        Config config;
        config.data.path = m_folder.path().toStdString();
        page.setConfig(config);
        QVERIFY(!survey.wait(700));
        open(page);
        QTRY_COMPARE(survey.count(), 1);
    }

    void settingsChangeTheSplit()
    {
        SurveyedPage surveyed;
        DataPage& page = surveyed.page();
        surveyed.lookThrough(m_folder.path());
        QSignalSpy changed(&page, &DataPage::configChanged);
        Config config = page.config();
        config.data.testShare = 0;
        auto* form = page.findChild<SettingsForm*>();
        form->setConfig(config);
        Q_EMIT form->changed();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(page.config().data.testShare, 0.0);
        QVERIFY(!page.findChildren<InlineNote*>().empty());
        QTest::mouseClick(page.findChild<QPushButton*>(QStringLiteral("lookThrough")), Qt::LeftButton);
        auto* part = browserOf(page).findChild<QComboBox*>(QStringLiteral("part"));
        QTRY_COMPARE(part->count(), 3); // all, training, validation
    }
};

LOOKAWAY_TEST(tst_data_page, DataPageTest)
#include "tst_data_page.moc"
