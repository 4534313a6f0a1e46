// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "RunJob.h"
#include "TinyData.h"
#include "base/AtomicFile.h"
#include "session/TrainJob.h"
#include "session/inspect/FaithfulnessCurves.h"
#include "session/inspect/FaithfulnessJob.h"
#include "session/inspect/PictureRegions.h"
#include "session/inspect/Pictures.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

/// The explanations of a run of three plain colours are measured.
class TestFaithfulnessJob : public QObject {
    Q_OBJECT

private:
    Folder m_folder;

    std::unique_ptr<Inspection> opened() const
    {
        auto model = Inspection::open({ ModelSource::Kind::Run, m_folder / "run" }, "cpu");
        if (!model)
            qFatal("%s", model.error().message().c_str());
        return std::move(model).value();
    }
    fs::path picture(const std::string& name) const { return m_folder / ("data/test/" + name); }
    Image input(const Inspection& model, const std::string& name) const
    {
        return model.prepare(readPicture(picture(name), 0).value()).value();
    }
    fs::path written(const std::string& name, const std::string& content) const
    {
        if (!writeFileAtomically(m_folder / name, content))
            qFatal("cannot write");
        return m_folder / name;
    }
    FaithfulnessRequest request(std::vector<fs::path> pictures) const
    {
        FaithfulnessRequest request;
        request.explain.model = { ModelSource::Kind::Run, m_folder / "run" };
        request.explain.device = "cpu";
        request.explain.pictures = std::move(pictures);
        request.explain.methods = { "grad-cam", "rise" };
        request.explain.settings.riseMasks = 8;
        request.settings.steps = 4;
        request.settings.percentiles = { 30, 60 };
        request.settings.sanityStages = 2;
        return request;
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeTinyData(m_folder / "data");
        auto config = tinyConfig(m_folder / "data", m_folder / "run");
        QVERIFY(perform(trainJob(config)).end().outcome == RunFinished::Outcome::Completed);
    }

    void curvesOfAPicture()
    {
        const auto model = opened();
        const auto picture = input(*model, "green/picture1.png");
        const auto found = model->explain({ picture }, {});
        QVERIFY(found.ok());
        const auto classIndex = static_cast<std::size_t>(found->front().classIndex);
        FaithfulnessSettings settings;
        settings.steps = 7;
        std::int64_t last = 0;
        const auto curves = insertionDeletion(*model, picture, found->front(), settings, {},
            [&](std::int64_t done, std::int64_t total) { last = total == 16 ? done : -1; });
        QVERIFY2(curves.ok(), curves.ok() ? "" : curves.error().what.c_str());
        QCOMPARE(last, std::int64_t(16));
        const auto& deletion = curves->deletion.probability;
        QCOMPARE(deletion.size(), std::size_t(8));
        const Image black(picture.width, picture.height);
        const auto answers = model->predict({ picture, black });
        const auto p = [&](std::size_t i) { return double{ answers->at(i).probabilities[classIndex] }; };
        QVERIFY(std::abs(deletion.front() - p(0)) < 1e-5);
        QVERIFY(std::abs(deletion.back() - p(1)) < 1e-5);
        QVERIFY(std::abs(curves->insertion.probability.back() - p(0)) < 1e-5);
        QCOMPARE(curves->deletion.predicted.front(), 1.0);
        const auto road = removeAndDebias(*model, { picture }, *found, settings);
        QVERIFY(road.ok());
        QCOMPARE(road->front().lerf.share.size(), std::size_t(9));
    }

    void badInputIsASentence()
    {
        const auto model = opened();
        const auto picture = input(*model, "green/picture1.png");
        auto found = model->explain({ picture }, {}).value();
        const auto size = insertionDeletion(*model, Image(8, 8), found.front());
        QVERIFY(!size.ok() && size.error().what.find("8 x 8 px") != std::string::npos);
        const auto count = removeAndDebias(*model, { picture, picture }, found);
        QVERIFY(!count.ok() && count.error().what.find("2 pictures and 1 explanations") != std::string::npos);
        found.front().classIndex = 3;
        const auto unknown = insertionDeletion(*model, picture, found.front());
        QVERIFY(!unknown.ok() && unknown.error().what.find("class number 3") != std::string::npos);
        QVERIFY(!sanityCheck(*model, { picture }, {}, { -1 }).ok());
    }

