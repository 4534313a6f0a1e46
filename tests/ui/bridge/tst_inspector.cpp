// SPDX-License-Identifier: MIT
#include "bridge/Inspector.h"

#include "TestMain.h"
#include "TinyRun.h"

#include <QSettings>
#include <QTemporaryDir>

using namespace lookaway;
using namespace lookaway::test;

constexpr int kLong = 60000;

class InspectorTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString run() const { return m_folder.filePath(QStringLiteral("run")); }
    QString picture(const char* name) const
    {
        return m_folder.filePath(QStringLiteral("pictures/") + QLatin1String(name));
    }
    void open(Inspector& inspector) const
    {
        inspector.setDevice(QStringLiteral("cpu"));
        QSignalSpy opened(&inspector, &Inspector::opened);
        inspector.openPath(run());
        QVERIFY(opened.wait(kLong));
    }
    void look(Inspector& inspector, const char* name) const
    {
        inspector.look({ QLatin1String(name), picture(name), nullptr });
        QTRY_VERIFY_WITH_TIMEOUT(inspector.subject() && inspector.subject()->title == QLatin1String(name), kLong);
    }
    /// Explains and waits; nullptr when it failed.
    static std::shared_ptr<const Explanation> explained(Inspector& inspector, QObject* view, const ExplainOrder& order)
    {
        std::shared_ptr<const Explanation> result;
        bool failed = false;
        ExplainCalls calls;
        calls.done = [&](std::shared_ptr<const Explanation> found) { result = std::move(found); };
        calls.failed = [&](const Error& error) {
            qWarning("%s", error.message().c_str());
            failed = true;
        };
        inspector.explain(view, order, calls);
        (void)QTest::qWaitFor([&] { return result || failed; }, kLong);
        return result;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(trainTinyRun(m_folder.path())); }
    void init() { QSettings().clear(); }

    void opensLooksAndExplains()
    {
        Inspector inspector;
        QObject view;
        open(inspector);
        QCOMPARE(inspector.model().classCount, std::int64_t(3));
        QCOMPARE(inspector.className(2), QStringLiteral("red"));
        QCOMPARE(inspector.className(7), QStringLiteral("class 7"));
        look(inspector, "red/1.png");
        const auto subject = inspector.subject();
        QCOMPARE(subject->input->width, 32);
        QCOMPARE(subject->answer.probabilities.size(), std::size_t(3));

        const auto map = explained(inspector, &view, {});
        QVERIFY(map && !map->raw.empty());
        QCOMPARE(map->classIndex, subject->answer.top(1).front());
        // The second time it is there at once, also when the predicted class is named.
        std::shared_ptr<const Explanation> again;
        ExplainOrder named;
        named.classIndex = map->classIndex;
        ExplainCalls calls;
        calls.done = [&](std::shared_ptr<const Explanation> found) { again = std::move(found); };
        inspector.explain(&view, named, calls);
        QCOMPARE(again, map);
    }

    void aPictureMayComeBeforeTheModel()
    {
        Inspector inspector;
        inspector.look({ QStringLiteral("early"), picture("blue/0.png"), nullptr });
        open(inspector);
        QTRY_VERIFY_WITH_TIMEOUT(inspector.subject(), kLong);
        inspector.lookAway();
        QVERIFY(!inspector.subject());
    }

    void saysWhatCannotBeOpened()
    {
        Inspector inspector;
        open(inspector);
        look(inspector, "red/0.png");
        QSignalSpy failed(&inspector, &Inspector::openFailed);
        inspector.openPath(picture("red/0.png"));
        QVERIFY(failed.wait(kLong));
        const auto error = failed.front().front().value<Error>();
        QVERIFY2(error.message().find("0.png") != std::string::npos, error.message().c_str());
        // The model that was open still works.
        QTRY_VERIFY_WITH_TIMEOUT(inspector.subject(), kLong);
        QObject view;
        QVERIFY(explained(inspector, &view, {}));

        QSignalSpy unreadable(&inspector, &Inspector::subjectFailed);
        inspector.look({ QStringLiteral("none"), m_folder.filePath(QStringLiteral("none.png")), nullptr });
        QVERIFY(unreadable.wait(kLong));
        QVERIFY(!inspector.subject());
    }

    void anotherInputIsAnotherPicture()
    {
        Inspector inspector;
        open(inspector);
        look(inspector, "green/0.png");
        const auto before = inspector.subject();
        InputFormat format = inspector.model().input;
        format.side = 48;
        format.classes = { "b", "g", "r" };
        QSignalSpy changed(&inspector, &Inspector::inputChanged);
        inspector.setInput(format, false);
        QVERIFY(changed.wait(kLong));
        QCOMPARE(inspector.className(2), QStringLiteral("r"));
        QTRY_VERIFY_WITH_TIMEOUT(inspector.subject() && inspector.subject() != before, kLong);
        QCOMPARE(inspector.subject()->input->width, 48);

        QSignalSpy refused(&inspector, &Inspector::inputRefused);
        format.side = -4;
        inspector.setInput(format, false);
        QVERIFY(refused.wait(kLong));
        QCOMPARE(inspector.model().input.side, 48);
    }

    void everyLayerAndEveryCheckpoint()
    {
        Inspector inspector;
        QObject view;
        open(inspector);
        look(inspector, "red/2.png");
        Inspector::LayerMaps maps;
        inspector.explainLayers(&view, -1, [&](const Result<Inspector::LayerMaps>& found) {
            QVERIFY2(found.ok(), found ? "" : found.error().message().c_str());
            maps = *found;
        });
        QTRY_VERIFY_WITH_TIMEOUT(maps, kLong);
        QVERIFY(maps->size() >= 3);

        const auto& checkpoints = inspector.model().checkpoints;
        QVERIFY(checkpoints.size() >= 3);
        ExplainOrder order;
        order.classIndex = 2;
        int moments = 0;
        for (const CheckpointFact& checkpoint : checkpoints) {
            inspector.explainAt(&view, checkpoint.file, order, [&](const auto& moment) {
                QVERIFY2(moment.ok(), moment ? "" : moment.error().message().c_str());
                QCOMPARE((*moment)->explanation.classIndex, std::int64_t(2));
                ++moments;
            });
            const int before = moments;
            QTRY_COMPARE_WITH_TIMEOUT(moments, before + 1, kLong);
        }
        QString problem;
        inspector.explainAt(&view, "none.safetensors", order, [&](const auto& moment) {
            problem = moment ? QString() : QString::fromStdString(moment.error().message());
        });
        QTRY_VERIFY_WITH_TIMEOUT(problem.contains(QStringLiteral("none.safetensors")), kLong);
    }

    void aQuickExplanationDoesNotWaitForASlowOne()
    {
        QObject slowView;
        QObject quickView;
        ExplainOrder slow;
        slow.method = "rise";
        slow.classIndex = 1;
        slow.settings.riseMasks = 6000;
        slow.settings.chunk = 2;
        const auto explainedAlone = [&](const ExplainOrder& order) {
            Inspector inspector;
            open(inspector);
            look(inspector, "red/3.png");
            return explained(inspector, &slowView, order);
        };
        const auto alone = explainedAlone(slow);
        const auto quickAlone = explainedAlone({});

        Inspector inspector;
        open(inspector);
        look(inspector, "red/3.png");
        std::shared_ptr<const Explanation> slowFound;
        std::shared_ptr<const Explanation> quickFound;
        bool slowWasThere = true;
        ExplainCalls quickCalls;
        quickCalls.done = [&](auto found) {
            quickFound = std::move(found);
            slowWasThere = slowFound != nullptr;
        };
        ExplainCalls slowCalls;
        slowCalls.done = [&](auto found) { slowFound = std::move(found); };
        bool asked = false;
        slowCalls.progress = [&](std::int64_t, std::int64_t, const HeatMap&) {
            if (!asked)
                inspector.explain(&quickView, {}, quickCalls); // the slow one is in its midst
            asked = true;
        };
        inspector.explain(&slowView, slow, slowCalls);
        QTRY_VERIFY_WITH_TIMEOUT(slowFound && quickFound, kLong);
        QVERIFY(!slowWasThere);
        // Bit by bit what they are without each other.
        QVERIFY(alone && slowFound->raw.values == alone->raw.values);
        QVERIFY(quickAlone && quickFound->raw.values == quickAlone->raw.values);
    }

    void mayGoAtAnyMoment()
    {
        for (int moment = 0; moment < 6; ++moment) {
            Inspector inspector;
            QObject view;
            inspector.setDevice(QStringLiteral("cpu"));
            inspector.openPath(run());
            inspector.look({ QStringLiteral("a"), picture("red/0.png"), nullptr });
            for (int turn = 0; turn < moment; ++turn)
                QCoreApplication::processEvents(); // the thread gets further in every round
            ExplainCalls calls;
            calls.done = [](const auto&) {};
            inspector.explain(&view, {}, calls);
        }
    }
};

LOOKAWAY_TEST(tst_inspector, InspectorTest)
#include "tst_inspector.moc"
