// SPDX-License-Identifier: MIT
// Which class a row explains, and where it is in each model.
#include "ComparisonFixture.h"
#include "TestMain.h"

#include <QTest>

using namespace lookaway;
using namespace lookaway::test;

class ComparedClassesTest : public QObject, protected ComparisonFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeModels(); }

    void rowsExplainOneClass()
    {
        Comparison comparison;
        comparison.setSpec(m_spec);
        // The first model sees half of the picture in red: logits 2, 0, 0.
        const auto row = comparison.row(0);
        QVERIFY2(!row.error, row.error ? row.error->message().c_str() : "");
        QCOMPARE(row.className, std::string("red"));
        QCOMPARE(row.trueName, std::string("green"));
        const auto own = comparison.cell(0, 1);
        QVERIFY2(!own.error, errorOf(own).c_str());
        QCOMPARE(own.classIndex, std::int64_t(0));
        QCOMPARE(own.predictedName, std::string("red"));
        QVERIFY(near(own.probability, probability(2, 0, 0)));
        QVERIFY(near(own.predictedProbability, own.probability));
        // The other one calls it "Red", its third class; its logits are 2 - 1, 0.5, 0.
        const auto other = comparison.cell(0, 2);
        QCOMPARE(other.classIndex, std::int64_t(2));
        QVERIFY(near(other.probability, probability(0, 1, 0.5)));
        QCOMPARE(other.predicted, std::int64_t(0));
        QCOMPARE(other.predictedName, std::string("Green"));
        QVERIFY(near(other.predictedProbability, probability(1, 0.5, 0)));
        const auto input = comparison.cell(0, 0);
        QVERIFY(!input.error && input.map.empty() && input.classIndex == -1);
        QVERIFY(input.picture->width == 32 && input.picture->at(0, 0)[0] == 255 && input.picture->at(31, 0)[1] == 255);
    }

    void theClassByNameNumberAndFolder()
    {
        auto spec = m_spec;
        spec.pictures.resize(4, spec.pictures[0]);
        spec.rowClass = { RowClass::By::True, 0, {} };
        spec.pictures[1].className = "BLUE";
        spec.pictures[2].className = "2"; // of the first model: blue
        spec.pictures[3].className = "violet";
        Comparison comparison;
        comparison.setSpec(spec);
        const std::int64_t expected[3][2] = { { 1, 0 }, { 2, 1 }, { 2, 1 } };
        const char* const names[] = { "green", "blue", "blue" };
        for (std::size_t row = 0; row < 3; ++row) {
            QCOMPARE(comparison.row(row).className, std::string(names[row]));
            for (std::size_t model = 0; model < 2; ++model)
                QCOMPARE(comparison.cell(row, 1 + model).classIndex, expected[row][model]);
        }
        QVERIFY(says(comparison.row(3).error, "No model has a class 'violet'."));
        QVERIFY(says(comparison.cell(3, 1).error, "No model has a class 'violet'."));
        QVERIFY(!comparison.cell(3, 0).error); // the input can be shown all the same
        QCOMPARE(comparison.cell(3, 1).predictedName, std::string("red"));
        spec.rowClass = { RowClass::By::Given, 1, "1" }; // "Blue" of the second model
        comparison.setSpec(spec);
        QCOMPARE(comparison.row(0).className, std::string("Blue"));
        QCOMPARE(comparison.cell(0, 1).classIndex, std::int64_t(2));
    }

    void twoClassesOfOneName()
    {
        auto spec = m_spec;
        ColorModel cranes;
        cranes.classes = { "crane", "dog", "crane" };
        spec.models = { model("cranes", cranes), model("cranes too", cranes) };
        spec.pictures[0].className = "2"; // as ImageNet has them
        Comparison comparison;
        comparison.setSpec(spec);
        QCOMPARE(comparison.row(0).className, std::string("crane"));
        QCOMPARE(comparison.cell(0, 1).classIndex, std::int64_t(2));
        QCOMPARE(comparison.cell(0, 2).classIndex, std::int64_t(2));
    }

    void theFolderNamesNoClass()
    {
        auto spec = m_spec;
        spec.rowClass.by = RowClass::By::True;
        spec.pictures[0].file = writeHalves(m_folder / "2/halves.png"); // a folder's number is no class
        Comparison comparison;
        comparison.setSpec(spec);
        const auto row = comparison.row(0);
        QVERIFY(says(row.error, "is not in a folder with the name of one of the models' classes."));
        QVERIFY(row.trueName.empty());
    }

    void otherClasses()
    {
        auto spec = m_spec;
        ColorModel animals;
        animals.classes = { "cat", "dog", "owl" };
        ColorModel unnamed;
        unnamed.named = false;
        ColorModel two;
        two.classes = { "a", "b" };
        two.biases = { 0, 0 };
        two.named = false;
        spec.models = { m_spec.models[0], model("animals", animals), model("unnamed", unnamed), model("two", two) };
        spec.columns = { column(Kind::Map, 0), column(Kind::Map, 1), column(Kind::Map, 2), column(Kind::Map, 3),
            column(Kind::Difference, 0, 1) };
        spec.pictures[0].className = "blue";
        Comparison comparison;
        comparison.setSpec(spec);
        QVERIFY(says(comparison.cell(0, 1).error, "'animals' has no class 'blue'."));
        QCOMPARE(comparison.cell(0, 1).predictedName, std::string("cat")); // as far as it is known
        QCOMPARE(comparison.cell(0, 2).classIndex, std::int64_t(2));       // by its number
        QCOMPARE(comparison.cell(0, 2).predictedName, std::string("0"));
        QVERIFY(says(comparison.cell(0, 3).error,
            "Which class of 'two' is which of 'reds' cannot be told: 'two' has 2 classes without names, 'reds' has 3"));
        QVERIFY(says(comparison.cell(0, 3).error, "two.safetensors --model small_cnn --classes NAMES.txt --remember"));
        QVERIFY(says(comparison.cell(0, 4).error, "Reference 'animals': 'animals' has no class 'blue'."));
        QVERIFY(!comparison.cell(0, 0).error);
        spec.pictures[0].className = "owl"; // the second model is the first that has it
        comparison.setSpec(spec);
        QCOMPARE(comparison.row(0).className, std::string("owl"));
        QVERIFY(!comparison.cell(0, 1).error && says(comparison.cell(0, 0).error, "'reds' has no class 'owl'."));
    }
};

LOOKAWAY_TEST(tst_compared_classes, ComparedClassesTest)
#include "tst_compared_classes.moc"
