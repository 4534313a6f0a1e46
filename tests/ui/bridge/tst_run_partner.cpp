// SPDX-License-Identifier: MIT
#include "bridge/RunPartner.h"

#include "TestMain.h"

#include <QTest>

using namespace lookaway;

namespace {

RunSummary finished(const char* folder, FillKind fill)
{
    RunSummary run;
    run.folder = folder;
    run.status = RunRecord::Status::Finished;
    run.facts.config.data.path = "/data/cars";
    run.facts.config.run.folder = folder;
    run.facts.config.distraction.fill = fill;
    return run;
}

std::string found(const RunSummary& run, const std::vector<RunSummary>& runs)
{
    const RunSummary* partner = partnerOf(run.facts.config, runs);
    return partner ? partner->folder.string() : std::string();
}

} // namespace

class RunPartnerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBaselineDiffersInTheOcclusionOnly()
    {
        Config config = finished("/runs/zero", FillKind::Zero).facts.config;
        config.distraction.p = 0.4;
        config.training.seed = 7;
        config.run.snapshotBatches = 3;
        const Config baseline = baselineOf(config);
        QCOMPARE(baseline.distraction.fill, FillKind::None);
        QVERIFY(baseline.run.folder.empty());
        QCOMPARE(baseline.training.seed, config.training.seed);
        QVERIFY(comparable(baseline, config));
    }

    void whatDecidesAboutTheResultMustAgree()
    {
        const Config config = finished("/runs/zero", FillKind::Zero).facts.config;
        Config other = baselineOf(config);
        other.data.cacheMegabytes += 100; // only makes it faster
        other.data.loaderThreads += 1;
        other.run.probePictures += 1;
        QVERIFY(comparable(config, other));
        for (const auto& change : std::vector<std::function<void(Config&)>>{ [](Config& c) { c.training.seed += 1; },
                 [](Config& c) { c.data.path += "2"; }, [](Config& c) { c.model.name = "vgg16"; },
                 [](Config& c) { c.augmentation.rotationDegrees += 1; }, [](Config& c) { c.training.epochs += 1; } }) {
            Config changed = other;
            change(changed);
            QVERIFY(!comparable(config, changed));
        }
    }

    void findsTheOtherArm()
    {
        const RunSummary zero = finished("/runs/zero", FillKind::Zero);
        const RunSummary random = finished("/runs/random", FillKind::Random);
        const RunSummary baseline = finished("/runs/baseline", FillKind::None);
        RunSummary otherSeed = finished("/runs/seed2", FillKind::None);
        otherSeed.facts.config.training.seed = 2;
        RunSummary half = finished("/runs/half", FillKind::None);
        half.status = RunRecord::Status::Interrupted;
        RunSummary damaged = finished("/runs/damaged", FillKind::None);
        damaged.problem = "It is damaged.";
        QCOMPARE(found(zero, { zero, random, otherSeed, half, damaged }), std::string());
        QCOMPARE(found(zero, { zero, otherSeed, half, damaged, baseline }), std::string("/runs/baseline"));
        QCOMPARE(found(baseline, { baseline, random, zero }), std::string("/runs/random")); // the newest
        QCOMPARE(found(baseline, {}), std::string());
    }

    void namesTheArmsAsThePaperDoes()
    {
        QCOMPARE(armName(FillKind::None), QStringLiteral("baseline"));
        QCOMPARE(armName(FillKind::Zero), QStringLiteral("0-occlusion"));
        QCOMPARE(armName(FillKind::Random), QStringLiteral("R-occlusion"));
    }
};

LOOKAWAY_TEST(tst_run_partner, RunPartnerTest)
#include "tst_run_partner.moc"
