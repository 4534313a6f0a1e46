// SPDX-License-Identifier: MIT
#include "DataFixture.h"
#include "pages/data/PreviewPane.h"
#include "widgets/InlineNote.h"
#include "widgets/pictures/CaptionedPictures.h"

#include "TestMain.h"

#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>

using namespace lookaway;
using namespace lookaway::test;

class PreviewPaneTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static void clickTile(DataPage& page, int row)
    {
        TileView& view = tilesOf(page);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(view.model()->index(row, 0)).center());
    }

private Q_SLOTS:
    void initTestCase() { drawPictures(m_folder.path()); }

    void previewsTheChosenPicture()
    {
        SurveyedPage surveyed;
        DataPage& page = surveyed.page();
        connect(&page, &DataPage::augmentationRequested, &page, [&page](const AugmentationRequest& request) {
            const auto pictures =
                augmentationPreview(request.picture, request.settings, request.side, request.count, request.seed);
            QVERIFY(pictures.ok());
            page.showAugmentation(request.picture, *pictures);
        });
        surveyed.lookThrough(m_folder.path());
        QSignalSpy asked(&page, &DataPage::augmentationRequested);
        clickTile(page, 2);
        QTRY_COMPARE(asked.count(), 1);
        auto* pane = page.findChild<AugmentationPane*>();
        const auto& shown = pane->findChild<CaptionedPictures*>()->pictures();
        QCOMPARE(shown.size(), std::size_t{ 12 });
        const QImage before = shown.at(3).picture.copy();
        QTest::mouseClick(pane->findChild<QPushButton*>(QStringLiteral("drawAgain")), Qt::LeftButton);
        QCOMPARE(asked.count(), 2);
        QVERIFY(shown.at(3).picture != before);
        // An answer for a picture that is no longer chosen is dropped.
        page.showAugmentation("another.png", {});
        QCOMPARE(shown.size(), std::size_t{ 12 });
    }

    void asksToExplainTheChosenPicture()
    {
        SurveyedPage surveyed;
        DataPage& page = surveyed.page();
        page.setRuns({ { QStringLiteral("baseline"), QStringLiteral("/runs/baseline") } });
        surveyed.lookThrough(m_folder.path());
        clickTile(page, 1);
        page.findChild<PreviewPane*>()->findChild<QTabWidget*>()->setCurrentIndex(1);
        auto* pane = page.findChild<OcclusionPane*>();
        QSignalSpy asked(&page, &DataPage::occlusionRequested);
        auto* network = pane->findChild<QComboBox*>(QStringLiteral("network"));
        network->setFocus();
        QTest::keyClick(network, Qt::Key_Down);
        QTest::mouseClick(pane->findChild<QPushButton*>(QStringLiteral("explain")), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        const auto request = asked.at(0).at(0).value<OcclusionPreviewRequest>();
        QCOMPARE(request.run.string(), std::string("/runs/baseline"));
        QCOMPARE(request.label, std::int64_t{ 0 });
        OcclusionPreview preview;
        preview.input = Image(16, 16);
        preview.heat = HeatMap(16, 16);
        preview.layer = "layer4";
        preview.classes = { "daffodil", "tulip" };
        preview.probability = 0.75;
        preview.fills = { { FillKind::Zero, Image(16, 16), HeatMap(16, 16), 0.125, 0.25 } };
        page.showOcclusion(request.picture.string(), preview);
        const auto& shown = pane->findChild<CaptionedPictures*>()->pictures();
        QCOMPARE(shown.size(), std::size_t{ 3 });
        QCOMPARE(shown[2].note, QStringLiteral("p → 0.250 ▼"));
        QVERIFY(pane->findChild<InlineNote*>()->text().contains(QStringLiteral("12.5 %")));
        page.showOcclusionError(fail("No memory."));
        QCOMPARE(pane->findChild<InlineNote*>()->text(), QStringLiteral("No memory."));
    }
};

LOOKAWAY_TEST(tst_preview_pane, PreviewPaneTest)
#include "tst_preview_pane.moc"
