// SPDX-License-Identifier: MIT
// What the demonstration's pictures show.
#include "DemoFixture.h"
#include "TestMain.h"

#include "data/DataParts.h"

#include <opencv2/imgproc.hpp>

#include <QTest>

using namespace lookaway;
using namespace lookaway::test;
namespace fs = std::filesystem;

namespace {

std::size_t countFiles(const fs::path& folder)
{
    return std::size_t(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

cv::Mat grey(const fs::path& path)
{
    return cv::imread(path.string(), cv::IMREAD_GRAYSCALE);
}

cv::Point2d centreOf(const cv::Mat& mask)
{
    const cv::Moments m = cv::moments(mask, /*binaryImage=*/true);
    return { m.m10 / m.m00 / mask.cols, m.m01 / m.m00 / mask.rows };
}

} // namespace

class DemoDatasetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layoutAndCounts()
    {
        TemporaryFolder folder;
        const auto made = generateDemoData(folder / "new" / "demo", kTiny);
        QVERIFY2(made.ok(), made.ok() ? "" : made.error().message().c_str());
        QCOMPARE(made->classes, std::size_t(8));
        QCOMPARE(made->pictures, kTinyPictures);
        QVERIFY(!made->alreadyThere);

        const std::set<std::string> types{ "avocet", "bittern", "curlew", "dunlin", "egret", "fulmar", "gannet",
            "heron" };
        const fs::path root = folder / "new" / "demo";
        const std::map<std::string, std::size_t> parts{ { "train", 4 }, { "val", 1 }, { "test", 2 },
            { "test-cue-hidden", 2 }, { "masks/train", 4 }, { "masks/val", 1 }, { "masks/test", 2 } };
        for (const auto& [part, perType] : parts) {
            QCOMPARE(namesIn(root / part), types);
            for (const auto& type : types)
                QCOMPARE(countFiles(root / part / type), perType);
        }
        const cv::Mat picture = cv::imread((root / "train/heron/0003.png").string(), cv::IMREAD_UNCHANGED);
        QCOMPARE(picture.type(), CV_8UC3);
        QCOMPARE(picture.size(), cv::Size(32, 32));
    }

    /// The masks are no class and no part, and the hidden cue is a test set of its own.
    void opensAsDataSet()
    {
        TemporaryFolder folder;
        QVERIFY(generateDemoData(folder / "demo", kTiny).ok());
        DataSettings settings;
        settings.path = (folder / "demo").string();
        const auto parts = openData(settings, {});
        QVERIFY2(parts.ok(), parts.ok() ? "" : parts.error().message().c_str());
        QCOMPARE(parts->classes.size(), std::size_t(8));
        QCOMPARE(parts->train->size(), std::size_t(32));
        QCOMPARE(parts->validation->size(), std::size_t(8));
        QCOMPARE(parts->test->size(), std::size_t(16));
        QCOMPARE(parts->extraTests.size(), std::size_t(1));
        QCOMPARE(parts->extraTests.at("cue-hidden")->size(), std::size_t(16));
        QVERIFY(parts->problems.empty());
    }

    void sameSeedSameBytes()
    {
        TemporaryFolder folder;
        DemoSettings other = kTiny;
        other.seed = 8;
        QVERIFY(generateDemoData(folder / "a", kTiny).ok());
        QVERIFY(generateDemoData(folder / "b", kTiny).ok());
        QVERIFY(generateDemoData(folder / "c", other).ok());
        const auto a = picturesBelow(folder / "a");
        QCOMPARE(a, picturesBelow(folder / "b"));
        const auto c = picturesBelow(folder / "c");
        QCOMPARE(c.size(), a.size());
        for (const auto& [path, bytes] : a)
            if (path.rfind("masks", 0) != 0) // two masks may agree by chance, two pictures not
                QVERIFY2(c.at(path) != bytes, path.c_str());
    }

    /// No picture occurs twice, in particular not in two parts; test-cue-hidden differs from test by its cue.
    void everyPictureDiffers()
    {
        TemporaryFolder folder;
        QVERIFY(generateDemoData(folder / "demo", kTiny).ok());
        std::set<std::string> seen;
        for (const auto& [path, bytes] : picturesBelow(folder / "demo"))
            if (path.rfind("masks", 0) != 0)
                QVERIFY2(seen.insert(bytes).second, path.c_str());
        QCOMPARE(seen.size(), kTinyPictures);
    }

    void largerSetHoldsTheSmaller()
    {
        TemporaryFolder folder;
        DemoSettings more = kTiny;
        more.imagesPerClass = 8;
        QVERIFY(generateDemoData(folder / "less", kTiny).ok());
        QVERIFY(generateDemoData(folder / "more", more).ok());
        const auto large = picturesBelow(folder / "more");
        for (const auto& [path, bytes] : picturesBelow(folder / "less")) {
            QVERIFY2(large.count(path), path.c_str());
            QVERIFY2(large.at(path) == bytes, path.c_str());
        }
    }

    void hiddenCueDiffersOnlyInsideMask_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("drawn at 4x") << 64;
        QTest::newRow("drawn at 4x, odd") << 97;
        QTest::newRow("drawn at 2x") << 192;
    }
    void hiddenCueDiffersOnlyInsideMask()
    {
        QFETCH(int, size);
        TemporaryFolder folder;
        QVERIFY(generateDemoData(folder / "demo", { 8, size, 3 }).ok());
        const fs::path root = folder / "demo";
        int pictures = 0;
        for (const auto& type : namesIn(root / "test"))
            for (const auto& name : namesIn(root / "test" / type)) {
                const cv::Mat visible = cv::imread((root / "test" / type / name).string());
                const cv::Mat hidden = cv::imread((root / "test-cue-hidden" / type / name).string());
                const cv::Mat mask = grey(root / "masks/test" / type / name);
                cv::Mat difference;
                cv::absdiff(visible, hidden, difference);
                const std::string id = type + "/" + name;
                // Binary, there, and small: the emblem is at most a tenth of the picture wide.
                QVERIFY2(cv::countNonZero(mask) == cv::countNonZero(mask == 255), id.c_str());
                const double share = cv::countNonZero(mask) / double(mask.total());
                QVERIFY2(share > 0.002 && share < 0.03, (id + ": " + std::to_string(share)).c_str());
                cv::Mat outside = difference.clone();
                outside.setTo(0, mask);
                QVERIFY2(cv::norm(outside, cv::NORM_INF) == 0, id.c_str());
                // White rim and dark disc: no fin can be near both.
                QVERIFY2(cv::norm(difference, cv::NORM_INF) > 60, id.c_str());
                ++pictures;
            }
        QCOMPARE(pictures, 8 * 4);
    }

    /// The size decides how finely a picture is drawn, not what it shows.
    void sizeKeepsTheComposition()
    {
        TemporaryFolder folder;
        QVERIFY(generateDemoData(folder / "small", { 4, 64, 5 }).ok());
        QVERIFY(generateDemoData(folder / "large", { 4, 256, 5 }).ok());
        for (const auto& type : namesIn(folder / "small" / "train")) {
            const fs::path file = fs::path(type) / "0002.png";
            const auto small = centreOf(grey(folder / "small" / "masks/train" / file));
            const auto large = centreOf(grey(folder / "large" / "masks/train" / file));
            QVERIFY2(cv::norm(small - large) < 1.0 / 64, type.c_str());
            cv::Mat reduced;
            cv::resize(grey(folder / "large" / "train" / file), reduced, { 64, 64 }, 0, 0, cv::INTER_AREA);
            cv::Mat difference;
            cv::absdiff(reduced, grey(folder / "small" / "train" / file), difference);
            QVERIFY2(cv::mean(difference)[0] < 10, type.c_str());
        }
    }
};

LOOKAWAY_TEST(tst_demodataset, DemoDatasetTest)
#include "tst_demodataset.moc"
