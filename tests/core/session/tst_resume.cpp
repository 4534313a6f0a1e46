// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "Sanitizers.h"
#include "TinyData.h"
#include "base/AtomicFile.h"
#include "session/runs/CsvLog.h"
#include "session/runs/RunReader.h"
#include "session/settings/ConfigFile.h"
#include "weights/WeightsFile.h"

#include <QProcess>
#include <QTest>

#include <cstring>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

namespace {

constexpr int limit = sanitized ? 1200000 : 120000; // ms; only a child that hangs gets there

QString text(const fs::path& path)
{
    return QString::fromStdString(path.string());
}

/// Starts the child and kills it after it has told of `checkpoints` checkpoints and some more milliseconds. True when
/// it was killed, false when it had finished.
bool killAfter(const QStringList& arguments, int checkpoints, int milliseconds)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(LOOKAWAY_TRAIN_CHILD, arguments);
    int told = 0;
    while (told < checkpoints && child.waitForReadyRead(limit))
        while (child.canReadLine())
            told += child.readLine().startsWith("checkpoint");
    if (child.waitForFinished(milliseconds))
        return false;
    child.kill();
    child.waitForFinished(limit);
    return child.exitStatus() == QProcess::CrashExit;
}

bool finishes(const QStringList& arguments)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(LOOKAWAY_TRAIN_CHILD, arguments);
    return child.waitForFinished(limit) && child.exitStatus() == QProcess::NormalExit && child.exitCode() == 0;
}

/// Name of the first tensor that differs; empty = all bytes are equal.
std::string difference(const fs::path& a, const fs::path& b)
{
    const auto left = readWeights(a);
    const auto right = readWeights(b);
    if (!left || !right || left->tensors.size() != right->tensors.size() || left->tensors.empty())
        return "the files";
    for (const auto& [name, tensor] : left->tensors) {
        const auto* other = right->tensors.find(name);
        if (!other || other->bytes != tensor.bytes
            || std::memcmp(other->data.get(), tensor.data.get(), tensor.bytes) != 0)
            return name;
    }
    return {};
}

/// A CSV file without the columns that depend on the clock.
std::vector<CsvLog::Row> withoutTimes(const fs::path& path)
{
    auto rows = csvRows(*readFile(path, 1 << 20));
    for (auto& row : rows)
        row.pop_back(); // seconds; images_per_second
    return rows;
}

} // namespace

class TestResume : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void killedAndResumedEndsWithTheSameBytes()
    {
        const Folder folder;
        writeTinyData(folder / "data");
        auto config = tinyConfig(folder / "data", {});
        config.training.epochs = 40; // enough that ten beginnings do not reach the end
        config.training.checkpointEverySteps = 2;
        QVERIFY(writeFileAtomically(folder / "config.toml", toToml(config)).ok());
        const QStringList whole{ "train", text(folder / "config.toml"), text(folder / "whole") };
        const QStringList first{ "train", text(folder / "config.toml"), text(folder / "killed") };
        const QStringList again{ "resume", text(folder / "killed") };
        QVERIFY(finishes(whole));

        // Once while it starts, then ten times in the midst of training: so many checkpoints and milliseconds after it
        // has begun anew. The checkpoints make sure that it gets ahead; the clock makes the moment random.
        Random random(20);
        QVERIFY(killAfter(first, 0, 10));
        for (int kills = 0; kills < 10; ++kills) {
            const bool begun = isRun(folder / "killed");
            const int checkpoints = 1 + static_cast<int>(random.below(2));
            QVERIFY(killAfter(begun ? again : first, checkpoints, static_cast<int>(random.below(15))));
            const auto record = readRun(folder / "killed"); // can be read at every moment
            QVERIFY2(record.ok(), record.ok() ? "" : record.error().what.c_str());
            QVERIFY(record->status == RunRecord::Status::Interrupted);
        }
        QVERIFY(finishes(isRun(folder / "killed") ? again : first));

        QCOMPARE(difference(folder / "whole/last.safetensors", folder / "killed/last.safetensors"), std::string());
        QCOMPARE(difference(folder / "whole/best.safetensors", folder / "killed/best.safetensors"), std::string());
        QVERIFY(withoutTimes(folder / "whole/metrics.csv") == withoutTimes(folder / "killed/metrics.csv"));
        const auto results = readRun(folder / "killed");
        QVERIFY(results->status == RunRecord::Status::Finished);
        QVERIFY(results->results.at("test.accuracy") == readRun(folder / "whole")->results.at("test.accuracy"));
    }

    void startupBindsOpenMp_data()
    {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<bool>("again");
        QTest::newRow("plain") << "" << true;
        QTest::newRow("switched off") << "LOOKAWAY_NO_REEXEC=1" << false;
        QTest::newRow("the user's own binding") << "OMP_PROC_BIND=false" << false;
    }
    void startupBindsOpenMp()
    {
        if (sanitized)
            QSKIP("sanitizers switch it off");
        QFETCH(QString, variable);
        QFETCH(bool, again);
        QProcess child;
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : { "OMP_PROC_BIND", "OMP_PLACES", "LOOKAWAY_CPUS", "LOOKAWAY_NO_REEXEC" })
            environment.remove(name);
        if (!variable.isEmpty())
            environment.insert(variable.section('=', 0, 0), variable.section('=', 1));
        child.setProcessEnvironment(environment);
        child.start(LOOKAWAY_TRAIN_CHILD, { "startup", "kept argument" });
        QVERIFY(child.waitForFinished(limit));
        const auto words = QString::fromUtf8(child.readAllStandardOutput()).trimmed().split(' ');
        QCOMPARE(words.size(), 5);
        QCOMPARE(words[0] + ' ' + words[1], QString("kept argument"));
        QCOMPARE(words[2] == "true", again);
        QCOMPARE(words[3] != "-", again);
        QVERIFY(words[4].toInt() >= 1);
    }
};

LOOKAWAY_TEST(tst_resume, TestResume)
#include "tst_resume.moc"
