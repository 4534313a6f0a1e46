// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "RunJob.h"
#include "TinyData.h"
#include "session/TrainJob.h"
#include "session/runs/RunReader.h"
#include "session/settings/ConfigFile.h"
#include "weights/Safetensors.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <unistd.h>

#include <algorithm>
#include <set>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

namespace {

bool says(const Told& told, const char* part)
{
    const bool found = told.end().outcome == RunFinished::Outcome::Failed
        && told.end().error.message().find(part) != std::string::npos;
    if (!found)
        qWarning("%s", told.end().error.message().c_str());
    return found;
}

} // namespace

class TestTrainJob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { writeTinyData(m_folder / "data"); }

    void trainsTestsAndReports()
    {
        auto config = tinyConfig(m_folder / "data", m_folder / "whole");
        config.training.epochs = 8;
        config.run.snapshotBatches = 2;
        config.run.randomErasingTest = true;
        const auto told = perform(trainJob(config));
        QVERIFY2(told.end().outcome == RunFinished::Outcome::Completed, told.end().error.message().c_str());

        const auto started = told.all<RunStarted>();
        QCOMPARE(started.size(), std::size_t(1));
        QVERIFY((started[0].classes == std::vector<std::string>{ "blue", "green", "red" }));
        QCOMPARE(started[0].pictures.at("train"), 48);
        QCOMPARE(started[0].pictures.at("test-cue-hidden"), 9);
        QCOMPARE(started[0].threads, 1);
        QCOMPARE(told.all<EpochDone>().size(), std::size_t(8));
        QCOMPARE(told.all<Evaluated>().size(), std::size_t(3));

        const auto report = nlohmann::json::parse(bytesOf(m_folder / "whole/report.json"));
        QCOMPARE(QString::fromStdString(told.end().report),
            QString::fromStdString((m_folder / "whole/report.json").string()));
        for (const char* name : { "test.accuracy", "test.macro_f1", "test_cue_hidden.accuracy",
                 "test_random_erasing.accuracy", "training.best_epoch" })
            QVERIFY2(report.contains(name), name);
        QCOMPARE(report.at("test.pictures").get<int>(), 12);
        QVERIFY(report.at("test.accuracy").get<double>() > 0.9); // the colour of a square

        const auto record = readRun(m_folder / "whole");
        QVERIFY(record.ok());
        QVERIFY(record->status == RunRecord::Status::Finished);
        QCOMPARE(record->epochs.size(), std::size_t(8));
        QCOMPARE(record->results.at("test.accuracy"), report.at("test.accuracy").get<double>());
        int sheets = 0;
        for (const auto& entry : fs::directory_iterator(m_folder / "whole/snapshots"))
            sheets += entry.path().extension() == ".png";
        QCOMPARE(sheets, 2);
    }

    void checkpointsSayWhereTheyComeFrom()
    {
        const auto header = readSafetensorsHeader(m_folder / "whole/best.safetensors");
        QVERIFY(header.ok());
        QCOMPARE(header->metadata.at("model"), std::string("small_cnn"));
        QCOMPARE(header->metadata.at("classes"), std::string(R"(["blue","green","red"])"));
        QCOMPARE(header->metadata.at("image_size"), std::string("32"));
        for (const char* key : { "mean", "std", "layer", "seed", "version.lookaway", "version.libtorch" })
            QVERIFY2(!header->metadata.at(key).empty(), key);
        const auto config = parseToml(header->metadata.at("config"), "checkpoint");
        QVERIFY(config.ok());
        QCOMPARE(config->distraction.p, 0.5);
    }

    void configTomlRepeatsTheRun()
    {
        auto config = readToml(m_folder / "whole/config.toml");
        QVERIFY(config.ok());
        config->run.folder = (m_folder / "again").string();
        const auto told = perform(trainJob(*config));
        QVERIFY(told.end().outcome == RunFinished::Outcome::Completed);
        QVERIFY(bytesOf(m_folder / "again/best.safetensors") == bytesOf(m_folder / "whole/best.safetensors"));
    }

    void cancelledRunCanGoOn()
    {
        const auto config = tinyConfig(m_folder / "data", m_folder / "cancelled");
        const auto told = perform(trainJob(config), [](const Event& event, Session& session) {
            if (std::holds_alternative<EpochDone>(event))
                session.requestStop();
        });
        QVERIFY(told.end().outcome == RunFinished::Outcome::Cancelled);
        QVERIFY(readRun(m_folder / "cancelled")->status == RunRecord::Status::Interrupted);
        QVERIFY(says(perform(trainJob(config)), "holds a run already"));
        const auto resumed = perform(resumeJob(m_folder / "cancelled"));
        QVERIFY2(resumed.end().outcome == RunFinished::Outcome::Completed, resumed.end().error.message().c_str());
        QVERIFY(resumed.all<RunStarted>().at(0).resumed);
        QCOMPARE(readRun(m_folder / "cancelled")->epochs.size(), std::size_t(4));
        // A finished run is tested again.
        const auto report = bytesOf(m_folder / "cancelled/report.json");
        fs::remove(m_folder / "cancelled/report.json");
        QVERIFY(perform(resumeJob(m_folder / "cancelled")).end().outcome == RunFinished::Outcome::Completed);
        QVERIFY(bytesOf(m_folder / "cancelled/report.json") == report);
    }

    void stoppedRunIsKept()
    {
        const auto told = perform(
            trainJob(tinyConfig(m_folder / "data", m_folder / "kept")), [](const Event& event, Session& session) {
                if (std::holds_alternative<EpochDone>(event))
                    session.stopAndKeep();
            });
        QVERIFY(told.end().outcome == RunFinished::Outcome::Completed);
        const auto report = nlohmann::json::parse(bytesOf(m_folder / "kept/report.json"));
        QCOMPARE(report.at("training.ending").get<std::string>(), std::string("stopped-by-user"));
        QVERIFY(report.contains("test.accuracy"));
    }

    void changesAreTold()
    {
        const auto told = perform(
            trainJob(tinyConfig(m_folder / "data", m_folder / "changed")), [](const Event& event, Session& session) {
                const auto* epoch = std::get_if<EpochDone>(&event);
                SettingsChange change;
                change.fill = FillKind::One;
                change.learningRate = 1e-4;
                if (epoch && epoch->epoch == 0)
                    (void)session.change(change);
            });
        std::set<std::string> settings;
        for (const auto& change : told.all<SettingChanged>())
            settings.insert(change.setting);
        QCOMPARE(settings.size(), std::size_t(2));
        QVERIFY(bytesOf(m_folder / "changed/run.log").find("Changed before mini-batch") != std::string::npos);
    }

    void occludedBatchesTellWithWhat()
    {
        auto config = tinyConfig(m_folder / "data", m_folder / "told");
        config.run.snapshotBatches = 100;
        const auto told = perform(trainJob(config), [](const Event& event, Session& session) {
            const auto* epoch = std::get_if<EpochDone>(&event);
            SettingsChange change;
            change.fill = FillKind::Blur;
            change.threshold = 0.5;
            if (epoch && epoch->epoch == 1)
                (void)session.change(change);
        });
        std::map<bool, int> batches;
        for (const auto& batch : told.all<BatchOccluded>()) {
            const bool later = batch.globalStep >= 12;
            ++batches[later];
            QVERIFY(batch.settings.fill == (later ? FillKind::Blur : FillKind::Random));
            QVERIFY(batch.settings.threshold == (later ? 0.5 : config.distraction.threshold));
            QCOMPARE(batch.settings.layer, told.all<RunStarted>().at(0).layer);
        }
        QVERIFY(batches[false] > 0 && batches[true] > 0);
    }

    void changedDataIsNoticed()
    {
        const Folder folder;
        writeTinyData(folder / "data");
        QVERIFY(perform(trainJob(tinyConfig(folder / "data", folder / "run")),
                    [](const Event& event, Session& session) {
                        if (std::holds_alternative<EpochDone>(event))
                            session.requestStop();
                    })
                    .end()
                    .outcome
            == RunFinished::Outcome::Cancelled);
        writePicture(folder / "data/train/blue/new.png", 0, 99);
        QVERIFY(says(perform(resumeJob(folder / "run")), "are not those that the run"));
        fs::remove(folder / "data/train/blue/new.png");
        std::ofstream(folder / "run/last.safetensors", std::ios::trunc) << "x";
        QVERIFY(says(perform(resumeJob(folder / "run")), "last.safetensors"));
    }

    void badInputs_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no data") << "no data"
                                 << "No data is given";
        QTest::newRow("no folder") << "no folder"
                                   << "No run folder is given";
        QTest::newRow("missing data") << "missing data"
                                      << "nowhere";
        QTest::newRow("empty folder") << "empty"
                                      << "empty";
        QTest::newRow("one class") << "one class"
                                   << "class";
        QTest::newRow("p") << "p"
                           << "distraction.p";
        QTest::newRow("threshold") << "threshold"
                                   << "distraction.threshold";
        QTest::newRow("batch") << "batch"
                               << "batch";
        QTest::newRow("model") << "model"
                               << "resnet19";
        QTest::newRow("layer") << "layer"
                               << "layer99";
        QTest::newRow("small pictures") << "size"
                                        << "data.image_size";
        QTest::newRow("weights missing") << "weights missing"
                                         << "nothing.pth";
        QTest::newRow("weights of another model") << "weights"
                                                  << "best.safetensors";
        QTest::newRow("weights are text") << "text weights"
                                          << "text.pth";
        QTest::newRow("run folder below a file") << "out"
                                                 << "Cannot make the folder";
        QTest::newRow("device") << "device"
                                << "tpu";
    }
    void badInputs()
    {
        QFETCH(QString, what);
        QFETCH(QString, sentence);
        const Folder folder;
        auto config = tinyConfig(m_folder / "data", folder / "run");
        if (what == "no data")
            config.data.path.clear();
        else if (what == "no folder")
            config.run.folder.clear();
        else if (what == "missing data")
            config.data.path = (folder / "nowhere").string();
        else if (what == "empty") {
            config.data.path = (folder / "empty").string();
            fs::create_directories(config.data.path);
        } else if (what == "one class") {
            config.data.path = (folder / "single").string();
            writeClass(folder / "single/blue", 0, 20);
        } else if (what == "p")
            config.distraction.p = 0.6;
        else if (what == "threshold")
            config.distraction.threshold = 1;
        else if (what == "batch")
            config.training.batchSize = 49;
        else if (what == "model")
            config.model.name = "resnet19";
        else if (what == "layer")
            config.distraction.layer = "layer99";
        else if (what == "size") {
            config.model.name = "inception_v3";
            config.data.imageSize = 16;
        } else if (what == "weights missing")
            config.model.weights = (folder / "nothing.pth").string();
        else if (what == "weights") {
            config.model.name = "resnet18";
            config.model.weights = (m_folder / "whole/best.safetensors").string();
        } else if (what == "text weights") {
            config.model.weights = (folder / "text.pth").string();
            std::ofstream(config.model.weights) << "not weights";
        } else if (what == "out") {
            std::ofstream(folder / "file") << "x";
            config.run.folder = (folder / "file/run").string();
        } else if (what == "device")
            config.training.device = "tpu";
        QVERIFY(says(perform(trainJob(config)), sentence.toUtf8().constData()));
        QVERIFY(!fs::exists(folder / "run")); // nothing was written
    }

    void classWithoutPicturesIsNamedAndLeftOut()
    {
        const Folder folder;
        writeClass(folder / "data/blue", 0, 20);
        writeClass(folder / "data/green", 1, 20);
        fs::create_directories(folder / "data/hollow");
        const auto told = perform(trainJob(tinyConfig(folder / "data", folder / "run")));
        QVERIFY(told.end().outcome == RunFinished::Outcome::Completed);
        QCOMPARE(told.all<RunStarted>().at(0).classes.size(), std::size_t(2));
        const auto warnings = told.all<TrainingWarning>();
        QVERIFY(!warnings.empty() && warnings[0].text.find("hollow") != std::string::npos);
        QVERIFY(bytesOf(folder / "run/run.log").find("hollow") != std::string::npos);
    }

    void unreadablePicturesAreNamedAndLeftOut()
    {
        const Folder folder;
        writeTinyData(folder / "data");
        std::ofstream(folder / "data/train/blue/empty.jpg").flush();
        std::ofstream(folder / "data/train/red/text.jpg") << "this is text";
        const auto told = perform(trainJob(tinyConfig(folder / "data", folder / "run")));
        QVERIFY(told.end().outcome == RunFinished::Outcome::Completed);
        const auto unreadable = told.all<RunStarted>().at(0).unreadable;
        QCOMPARE(unreadable.size(), std::size_t(2));
        QVERIFY(unreadable[0].find(".jpg") != std::string::npos);
        for (const char* file : { "run/run.log", "run/report.json" })
            QVERIFY(bytesOf(folder / file).find("text.jpg") != std::string::npos);
    }

    void picturesThatFailToDecodeAreNamedToo()
    {
        const Folder folder;
        writeTinyData(folder / "data");
        const std::vector<std::string> broken{ "train/red/picture3.png", "val/blue/picture1.png",
            "test/green/picture2.png", "test-cue-hidden/red/picture0.png" };
        for (const auto& name : broken) {
            // Header and end are whole, so that it shows only when the picture is decoded.
            auto bytes = bytesOf(folder / ("data/" + name));
            std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() / 2), 64, '\xFF');
            std::ofstream(folder / ("data/" + name), std::ios::binary) << bytes;
        }
        auto config = tinyConfig(folder / "data", folder / "run");
        config.run.randomErasingTest = true; // the same pictures once more
        const auto told = perform(trainJob(config));
        QVERIFY(told.end().outcome == RunFinished::Outcome::Completed);
        QVERIFY(told.all<RunStarted>().at(0).unreadable.empty());
        const auto unreadable = nlohmann::json::parse(bytesOf(folder / "run/report.json")).at("unreadable");
        QCOMPARE(unreadable.size(), broken.size());
        for (const auto& entry : unreadable) {
            const auto path = entry.at("path").get<std::string>();
            QVERIFY2(std::any_of(broken.begin(), broken.end(),
                         [&](const std::string& name) { return path.find(name) != std::string::npos; }),
                path.c_str());
        }
    }

    void bothRoundsAreCounted()
    {
        const Folder folder;
        auto config = tinyConfig(m_folder / "data", folder / "run");
        config.distraction.fill = FillKind::Zero;
        config.distraction.schedule = DistractionSchedule::TwoRound;
        const auto told = perform(trainJob(config));
        QVERIFY(told.end().outcome == RunFinished::Outcome::Completed);
        QCOMPARE(told.all<RunStarted>().at(0).epochs, 2 * config.training.epochs);
        QCOMPARE(told.all<EpochDone>().size(), std::size_t(2 * config.training.epochs));
    }

    void folderWithoutPermission()
    {
        if (geteuid() == 0)
            QSKIP("root may write anywhere");
        const Folder folder;
        fs::create_directories(folder / "closed");
        fs::permissions(folder / "closed", fs::perms::owner_read | fs::perms::owner_exec);
        QVERIFY(
            says(perform(trainJob(tinyConfig(m_folder / "data", folder / "closed/run"))), "Cannot make the folder"));
    }

private:
    Folder m_folder;
};

LOOKAWAY_TEST(tst_train_job, TestTrainJob)
#include "tst_train_job.moc"
