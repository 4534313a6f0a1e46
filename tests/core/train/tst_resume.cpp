// SPDX-License-Identifier: MIT
// A run that is cut off at any moment and resumed must end with the bytes of one that was not.
#include "Sanitizers.h"
#include "TestMain.h"
#include "TinyRun.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>
#include <torch/torch.h>

#include <cstdio>

using namespace lookaway;
using namespace lookaway::test;

namespace {

constexpr const char* childVariable = "LOOKAWAY_RESUME_CHILD";

struct Killed { };

struct Bytes {
    explicit Bytes(const std::filesystem::path& folder)
    {
        for (const auto& file : std::filesystem::directory_iterator(folder))
            files[file.path().filename().string()] = readFile(file.path(), 1 << 26).value();
    }
    bool operator==(const Bytes& other) const { return files == other.files; }
    std::map<std::string, std::string> files;
};

/// Runs until an event that `deadly` picks, then dies without a word. False when the run ended before.
bool runUntil(TinyRun& tiny, const std::function<bool(const TrainingEvent&)>& deadly, bool resume)
{
    tiny.onEvent = [&](const TrainingEvent& event) {
        if (deadly(event))
            throw Killed();
    };
    bool killed = false;
    try {
        (void)tiny.run(resume).ok();
    } catch (const Killed&) {
        killed = true;
    }
    tiny.onEvent = {};
    return killed;
}

/// The same for the n-th event, from 0.
bool runUntilEvent(TinyRun& tiny, std::size_t n, bool resume)
{
    std::size_t seen = 0;
    return runUntil(
        tiny, [&](const TrainingEvent&) { return seen++ == n; }, resume);
}

using Change = std::function<void(TinyRun&)>;

Bytes uninterrupted(const Change& change)
{
    TinyRun tiny;
    change(tiny);
    const auto outcome = tiny.run();
    if (!outcome)
        qFatal("%s", outcome.error().message().c_str());
    return Bytes(tiny.path());
}

const std::vector<std::pair<const char*, Change>>& kindsOfRun()
{
    static const std::vector<std::pair<const char*, Change>> kinds{
        { "adam, random fill", [](TinyRun&) {} },
        { "sgd, cosine, warm-up, early stopping",
            [](TinyRun& t) {
                t.settings.optimizer = OptimizerKind::Sgd;
                t.settings.schedule = ScheduleKind::Cosine;
                t.settings.warmupEpochs = 0.7;
                t.settings.earlyStoppingPatience = 1;
                t.settings.learningRate = 0.05;
            } },
        { "adamw, bf16, head rate, random place",
            [](TinyRun& t) {
                t.settings.optimizer = OptimizerKind::AdamW;
                t.settings.precision = Precision::Bf16;
                t.settings.headLearningRate = 0.01;
                t.distraction.where = Where::RandomPlace;
            } },
        { "no validation", [](TinyRun& t) { t.validate = false; } },
        { "two rounds",
            [](TinyRun& t) {
                t.settings.epochs = 2;
                t.distraction.schedule = DistractionSchedule::TwoRound;
            } },
        { "dropout",
            [](TinyRun& t) {
                t.model = "squeezenet1_1";
                t.imageSize = 32;
                t.settings.epochs = 1;
            } },
    };
    return kinds;
}

} // namespace

class ResumeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCutEndsInTheSameBytes_data()
    {
        QTest::addColumn<int>("kind");
        for (int i = 0; i < static_cast<int>(kindsOfRun().size()); ++i)
            QTest::newRow(kindsOfRun()[static_cast<std::size_t>(i)].first) << i;
    }
    void everyCutEndsInTheSameBytes()
    {
        QFETCH(int, kind);
        const Change& change = kindsOfRun()[static_cast<std::size_t>(kind)].second;
        const Bytes whole = uninterrupted(change);
        QVERIFY(whole.files.count("last.safetensors") && whole.files.count("best.safetensors"));
        for (std::size_t cut = 0;; ++cut) {
            TinyRun tiny;
            change(tiny);
            if (!runUntilEvent(tiny, cut, false))
                break;
            const auto outcome = tiny.run(true);
            QVERIFY2(outcome.ok(), outcome.ok() ? "" : outcome.error().message().c_str());
            QVERIFY2(Bytes(tiny.path()) == whole, std::to_string(cut).c_str());
        }
    }

    void cutTwentyTimes()
    {
        const Bytes whole = uninterrupted([](TinyRun&) {});
        TinyRun tiny;
        for (std::size_t cut = 0; cut < 20; ++cut)
            runUntilEvent(tiny, 2 + cut % 4, cut > 0);
        QVERIFY(tiny.run(true).ok());
        QVERIFY(Bytes(tiny.path()) == whole);
    }

    void cancelledAtEveryCheckpoint()
    {
        const Bytes whole = uninterrupted([](TinyRun&) {});
        TinyRun tiny;
        tiny.onEvent = [&](const TrainingEvent& event) {
            if (std::holds_alternative<CheckpointWritten>(event) || std::holds_alternative<EpochDone>(event))
                tiny.cancel.cancel();
        };
        auto outcome = tiny.run();
        for (int i = 0; i < 60 && !outcome.ok(); ++i) {
            QVERIFY(outcome.error().cancelled());
            tiny.cancel = CancelSource();
            outcome = tiny.run(true);
        }
        QVERIFY(outcome.ok());
        QVERIFY(Bytes(tiny.path()) == whole);
    }

    /// A process that trains is killed at its n-th event.
    void sigkill_data()
    {
        QTest::addColumn<int>("event");
        for (const int event : { 1, 3, 4, 6, 9, 10, 13, 15, 18, 20 })
            QTest::addRow("event %d", event) << event;
    }
    void sigkill()
    {
        QFETCH(int, event);
        const Bytes whole = uninterrupted([](TinyRun&) {});
        TinyRun tiny;
        QProcess child; // not a fork: LibTorch's thread pools do not survive one
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(childVariable, QString::fromStdString(tiny.path().string()));
        child.setProcessEnvironment(environment);
        child.setReadChannel(QProcess::StandardError);
        child.start(QCoreApplication::applicationFilePath(), { "--suite", "tst_resume_child", "-silent" });
        QVERIFY(child.waitForStarted());
        for (int seen = 0; seen < event && child.waitForReadyRead(sanitized ? 1200000 : 120000);)
            seen += static_cast<int>(child.readAllStandardError().count('#'));
        child.kill(); // SIGKILL, wherever it is by now
        QVERIFY(child.waitForFinished(-1));

        const auto outcome = tiny.run(true);
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : outcome.error().message().c_str());
        QVERIFY(Bytes(tiny.path()).files["last.safetensors"] == whole.files.at("last.safetensors"));
        QVERIFY(Bytes(tiny.path()).files["best.safetensors"] == whole.files.at("best.safetensors"));
    }

    void liveChangesSurvive()
    {
        const Change change = [](TinyRun& tiny) {
            SettingsChange first;
            first.learningRate = 1e-3;
            first.fill = FillKind::Blur;
            tiny.control.change(first); // before the first mini-batch
        };
        const Bytes whole = uninterrupted(change);
        TinyRun tiny;
        change(tiny);
        runUntilEvent(tiny, 9, false);
        QVERIFY(tiny.run(true).ok());
        QVERIFY(Bytes(tiny.path()) == whole);
    }

    void loaderThreadsDoNotMatter()
    {
        QVERIFY(uninterrupted([](TinyRun& t) { t.loaderThreads = 3; }) == uninterrupted([](TinyRun&) {}));
    }

    void finishedRunsEndAtOnce()
    {
        TinyRun tiny;
        QVERIFY(tiny.run().ok());
        const Bytes before(tiny.path());
        tiny.events.clear();
        const auto again = tiny.run(true);
        QVERIFY(again.ok());
        QCOMPARE(again->epochs.size(), std::size_t{ 3 });
        QVERIFY(tiny.all<EpochDone>().empty());
        QVERIFY(Bytes(tiny.path()) == before);
        tiny.settings.epochs = 4; // and can be prolonged
        QVERIFY(tiny.run(true).ok());
        QCOMPARE(tiny.all<EpochDone>().size(), std::size_t{ 1 });
    }

    void resumePointTellsTheHistory()
    {
        TinyRun tiny;
        QVERIFY(!readResumePoint(tiny.path())->has_value());
        tiny.settings.epochs = 2;
        QVERIFY(tiny.run().ok());
        const auto point = readResumePoint(tiny.path());
        QCOMPARE((*point)->epoch, 2);
        QCOMPARE((*point)->step, std::int64_t{ 0 });
        QCOMPARE((*point)->globalStep, std::int64_t{ 14 });
        const auto told = tiny.all<EpochDone>();
        QCOMPARE((*point)->epochs.size(), told.size());
        QCOMPARE((*point)->epochs[1].validationLoss, told[1].validationLoss);
    }

    void damagedCheckpointsGetASentence()
    {
        TinyRun tiny;
        tiny.settings.epochs = 1;
        QVERIFY(tiny.run().ok());
        const auto last = tiny.path() / "last.safetensors";
        const std::string good = readFile(last, 1 << 24).value();
        const auto resumed = [&](const std::string& content) {
            QVERIFY(writeFileAtomically(last, content).ok());
            const auto outcome = tiny.run(true);
            QVERIFY(!outcome.ok());
            QVERIFY(!outcome.error().message().empty());
        };
        resumed("");
        resumed(good.substr(0, good.size() / 2));
        resumed(readFile(tiny.path() / "best.safetensors", 1 << 24).value()); // weights, but no training
        QVERIFY(writeFileAtomically(last, good).ok());
        std::filesystem::remove(tiny.path() / "optimizer-7.safetensors");
        QVERIFY(!tiny.run(true).ok());
    }

    void otherSettingsGetASentence()
    {
        TinyRun tiny;
        tiny.settings.epochs = 1;
        QVERIFY(tiny.run().ok());
        tiny.settings.optimizer = OptimizerKind::Sgd;
        QVERIFY(tiny.run(true).error().message().find("optimiser") != std::string::npos);
        TinyRun cut;
        const auto epochIsOver = [](const TrainingEvent& event) { return std::holds_alternative<EpochDone>(event); };
        QVERIFY(runUntil(cut, epochIsOver, false)); // the checkpoint is that of the sixth mini-batch of seven
        cut.settings.batchSize = 9;
        QVERIFY(cut.run(true).error().message().find("an epoch has only 3") != std::string::npos);
    }
};

/// What sigkill() starts as a process of its own: tells every event as a '#' on stderr.
class ResumeChild : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void train()
    {
        if (qEnvironmentVariableIsEmpty(childVariable))
            QSKIP("only as a child of tst_resume");
        TinyRun tiny;
        tiny.elsewhere = qgetenv(childVariable).toStdString();
        tiny.onEvent = [](const TrainingEvent&) { std::fputc('#', stderr); };
        QVERIFY(tiny.run().ok());
    }
};

LOOKAWAY_TEST(tst_resume, ResumeTest)
LOOKAWAY_TEST(tst_resume_child, ResumeChild)
#include "tst_resume.moc"
