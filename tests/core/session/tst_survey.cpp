// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "RunJob.h"
#include "TinyData.h"
#include "data/DemoDataset.h"
#include "session/Survey.h"

#include <QElapsedTimer>
#include <QTest>

#include <set>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

namespace {

struct Looked {
    std::shared_ptr<const Survey> survey;
    Told told;
};

Looked lookAt(const fs::path& path, std::uint64_t seed = 1)
{
    DataSettings data;
    data.path = path.string();
    Looked looked;
    looked.told = perform(surveyJob(data, seed, [&](std::shared_ptr<const Survey> survey) { looked.survey = survey; }));
    return looked;
}

void writeSized(const fs::path& path, int width, int height)
{
    fs::create_directories(path.parent_path());
    cv::imwrite(path.string(), cv::Mat(height, width, CV_8UC3, cv::Scalar(1, 2, 3)));
}

} // namespace

class TestSurvey : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsWhatIsThere()
    {
        const Folder folder;
        writeTinyData(folder / "data");
        std::ofstream(folder / "data/train/blue/text.jpg") << "this is text";
        fs::create_directories(folder / "data/train/hollow");
        const auto [survey, told] = lookAt(folder / "data");
        QVERIFY(told.end().outcome == RunFinished::Outcome::Completed);
        QVERIFY(survey);
        QVERIFY((survey->classes == std::vector<std::string>{ "blue", "green", "red" }));
        std::map<std::string, std::vector<std::int64_t>> counts;
        for (const auto& part : survey->parts) {
            counts[part.name] = part.perClass;
            std::vector<std::int64_t> seen(3);
            for (const auto& picture : part.pictures) {
                ++seen.at(static_cast<std::size_t>(picture.label));
                QVERIFY(fs::path(picture.path).parent_path().filename() == survey->classes.at(picture.label));
            }
            QVERIFY(seen == part.perClass);
        }
        QVERIFY((counts
            == std::map<std::string, std::vector<std::int64_t>>{ { "train", { 16, 16, 16 } }, { "val", { 4, 4, 4 } },
                { "test", { 4, 4, 4 } }, { "test-cue-hidden", { 3, 3, 3 } } }));
        QCOMPARE(survey->parts.front().name, std::string("train"));
        QCOMPARE(survey->unreadable.size(), std::size_t(1));
        QVERIFY(survey->unreadable[0].path == folder / "data/train/blue/text.jpg");
        QVERIFY(!survey->warnings.empty() && survey->warnings[0].find("hollow") != std::string::npos);
        QVERIFY(survey->smallest.width == 32 && survey->median.height == 32 && survey->largest.width == 32);
        const auto progress = told.all<Progress>();
        QVERIFY(!progress.empty());
        QCOMPARE(progress.back().done, progress.back().total);
    }

    void sizes()
    {
        const Folder folder;
        const std::pair<int, int> sizes[] = { { 10, 10 }, { 400, 5 }, { 30, 20 }, { 50, 60 }, { 60, 50 } };
        int number = 0;
        for (const auto& [width, height] : sizes)
            for (const char* name : { "a", "b" })
                writeSized(
                    folder / (std::string("data/") + name + "/" + std::to_string(number++) + ".png"), width, height);
        const auto survey = lookAt(folder / "data").survey;
        QVERIFY(survey);
        // By area: 100, 600, 2000, 3000, 3000.
        QVERIFY(survey->smallest.width == 10 && survey->smallest.height == 10);
        QVERIFY(survey->median.width == 400 && survey->median.height == 5);
        QVERIFY(survey->largest.width == 60 && survey->largest.height == 50);
    }

    void dividesAsATrainingDoes()
    {
        const Folder folder;
        for (int label = 0; label < 3; ++label)
            writeClass(folder / "data" / std::string(1, static_cast<char>('a' + label)), label, 20);
        const auto paths = [&](std::uint64_t seed) {
            std::set<std::string> all;
            const auto survey = lookAt(folder / "data", seed).survey;
            for (const auto& part : survey->parts)
                for (const auto& picture : part.pictures)
                    all.insert(part.name + picture.path);
            return all;
        };
        OpenOptions options;
        options.seed = 5;
        DataSettings data;
        data.path = (folder / "data").string();
        const auto parts = openData(data, options);
        std::set<std::string> expected;
        for (const auto& [name, set] :
            { std::pair("train", parts->train), { "val", parts->validation }, { "test", parts->test } })
            for (std::size_t item = 0; item < set->size(); ++item)
                expected.insert(name + set->path(item).string());
        QVERIFY(paths(5) == expected);
        QVERIFY(paths(6) != expected);
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("none") << ""
                              << "No data is given";
        QTest::newRow("missing") << "nowhere"
                                 << "nowhere";
        QTest::newRow("empty folder") << "empty"
                                      << "No pictures in";
        QTest::newRow("one class") << "single"
                                   << "only one class";
        QTest::newRow("nothing can be read") << "broken"
                                             << "None of the 2 pictures";
        QTest::newRow("a file") << "file.txt"
                                << "neither a folder nor";
    }
    void refusals()
    {
        QFETCH(QString, name);
        QFETCH(QString, sentence);
        const Folder folder;
        fs::create_directories(folder / "empty");
        writeClass(folder / "single/one", 0, 3);
        for (const char* file : { "broken/a/x.jpg", "broken/b/y.png" }) {
            fs::create_directories((folder / file).parent_path());
            std::ofstream(folder / file) << "no";
        }
        std::ofstream(folder / "file.txt") << "no";
        const auto [survey, told] = lookAt(name.isEmpty() ? fs::path() : folder / name.toStdString());
        QVERIFY(!survey);
        QVERIFY2(told.end().error.message().find(sentence.toStdString()) != std::string::npos,
            told.end().error.message().c_str());
    }

    void canBeCancelled()
    {
        const Folder folder;
        writeTinyData(folder / "data");
        DataSettings data;
        data.path = (folder / "data").string();
        bool called = false;
        const auto told =
            perform(surveyJob(data, 1, [&](auto) { called = true; }), [](const Event& event, Session& session) {
                if (std::holds_alternative<Progress>(event))
                    session.requestStop();
            });
        QVERIFY(told.end().outcome == RunFinished::Outcome::Cancelled);
        QVERIFY(!called);
    }

    // 100,000 names of a few files: what is measured is the survey, not the disk.
    void manyPictures()
    {
        const Folder folder;
        for (int c = 0; c < 10; ++c) {
            const auto place = folder / ("data/class" + std::to_string(c));
            writeSized(place / "0.png", 8, 8);
            for (int i = 1; i < 10000; ++i)
                fs::create_hard_link(place / "0.png", place / (std::to_string(i) + ".png"));
        }
        QElapsedTimer timer;
        timer.start();
        const auto [survey, told] = lookAt(folder / "data");
        QVERIFY(survey);
        std::size_t pictures = 0;
        for (const auto& part : survey->parts)
            pictures += part.pictures.size();
        QCOMPARE(pictures, std::size_t(100000));
        QVERIFY(told.all<Progress>().size() <= 102);
        qInfo("100,000 pictures: %lld ms", timer.elapsed());
    }

    void masksOfDemoData()
    {
        const Folder folder;
        DemoSettings settings;
        settings.imagesPerClass = 4;
        settings.size = 32;
        QVERIFY(generateDemoData(folder / "demo", settings).ok());
        const auto survey = lookAt(folder / "demo").survey;
        QVERIFY(survey);
        for (const auto& part : survey->parts)
            for (const auto& picture : part.pictures) {
                const cv::Mat mask = cv::imread(demoMaskOf(picture.path), cv::IMREAD_GRAYSCALE);
                QVERIFY2(mask.cols == 32 && cv::countNonZero(mask) > 0, picture.path.c_str());
            }
        QVERIFY(demoMaskOf("").empty() && demoMaskOf("x.png").empty() && demoMaskOf("/a/b/c.png").empty());
        fs::remove(folder / "demo/demo.json");
        QVERIFY(demoMaskOf(survey->parts[0].pictures[0].path).empty());
    }
};

LOOKAWAY_TEST(tst_survey, TestSurvey)
#include "tst_survey.moc"
