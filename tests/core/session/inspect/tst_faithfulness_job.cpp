// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "TrainedColours.h"
#include "session/inspect/FaithfulnessCurves.h"
#include "session/inspect/FaithfulnessJob.h"

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

    TrainedColours m_run;

    FaithfulnessRequest request(std::vector<fs::path> pictures) const
    {
        FaithfulnessRequest request;
        request.explain.model = { ModelSource::Kind::Run, m_run / "run" };
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
    void initTestCase() { m_run.train(); }

    void curvesOfAPicture()
    {
        const auto model = m_run.opened();
        const auto picture = m_run.input(*model, "green/picture1.png");
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
        const auto model = m_run.opened();
        const auto picture = m_run.input(*model, "green/picture1.png");
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
        const auto model = m_run.opened();
        const std::vector<Image> pictures{ m_run.input(*model, "blue/picture0.png"),
            m_run.input(*model, "red/picture2.png") };
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

    void measuresAFolder()
    {
        auto wanted = request({ m_run / "data/test" });
        wanted.explain.choice = ExplainFilesRequest::ClassChoice::True;
        wanted.explain.out = m_run / "faithful";
        wanted.measures.sanity = true;
        // In two green pictures something blue is looked for, too: the whole picture, which no map can miss.
        wanted.boxes = m_run.written("whole.csv",
            "green/picture0.png,blue,0,0,32,32\ngreen/picture1.png,blue,0,0,32,32\n"
            "red/picture0.png,,0,0,32,32\n");
        const auto broken = m_run.written("data/test/red/broken.png", "no picture");
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

        const auto json = nlohmann::json::parse(bytesOf(m_run / "faithful/faithfulness.json"));
        QCOMPARE(json["methods"].size(), std::size_t(4));
        QCOMPARE(double(json["methods"][0]["insertion"]), outcome.methods[0].insertion().area());
        QCOMPARE(json["failed"].size(), std::size_t(1));
        const auto lines = [&](const char* name) {
            const auto text = bytesOf(m_run / name);
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
        auto wanted = request({ m_run.picture("red/picture0.png") });
        wanted.explain.methods = { "grad-cam", "tea leaves" };
        QVERIFY(end(wanted).error.what.find("tea leaves") != std::string::npos);
        wanted = request({ m_run.picture("red/picture0.png") });
        wanted.settings.percentiles = { 100 };
        QVERIFY(end(wanted).error.what.find("100 %") != std::string::npos);
        wanted = request({ m_run.written("data/test/only-broken.png", "no picture") });
        QVERIFY(end(wanted).error.what.find("only-broken.png") != std::string::npos);
        fs::remove(m_run / "data/test/only-broken.png");
    }

    void cancelledAtOnce()
    {
        auto wanted = request({ m_run / "data/test" });
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
        auto wanted = request({ m_run.picture("red/picture0.png") });
        wanted.explain.methods = { "grad-cam" };
        wanted.measures = { false, false, true, true, false };
        wanted.boxes = m_run.written("other.csv", "nowhere.png,red,0,0,5,5\n");
        const auto told = perform(faithfulnessJob(wanted, [](FaithfulnessOutcome) {}));
        const auto warnings = told.all<TrainingWarning>();
        QCOMPARE(warnings.size(), std::size_t(1));
        QVERIFY(warnings[0].text.find("other.csv") != std::string::npos);
    }
};

LOOKAWAY_TEST(tst_faithfulness_job, TestFaithfulnessJob)
#include "tst_faithfulness_job.moc"
