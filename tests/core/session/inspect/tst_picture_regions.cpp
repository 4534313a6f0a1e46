// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "TrainedColours.h"
#include "session/inspect/PictureRegions.h"

#include <QTest>

#include <algorithm>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

/// Where a map should point: boxes of a table, masks of the demonstration's data.
class TestPictureRegions : public QObject {
    Q_OBJECT

    TrainedColours m_run;

private Q_SLOTS:
    void initTestCase() { m_run.train(); }

    void boxesAsTheNetworkSeesThem()
    {
        const auto model = m_run.opened();
        const Image wide(64, 48);
        const auto file = m_run.written("boxes.csv",
            "picture,class,x0,y0,x1,y1\r\n\"a, b.png\", green ,0,0,32,24\r\n\r\nsub/c.png,2,60,40,99,99\n"
            "sub/c.png,2,0,0,2,3\nsub/c.png,,10,10,10.2,10.2\n");
        const auto regions = PictureRegions::readBoxes(file, model->facts());
        QVERIFY2(regions.ok(), regions.ok() ? "" : regions.error().message().c_str());
        const auto comma = regions->of("/somewhere/a, b.png", wide, *model);
        QVERIFY(comma.ok() && comma->size() == 1 && comma->front().classIndex == 1);
        const auto& inside = comma->front().inside;
        QCOMPARE(inside.width, 32);
        QVERIFY(inside.at(15, 15) == 1 && inside.at(16, 15) == 0 && inside.at(15, 16) == 0);
        const auto two = regions->of("/x/sub/c.png", wide, *model);
        QVERIFY(two.ok());
        QCOMPARE(two->size(), std::size_t(2)); // the one that is whatever is explained, and both of class 2
        QVERIFY(!two->at(0).classIndex && two->at(0).inside.at(5, 6) == 1); // a box of less than a pixel
        QVERIFY(two->at(1).inside.at(31, 31) == 1 && two->at(1).inside.at(0, 0) == 1);
        QVERIFY(regions->of("/x/other/c.png", wide, *model)->empty());
        const auto small = regions->of("/x/sub/c.png", Image(20, 20), *model);
        QVERIFY(!small.ok() && small.error().what.find("line 4") != std::string::npos);

        auto format = model->facts().input;
        format.fit = InputFormat::Fit::CentreCrop;
        QVERIFY(model->setInput(format, false).ok());
        // 64 x 48 becomes 48 x 36, of which 32 x 32 in the middle are kept: the box ends at (24 - 8, 18 - 2).
        const auto cropped = regions->of("a, b.png", wide, *model);
        QVERIFY(cropped.ok());
        QVERIFY(cropped->front().inside.at(15, 15) == 1 && cropped->front().inside.at(17, 15) == 0);
        QVERIFY(cropped->front().inside.at(0, 0) == 1 && cropped->front().inside.at(15, 18) == 0);
    }

    void boxesThatCannotBeUsed_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("empty") << QByteArray("picture,class,x0,y0,x1,y1\n") << QByteArray("no boxes");
        QTest::newRow("columns") << QByteArray("a.png,1,2,3\n") << QByteArray("Line 1");
        QTest::newRow("number") << QByteArray("\na.png,1,0,0,ten,10\n") << QByteArray("Line 2");
        QTest::newRow("nan") << QByteArray("a.png,1,0,0,nan,10\n") << QByteArray("no number");
        QTest::newRow("empty box") << QByteArray("a.png,1,5,5,5,10\n") << QByteArray("x0 has to be less");
        QTest::newRow("class") << QByteArray("a.png,purple,0,0,5,5\n") << QByteArray("no class \"purple\"");
        QTest::newRow("no picture") << QByteArray(",1,0,0,5,5\n") << QByteArray("Line 1");
    }
    void boxesThatCannotBeUsed()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, says);
        static const auto model = m_run.opened();
        const auto regions = PictureRegions::readBoxes(m_run.written("bad.csv", content.toStdString()), model->facts());
        QVERIFY(!regions.ok());
        QVERIFY2(QByteArray::fromStdString(regions.error().message()).contains(says), regions.error().what.c_str());
        QVERIFY(regions.error().what.find("bad.csv") != std::string::npos);
        QVERIFY(!regions.error().hint.empty());
    }

    void masksOfDemoData()
    {
        const auto model = m_run.opened();
        const auto root = m_run / "demo";
        writePicture(root / "test/type/0001.png", 0, 1);
        cv::Mat mask = cv::Mat::zeros(32, 32, CV_8UC1);
        mask.at<std::uint8_t>(4, 9) = 255;
        fs::create_directories(root / "masks/test/type");
        cv::imwrite((root / "masks/test/type/0001.png").string(), mask);
        const auto file = root / "test/type/0001.png";
        const auto picture = readPicture(file, 0).value();
        QVERIFY(PictureRegions().of(file, picture, *model)->empty()); // any folder may have such pictures
        QVERIFY(writeFileAtomically(root / "demo.json", "{}").ok());
        const auto regions = PictureRegions().of(file, picture, *model);
        QVERIFY(regions.ok() && regions->size() == 1 && !regions->front().classIndex);
        const auto& inside = regions->front().inside;
        QVERIFY(inside.at(9, 4) == 1);
        QCOMPARE(std::count(inside.values.begin(), inside.values.end(), 1.F), std::ptrdiff_t(1));
    }
};

LOOKAWAY_TEST(tst_picture_regions, TestPictureRegions)
#include "tst_picture_regions.moc"
