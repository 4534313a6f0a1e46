// SPDX-License-Identifier: MIT
// What a training job makes of settings, data and folders that it cannot use.
#include "TestMain.h"

#include "TrainJobFixture.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <unistd.h>

#include <algorithm>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

class TestTrainJobInputs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        writeTinyData(m_folder / "data");
        auto config = tinyConfig(m_folder / "data", m_folder / "trained");
        config.training.epochs = 1;
        QVERIFY(perform(trainJob(config)).end().outcome == RunFinished::Outcome::Completed);
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
            config.model.weights = (m_folder / "trained/best.safetensors").string();
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

LOOKAWAY_TEST(tst_train_job_inputs, TestTrainJobInputs)
#include "tst_train_job_inputs.moc"