    void theModelIsItselfAfterASanityCheck()
    {
        const auto model = opened();
        const std::vector<Image> pictures{ input(*model, "blue/picture0.png"), input(*model, "red/picture2.png") };
        const auto before = model->predict(pictures);
        FaithfulnessSettings settings;
        settings.sanityStages = 3;
        const auto check = sanityCheck(*model, pictures, {}, { 0, 2 }, settings);
        QVERIFY2(check.ok(), check.ok() ? "" : check.error().what.c_str());
        QCOMPARE(check->stages.size(), std::size_t(3));
        QCOMPARE(check->stages.front().layer, std::string("fc"));
        QVERIFY(std::abs(check->correlation()) < 0.99);
        CancelSource source;
        const auto stopped = sanityCheck(*model, pictures, {}, { 0, 2 }, settings, source.token(),
            [&](std::int64_t done, std::int64_t) { done == 2 ? source.cancel() : void(); });
        QVERIFY(!stopped.ok() && stopped.error().cancelled());
        const auto after = model->predict(pictures);
        for (std::size_t i = 0; i < 2; ++i)
            QCOMPARE(after->at(i).probabilities, before->at(i).probabilities);
    }

    void boxesAsTheNetworkSeesThem()
    {
        const auto model = opened();
        const Image wide(64, 48);
        const auto file = written("boxes.csv",
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
        static const auto model = opened();
        const auto regions = PictureRegions::readBoxes(written("bad.csv", content.toStdString()), model->facts());
        QVERIFY(!regions.ok());
        QVERIFY2(QByteArray::fromStdString(regions.error().message()).contains(says), regions.error().what.c_str());
        QVERIFY(regions.error().what.find("bad.csv") != std::string::npos);
        QVERIFY(!regions.error().hint.empty());
    }

    void masksOfDemoData()
    {
        const auto model = opened();
        const auto root = m_folder / "demo";
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

    void measuresAFolder()
    {
        auto wanted = request({ m_folder / "data/test" });
        wanted.explain.choice = ExplainFilesRequest::ClassChoice::True;
        wanted.explain.out = m_folder / "faithful";
        wanted.measures.sanity = true;
        // In two green pictures something blue is looked for, too: the whole picture, which no map can miss.
        wanted.boxes = written("whole.csv",
            "green/picture0.png,blue,0,0,32,32\ngreen/picture1.png,blue,0,0,32,32\n"
            "red/picture0.png,,0,0,32,32\n");
        const auto broken = written("data/test/red/broken.png", "no picture");
        FaithfulnessOutcome outcome;
        const auto told = perform(faithfulnessJob(wanted, [&](FaithfulnessOutcome o) { outcome = std::move(o); }));
        QVERIFY2(told.end().outcome == RunFinished::Outcome::Completed, told.end().error.what.c_str());
        QCOMPARE(outcome.failed.size(), std::size_t(1));
        QCOMPARE(outcome.methods.size(), std::size_t(4)); // noise as coarse as Grad-CAM's and as RISE's maps
        QCOMPARE(outcome.methods[0].method, std::string("grad-cam"));
        QVERIFY(outcome.methods[2].control && outcome.methods[3].method == "noise 32x32");
        for (const auto& method : outcome.methods) {
            QCOMPARE(method.explanations.size(), std::size_t(12));
            QVERIFY(method.insertion().area() > 0 && method.insertion().area() < 1);
            QCOMPARE(method.deletion().share.size(), std::size_t(5));
            QCOMPARE(method.morf().share, (std::vector<double>{ 0.3, 0.6 }));
            QCOMPARE(method.sanity.has_value(), !method.control);
            QCOMPARE(method.pointing().pictures(), std::size_t(3));
        }
        QCOMPARE(outcome.methods[3].pointing().accuracy(), 1.0);
        QCOMPARE(outcome.methods[0].sanity->stages.back().randomised, std::size_t(9));
        QVERIFY(std::any_of(told.events.begin(), told.events.end(), [](const Event& event) {
            const auto* progress = std::get_if<Progress>(&event);
            return progress && progress->stage == "rise, insertion and deletion, pictures 9 to 13 of 13";
        }));

        const auto json = nlohmann::json::parse(bytesOf(m_folder / "faithful/faithfulness.json"));
        QCOMPARE(json["methods"].size(), std::size_t(4));
        QCOMPARE(double(json["methods"][0]["insertion"]), outcome.methods[0].insertion().area());
        QCOMPARE(json["failed"].size(), std::size_t(1));
        const auto lines = [&](const char* name) {
            const auto text = bytesOf(m_folder / name);
            return std::count(text.begin(), text.end(), '\n');
        };
        QCOMPARE(lines("faithful/curves.csv"), 1 + 4 * (5 + 5 + 2 + 2));
        QCOMPARE(lines("faithful/pictures.csv"), 1 + 4 * 12);

        // The same again, to the bit: every random stream is seeded.
        wanted.explain.out.clear();
        FaithfulnessOutcome again;
        perform(faithfulnessJob(wanted, [&](FaithfulnessOutcome o) { again = std::move(o); }));
        fs::remove(broken);
        QCOMPARE(again.methods.size(), std::size_t(4));
        for (std::size_t i = 0; i < 4; ++i)
            QCOMPARE(again.methods[i].morf().probability, outcome.methods[i].morf().probability);
    }

    void jobsThatCannotBeDone()
    {
        const auto end = [](FaithfulnessRequest wanted) {
            return perform(faithfulnessJob(std::move(wanted), [](FaithfulnessOutcome) {})).end();
        };
        auto wanted = request({ picture("red/picture0.png") });
        wanted.explain.methods = { "grad-cam", "tea leaves" };
        QVERIFY(end(wanted).error.what.find("tea leaves") != std::string::npos);
        wanted = request({ picture("red/picture0.png") });
        wanted.settings.percentiles = { 100 };
        QVERIFY(end(wanted).error.what.find("100 %") != std::string::npos);
        wanted = request({ written("data/test/only-broken.png", "no picture") });
        QVERIFY(end(wanted).error.what.find("only-broken.png") != std::string::npos);
        fs::remove(m_folder / "data/test/only-broken.png");
    }

    void cancelledAtOnce()
    {
        auto wanted = request({ m_folder / "data/test" });
        wanted.settings.steps = 10000; // 1024 here: long enough not to be over before
        bool handedOver = false;
        const auto told = perform(faithfulnessJob(wanted, [&](FaithfulnessOutcome) { handedOver = true; }),
            [](const Event& event, Session& session) {
                const auto* progress = std::get_if<Progress>(&event);
                if (progress && progress->stage.find("insertion") != std::string::npos)
                    session.requestStop();
            });
        QVERIFY(told.end().outcome == RunFinished::Outcome::Cancelled && !handedOver);
    }

    void boxesOfOtherPicturesAreAWarning()
    {
        auto wanted = request({ picture("red/picture0.png") });
        wanted.explain.methods = { "grad-cam" };
        wanted.measures = { false, false, true, true, false };
        wanted.boxes = written("other.csv", "nowhere.png,red,0,0,5,5\n");
        const auto told = perform(faithfulnessJob(wanted, [](FaithfulnessOutcome) {}));
        const auto warnings = told.all<TrainingWarning>();
        QCOMPARE(warnings.size(), std::size_t(1));
        QVERIFY(warnings[0].text.find("other.csv") != std::string::npos);
    }
};

LOOKAWAY_TEST(tst_faithfulness_job, TestFaithfulnessJob)
#include "tst_faithfulness_job.moc"
