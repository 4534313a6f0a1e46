// SPDX-License-Identifier: MIT
#include "Pictures.h"
#include "TestMain.h"

#include "data/DataParts.h"
#include "data/DemoDataset.h"

#include <opencv2/imgproc.hpp>

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace lookaway;
using namespace lookaway::test;
namespace fs = std::filesystem;

namespace {

constexpr DemoSettings kTiny{ /*imagesPerClass=*/4, /*size=*/32, /*seed=*/7 };
constexpr std::size_t kTinyPictures = 8 * (4 + 1 + 2 + 2); // types x (train + val + test + test-cue-hidden)

/// Every file below the folder but the description: relative path -> bytes.
std::map<std::string, std::string> picturesBelow(const fs::path& folder)
{
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().extension() == ".png")
            files[fs::relative(entry.path(), folder).generic_string()] = readBytes(entry.path());
    return files;
}

std::size_t countFiles(const fs::path& folder)
{
    return std::size_t(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

std::set<std::string> namesIn(const fs::path& folder)
{
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
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

    void secondCallDrawsNothing()
    {
        TemporaryFolder folder;
        QVERIFY(generateDemoData(folder / "demo", kTiny).ok());
        const fs::path probe = folder / "demo" / "train/avocet/0000.png";
        writeBytes(probe, "kept");
        std::size_t calls = 0;
        const auto again = generateDemoData(folder / "demo", kTiny, {}, [&](std::size_t, std::size_t) { ++calls; });
        QVERIFY(again.ok());
        QVERIFY(again->alreadyThere);
        QCOMPARE(again->pictures, kTinyPictures);
        QCOMPARE(calls, std::size_t(0));
        QCOMPARE(readBytes(probe), std::string("kept"));
    }

    void reportsProgress()
    {
        TemporaryFolder folder;
        std::vector<std::size_t> seen;
        std::size_t total = 0;
        QVERIFY(generateDemoData(folder / "demo", kTiny, {}, [&](std::size_t done, std::size_t all) {
            seen.push_back(done);
            total = all;
        }).ok());
        QCOMPARE(total, kTinyPictures);
        QCOMPARE(seen.size(), kTinyPictures);
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
        QCOMPARE(seen.back(), kTinyPictures);
    }

    void cancelledAndContinued()
    {
        TemporaryFolder folder;
        CancelSource source;
        const auto stopped =
            generateDemoData(folder / "demo", kTiny, source.token(), [&](std::size_t done, std::size_t) {
                if (done == 5)
                    source.cancel();
            });
        QVERIFY(!stopped.ok());
        QVERIFY(stopped.error().cancelled());
        QVERIFY(picturesBelow(folder / "demo").size() < kTinyPictures);

        const auto whole = generateDemoData(folder / "demo", kTiny);
        QVERIFY2(whole.ok(), whole.ok() ? "" : whole.error().message().c_str());
        QVERIFY(!whole->alreadyThere);
        QVERIFY(generateDemoData(folder / "straight", kTiny).ok());
        QCOMPARE(picturesBelow(folder / "demo"), picturesBelow(folder / "straight"));
    }

    void refusesForeignFolder()
    {
        TemporaryFolder folder;
        writeBytes(folder / "mine" / "thesis.txt", "precious");
        const auto made = generateDemoData(folder / "mine", kTiny);
        QVERIFY(!made.ok());
        QVERIFY(contains(made.error().what, (folder / "mine").string()));
        QVERIFY(!made.error().hint.empty());
        QCOMPARE(namesIn(folder / "mine"), std::set<std::string>{ "thesis.txt" });
    }

    void refusesForeignDescription_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("truncated") << QByteArray("{\"format\": \"lookaway-demo");
        QTest::newRow("list") << QByteArray("[1, 2]");
        QTest::newRow("other format") << QByteArray("{\"format\": 3, \"complete\": true}");
        QTest::newRow("complete is text")
            << QByteArray("{\"format\": \"lookaway-demo-data-1\", \"complete\": \"yes\"}");
        QTest::newRow("huge") << QByteArray(100000, '[');
    }
    void refusesForeignDescription()
    {
        QFETCH(QByteArray, json);
        TemporaryFolder folder;
        writeBytes(folder / "demo" / "demo.json", json.toStdString());
        const auto made = generateDemoData(folder / "demo", kTiny);
        QVERIFY(!made.ok());
        QVERIFY(contains(made.error().what, (folder / "demo").string()));
        QCOMPARE(namesIn(folder / "demo"), std::set<std::string>{ "demo.json" });
    }

    void refusesOtherSettings()
    {
        TemporaryFolder folder;
        QVERIFY(generateDemoData(folder / "demo", kTiny).ok());
        const auto before = picturesBelow(folder / "demo");
        DemoSettings other = kTiny;
        other.imagesPerClass = 5;
        const auto made = generateDemoData(folder / "demo", other);
        QVERIFY(!made.ok());
        QVERIFY(contains(made.error().what, "other settings"));
        QCOMPARE(picturesBelow(folder / "demo"), before);
    }

    void refusesImpossibleSettings_data()
    {
        QTest::addColumn<int>("imagesPerClass");
        QTest::addColumn<int>("size");
        QTest::addColumn<QString>("named");
        QTest::newRow("too few") << 3 << 64 << "3";
        QTest::newRow("negative") << -1 << 64 << "-1";
        QTest::newRow("too many") << 10000 << 64 << "10000";
        QTest::newRow("tiny") << 4 << 31 << "31";
        QTest::newRow("huge") << 4 << 513 << "513";
    }
    void refusesImpossibleSettings()
    {
        QFETCH(int, imagesPerClass);
        QFETCH(int, size);
        QFETCH(QString, named);
        TemporaryFolder folder;
        const auto made = generateDemoData(folder / "demo", { imagesPerClass, size, 1 });
        QVERIFY(!made.ok());
        QVERIFY(contains(made.error().what, named.toStdString()));
        QVERIFY(!made.error().hint.empty());
        QVERIFY(!fs::exists(folder / "demo"));
    }

    void targetIsAFile()
    {
        TemporaryFolder folder;
        for (const std::string content : { "", "text" }) {
            writeBytes(folder / "demo", content);
            const auto made = generateDemoData(folder / "demo", kTiny);
            QVERIFY(!made.ok());
            QVERIFY(contains(made.error().what, (folder / "demo").string()));
            QCOMPARE(readBytes(folder / "demo"), content);
        }
    }

    /// A place where not even root may make a folder.
    void noPermission()
    {
#ifdef Q_OS_LINUX
        const auto made = generateDemoData("/proc/lookaway-demo", kTiny);
        QVERIFY(!made.ok());
        QVERIFY(contains(made.error().what, "/proc/lookaway-demo"));
        QVERIFY(!made.error().hint.empty());
#else
        QSKIP("needs /proc");
#endif
    }

    void fullDisk()
    {
#ifdef Q_OS_LINUX
        TemporaryFolder folder;
        CancelSource source;
        QVERIFY(!generateDemoData(folder / "demo", kTiny, source.token(), [&](std::size_t, std::size_t) {
            source.cancel();
        }).ok());
        const fs::path full = folder / "demo" / "test/gannet/0001.png";
        fs::remove(full);
        fs::create_symlink("/dev/full", full);
        const auto made = generateDemoData(folder / "demo", kTiny);
        QVERIFY(!made.ok());
        QVERIFY(!made.error().cancelled());
        QVERIFY(contains(made.error().what, full.string()));
        fs::remove(full);
        const auto after = generateDemoData(folder / "demo", kTiny);
        QVERIFY(after.ok());
        QVERIFY(!after->alreadyThere); // an unfinished set never counts as finished
#else
        QSKIP("needs /dev/full");
#endif
    }
};

LOOKAWAY_TEST(tst_demodataset, DemoDatasetTest)
#include "tst_demodataset.moc"
