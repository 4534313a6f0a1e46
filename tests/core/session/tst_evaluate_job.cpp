// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "RunJob.h"
#include "TinyData.h"
#include "session/EvaluateJob.h"
#include "session/TrainJob.h"

#include <QTest>

#include <set>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

class TestEvaluateJob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        writeTinyData(m_folder / "data");
        // A picture that passes as one by its header and end, but cannot be decoded.
        auto broken = bytesOf(m_folder / "data/test/green/picture1.png");
        const auto data = broken.find("IDAT") + 4;
        broken.replace(data, 40, std::string(40, '\x55'));
        std::ofstream(m_folder / "data/test/green/picture1.png", std::ios::binary) << broken;
        QVERIFY(perform(trainJob(tinyConfig(m_folder / "data", m_folder / "run"))).end().outcome
            == RunFinished::Outcome::Completed);
    }

    void everyPredictionHasItsPicture()
    {
        EvaluationRequest request;
        request.run = m_folder / "run";
        request.erasing.wanted = true;
        EvaluationOutcome outcome;
        const auto told = perform(evaluateJob(request, [&](EvaluationOutcome result) { outcome = std::move(result); }));
        QVERIFY2(told.end().outcome == RunFinished::Outcome::Completed, told.end().error.message().c_str());
        QCOMPARE(outcome.tests.size(), std::size_t(3));
        QCOMPARE(outcome.pictures.size(), outcome.tests.size());
        for (std::size_t t = 0; t < outcome.tests.size(); ++t) {
            const auto& test = outcome.tests[t];
            const auto& pictures = outcome.pictures[t];
            const bool hidden = test.name == "test_cue_hidden";
            QCOMPARE(pictures.size(), std::size_t(hidden ? 9 : 11)); // one of 12 cannot be decoded
            QCOMPARE(pictures.size(), test.predictions.size());
            std::set<std::string> different;
            for (std::size_t i = 0; i < pictures.size(); ++i) {
                const fs::path path = pictures[i];
                different.insert(pictures[i]);
                QVERIFY(fs::exists(path));
                QVERIFY(path.parent_path().filename() == outcome.classes.at(test.predictions[i].truth));
                QVERIFY(path.parent_path().parent_path().filename() == (hidden ? "test-cue-hidden" : "test"));
            }
            QCOMPARE(different.size(), pictures.size());
            QVERIFY(different.count((m_folder / "data/test/green/picture1.png").string()) == 0);
        }
    }

    void otherPictures()
    {
        const Folder folder;
        writeClass(folder / "other/red", 2, 5);
        EvaluationRequest request;
        request.run = m_folder / "run";
        request.data = (folder / "other").string();
        EvaluationOutcome outcome;
        const auto told = perform(evaluateJob(request, [&](EvaluationOutcome result) { outcome = std::move(result); }));
        QVERIFY2(told.end().outcome == RunFinished::Outcome::Completed, told.end().error.message().c_str());
        QCOMPARE(outcome.pictures.size(), std::size_t(1));
        QCOMPARE(outcome.pictures[0].size(), std::size_t(5));
        QVERIFY(fs::path(outcome.pictures[0][0]).parent_path() == folder / "other/red");
    }

private:
    Folder m_folder;
};

LOOKAWAY_TEST(tst_evaluate_job, TestEvaluateJob)
#include "tst_evaluate_job.moc"
