// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "TrainJobFixture.h"
#include "session/runs/RunReader.h"
#include "session/settings/ConfigFile.h"
#include "weights/Safetensors.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <map>
#include <set>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

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

private:
    Folder m_folder;
};

LOOKAWAY_TEST(tst_train_job, TestTrainJob)
#include "tst_train_job.moc"
