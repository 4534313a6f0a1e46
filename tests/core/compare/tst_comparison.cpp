// SPDX-License-Identifier: MIT
// What becomes of models while a comparison lives, and of what goes wrong.
#include "ComparisonFixture.h"
#include "TestMain.h"

#include <QTest>

#include <fstream>
#include <stdexcept>
#include <utility>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

class ComparisonTest : public QObject, protected ComparisonFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeModels(); }

    void oneFailureLeavesTheRest()
    {
        auto spec = m_spec;
        spec.models.push_back({ "gone", { ModelSource::Kind::Weights, m_folder / "gone.safetensors", "small_cnn" } });
        spec.columns.push_back(column(Kind::Map, 2));
        spec.columns.push_back(column(Kind::Difference, 0, 2));
        spec.columns.push_back(column(Kind::Map, 0, 0, "no-such-method"));
        spec.pictures.resize(4, spec.pictures[0]);
        spec.pictures[1].file = m_folder / "missing.png";
        spec.pictures[2].file = m_folder / "broken.png";
        std::ofstream(spec.pictures[2].file) << "not a picture";
        spec.pictures[3].className = "red";
        Comparison comparison;
        comparison.setSpec(spec);
        for (const std::size_t row : { 0, 3 }) {
            QVERIFY(!comparison.row(row).error);
            for (std::size_t c = 0; c < 5; ++c)
                QVERIFY2(!comparison.cell(row, c).error, errorOf(comparison.cell(row, c)).c_str());
            QVERIFY(says(comparison.cell(row, 5).error, "gone.safetensors"));
            QVERIFY(says(comparison.cell(row, 6).error, "Reference 'gone': "));
            QVERIFY(says(comparison.cell(row, 7).error, "no-such-method"));
        }
        QVERIFY(says(comparison.row(1).error, "missing.png"));
        QVERIFY(says(comparison.row(2).error, "broken.png"));
        for (std::size_t c = 0; c < 5; ++c)
            QVERIFY(
                says(comparison.cell(1, c).error, "missing.png") && says(comparison.cell(2, c).error, "broken.png"));
        QCOMPARE(comparison.facts(2).error().message(), comparison.facts(2).error().message());
        QVERIFY(comparison.cell(9, 0).error && comparison.cell(0, 99).error && comparison.row(9).error);
        spec.rowClass.model = 2; // who is to say which class cannot
        comparison.setSpec(spec);
        QVERIFY(says(comparison.row(0).error, "gone.safetensors") && says(comparison.cell(0, 1).error, "gone.saf"));
        QVERIFY(!comparison.row(3).error && !comparison.cell(3, 1).error);
    }

    void explainsOnceAndWithTheCallers()
    {
        auto spec = m_spec;
        spec.explain.riseMasks = 7;
        spec.columns.push_back(column(Kind::Map, 0)); // again
        int asked = 0;
        Comparison comparison([&](Inspection& model, const Image& input, const ExplainOrder& order,
                                  const CancelToken&) -> Result<std::shared_ptr<const Explanation>> {
            ++asked;
            if (order.settings.riseMasks != 7 || input.width != 32 || model.facts().classCount != 3)
                return fail("not as asked");
            auto found = std::make_shared<Explanation>();
            found->isSigned = true;
            found->raw = HeatMap(2, 1);
            found->raw.values = { order.classIndex == 0 ? -2.F : 1.F, 1.F };
            found->seconds = 3;
            return std::shared_ptr<const Explanation>(found);
        });
        comparison.setSpec(spec);
        for (std::size_t c = 0; c < spec.columns.size(); ++c)
            QVERIFY2(!comparison.cell(0, c).error, errorOf(comparison.cell(0, c)).c_str());
        QCOMPARE(asked, 2); // one per model, for five columns
        const auto map = comparison.cell(0, 1);
        QVERIFY(map.isSigned && map.seconds == 3 && map.map.at(0, 0) == -2);       // raw values
        QCOMPARE(map.spread->shareAboveLevel, comparison.cell(0, 4).overlap->iou); // of the other map, which is all hot
        comparison.setSpec(spec);
        (void)comparison.cell(0, 1);
        QCOMPARE(asked, 3);
    }

    void cancelledIsNotKept()
    {
        Comparison comparison;
        comparison.setSpec(m_spec);
        CancelSource source;
        source.cancel();
        const auto stopped = comparison.cell(0, 3, source.token());
        QVERIFY(stopped.error && stopped.error->cancelled());
        QVERIFY(comparison.row(0, source.token()).error->cancelled());
        QVERIFY(!comparison.cell(0, 3).error && !comparison.row(0).error);
    }

    void whatIsThrownIsSaid()
    {
        Comparison comparison([](Inspection&, const Image&, const ExplainOrder&,
                                  const CancelToken&) -> Result<std::shared_ptr<const Explanation>> {
            throw std::runtime_error("the device fell asleep");
        });
        comparison.setSpec(m_spec);
        QVERIFY(says(comparison.cell(0, 1).error, "the device fell asleep"));
        QCOMPARE(comparison.cell(0, 1).predictedName, std::string("red"));
        QVERIFY(!comparison.cell(0, 0).error);
        // A network that raises in its forward pass.
        auto spec = m_spec;
        spec.models[1] = { "raises",
            { ModelSource::Kind::TorchScript, fs::path(LOOKAWAY_FIXTURES) / "script/hostile_raises.pt" } };
        Comparison real;
        real.setSpec(spec);
        QVERIFY(real.cell(0, 2).error && !real.cell(0, 2).error->what.empty());
        QVERIFY(!real.cell(0, 1).error);
    }

    void modelsStayOpen()
    {
        Comparison comparison;
        comparison.setSpec(m_spec);
        const auto* before = *comparison.facts(1);
        auto spec = m_spec;
        std::swap(spec.models[0], spec.models[1]);
        spec.models[0].title = "renamed";
        comparison.setSpec(spec);
        QVERIFY(*comparison.facts(0) == before);
        QVERIFY(!comparison.facts(7).ok());
    }
};

LOOKAWAY_TEST(tst_comparison, ComparisonTest)
#include "tst_comparison.moc"
