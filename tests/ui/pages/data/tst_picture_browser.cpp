// SPDX-License-Identifier: MIT
#include "DataFixture.h"
#include "pages/data/ClassBalance.h"
#include "pages/data/LargePicture.h"
#include "widgets/pictures/PictureView.h"

#include "TestMain.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QTemporaryDir>

using namespace lookaway;
using namespace lookaway::test;

class PictureBrowserTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase() { drawPictures(m_folder.path()); }

    void browsesAndFilters()
    {
        SurveyedPage surveyed;
        DataPage& page = surveyed.page();
        surveyed.lookThrough(m_folder.path());
        auto* text = browserOf(page).findChild<QLineEdit*>(QStringLiteral("text"));
        QTest::keyClicks(text, QStringLiteral("picture_3"));
        QTRY_COMPARE(browserOf(page).model().rowCount(), 2);
        QVERIFY(
            browserOf(page).findChild<QLabel*>(QStringLiteral("count"))->text().contains(QStringLiteral("2 of 16")));
        text->clear();
        // A click on a bar shows that class.
        auto* bars = page.findChild<ClassBalanceBars*>()->findChild<QListView*>();
        const QRect bar = bars->visualRect(bars->model()->index(1, 0));
        QTest::mouseClick(bars->viewport(), Qt::LeftButton, {}, bar.center());
        QTRY_COMPARE(browserOf(page).model().rowCount(), 8);
        QCOMPARE(
            browserOf(page).findChild<QComboBox*>(QStringLiteral("class"))->currentText(), QStringLiteral("tulip"));
        QTRY_VERIFY(!tilesOf(page).model()->index(0, 0).data(Qt::DecorationRole).isNull());
    }

    void opensAPictureLarge()
    {
        SurveyedPage surveyed;
        DataPage& page = surveyed.page();
        surveyed.lookThrough(m_folder.path());
        TileView& view = tilesOf(page);
        const QPoint place = view.visualRect(view.model()->index(3, 0)).center();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, place);
        auto* dialog = page.findChild<LargePicture*>();
        QVERIFY(dialog && dialog->isVisible());
        QTRY_VERIFY(!dialog->view().picture().isNull());
    }

    void scrollsAHundredThousandPictures()
    {
        auto survey = std::make_shared<Survey>();
        survey->root = m_folder.path().toStdString();
        survey->classes = { "daffodil" };
        survey->parts.resize(1);
        survey->parts[0].name = "train";
        survey->parts[0].perClass = { 100000 };
        for (int i = 0; i < 100000; ++i)
            survey->parts[0].pictures.push_back(
                { survey->root + "/daffodil/picture_" + std::to_string(i % 8) + ".png", 0 });
        PictureBrowser browser;
        browser.resize(1000, 700);
        browser.setSurvey(survey);
        browser.show();
        QVERIFY(QTest::qWaitForWindowExposed(&browser));
        auto* view = browser.findChild<TileView*>();
        QVERIFY(view->verticalScrollBar()->maximum() > 1000000);
        for (int i = 0; i <= 200; ++i) { // how long a frame takes is the benchmark's affair
            view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum() / 200 * i);
            view->viewport()->repaint();
            QCoreApplication::processEvents();
        }
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum());
        const auto last = view->model()->index(99999, 0);
        QVERIFY(last.isValid() && view->viewport()->rect().intersects(view->visualRect(last)));
    }
};

LOOKAWAY_TEST(tst_picture_browser, PictureBrowserTest)
#include "tst_picture_browser.moc"
