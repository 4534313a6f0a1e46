// SPDX-License-Identifier: MIT
#include "ColorModels.h"
#include "TestMain.h"

#include "compare/Comparison.h"

#include <QTest>

#include <atomic>
#include <cmath>
#include <fstream>
#include <stdexcept>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

namespace {

using Kind = ComparedColumn::Kind;

ComparedColumn column(Kind kind, std::size_t model, std::size_t reference = 0, const std::string& method = "grad-cam")
{
    ComparedColumn made;
    made.kind = kind;
    made.model = model;
    made.reference = reference;
    made.method = method;
    return made;
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-5;
}

/// p of the logits 2 + a, b, c; the picture is half of the colour that the model looks for.
double probability(double a, double b, double c)
{
    return std::exp(a) / (std::exp(a) + std::exp(b) + std::exp(c));
}

/// How the map of a half falls off along a line of `side` pixels, resized from side/8.
double fall(int x, int side)
{
    const double place = (x + 0.5) / 8 - 0.5;
    const double edge = side / 16.0 - 1;
    return std::clamp(1 - (place - edge), 0.0, 1.0);
}

} // namespace

/// Networks that look for one colour each, on a picture whose left half is red and whose right half is green.
class TestComparison : public QObject {
    Q_OBJECT

private:
    Folder m_folder;
    ComparisonSpec m_spec; ///< "reds" and "greens" with the same classes in another order; one picture

    ComparedModel model(const std::string& title, const ColorModel& made)
    {
        return { title, writeColorModel(m_folder / (title + ".safetensors"), made) };
    }
    static std::string errorOf(const ComparedCell& cell) { return cell.error ? cell.error->message() : std::string(); }
    static bool says(const std::optional<Error>& error, const std::string& text)
    {
        return error && error->message().find(text) != std::string::npos;
    }

private Q_SLOTS:
    void initTestCase()
    {
        ColorModel reds;
        ColorModel greens;
        greens.channel = 1;
        greens.classes = { "Green", "Blue", "Red" };
        greens.looks = 0;
        greens.biases = { -1, 0.5F, 0 };
        m_spec.models = { model("reds", reds), model("greens", greens) };
        m_spec.pictures.resize(1);
        m_spec.pictures[0].file = writeHalves(m_folder / "green/halves.png");
        m_spec.columns = { column(Kind::Input, 0), column(Kind::Map, 0), column(Kind::Map, 1),
            column(Kind::Difference, 0, 1), column(Kind::HotRegions, 0, 1) };
        m_spec.device = "cpu";
    }

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

    void mapsByHand()
    {
        Comparison comparison;
        comparison.setSpec(m_spec);
        const auto own = comparison.cell(0, 1);
        QVERIFY(own.map.width == 32 && own.map.height == 32 && !own.isSigned);
        QCOMPARE(own.layer, std::string("features.3"));
        const float largest = own.map.at(0, 0);
        QVERIFY(largest > 0);
        for (int x = 0; x < 32; ++x)
            QVERIFY(near(own.map.at(x, 7) / largest, fall(x, 32)));
        QCOMPARE(own.spread->shareAboveLevel, 0.5);
        QCOMPARE(own.spread->components, 1);
        // Its class "Red" has no weights in the other model.
        const auto other = comparison.cell(0, 2);
        QVERIFY(!other.error && other.spread->empty);
        QVERIFY(!comparison.cell(0, 4).overlap);
    }

    void twoMapsAgainstEachOther()
    {
        auto spec = m_spec;
        ColorModel greens;
        greens.channel = 1; // its evidence for "red" is green
        spec.models[1] = model("confused", greens);
        Comparison comparison;
        comparison.setSpec(spec);
        const auto difference = comparison.cell(0, 3);
        QVERIFY2(!difference.error, errorOf(difference).c_str());
        QVERIFY(difference.isSigned && difference.map.width == 32);
        for (int x = 0; x < 32; ++x)
            QVERIFY(near(difference.map.at(x, 31), 2 * fall(x, 32) - 1));
        const auto hot = comparison.cell(0, 4);
        QVERIFY(!hot.isSigned);
        for (int x = 0; x < 32; ++x)
            QCOMPARE(hot.map.at(x, 16), x < 16 ? 2.F : 1.F);
        for (const auto& cell : { difference, hot }) {
            QVERIFY(cell.overlap->iou == 0 && cell.overlap->kept == 0 && cell.overlap->own == 1);
            QCOMPARE(cell.layer, std::string("features.3"));
            QVERIFY(near(cell.probability, probability(2, 0, 0)));
        }
        spec.columns = { column(Kind::HotRegions, 0, 0) }; // with itself
        comparison.setSpec(spec);
        QVERIFY(comparison.cell(0, 0).overlap->iou == 1 && comparison.cell(0, 0).map.at(0, 0) == 3);
    }

    void anotherInputSizeOrFit()
    {
        auto spec = m_spec;
        ColorModel large;
        large.side = 64;
        spec.models[1] = model("large", large);
        Comparison comparison;
        comparison.setSpec(spec);
        QCOMPARE(comparison.cell(0, 2).map.width, 64);
        const auto hot = comparison.cell(0, 4);
        QVERIFY2(!hot.error, errorOf(hot).c_str());
        QVERIFY(hot.map.width == 64 && hot.picture->width == 32);
        for (int x = 0; x < 64; ++x)
            QCOMPARE(hot.map.at(x, 0), x < 32 ? 3.F : 0.F);
        QCOMPARE(hot.overlap->iou, 1.0);
        large.fit = InputFormat::Fit::CentreCrop;
        spec.models[1] = model("cropped", large);
        comparison.setSpec(spec);
        for (const std::size_t pair : { 3, 4 })
            QVERIFY(says(comparison.cell(0, pair).error,
                "'reds' and 'cropped' make the picture square in different ways (the whole of it, or its middle), so "
                "that their maps do not lie on each other. Set the same fit for both models in Inspect."));
        QVERIFY(!comparison.cell(0, 2).error);
        // Now as the sentence says: the settings beside the model are read again.
        large.fit = InputFormat::Fit::Stretch;
        const auto before = fs::last_write_time(m_folder / "cropped.safetensors.lookaway.json");
        spec.models[1] = model("cropped", large);
        fs::last_write_time(m_folder / "cropped.safetensors.lookaway.json", before + std::chrono::seconds(1));
        comparison.setSpec(spec);
        QVERIFY2(!comparison.cell(0, 4).error, errorOf(comparison.cell(0, 4)).c_str());
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

    // What is hot in RISE's maps lies far above their minimum, not above half of their maximum.
    void mapsWithoutAZero()
    {
        auto spec = m_spec;
        for (auto& column : spec.columns)
            column.method = "rise";
        Comparison comparison([](Inspection&, const Image&, const ExplainOrder& order,
                                  const CancelToken&) -> Result<std::shared_ptr<const Explanation>> {
            auto found = std::make_shared<Explanation>();
            found->raw = HeatMap(2, 1);
            found->raw.values = { order.classIndex == 0 ? 1.F : 0.75F, order.classIndex == 0 ? 0.75F : 1.F };
            return std::shared_ptr<const Explanation>(found);
        });
        comparison.setSpec(spec);
        const auto map = comparison.cell(0, 1);
        QVERIFY(map.map.at(0, 0) == 1 && map.noHeat == 0.75F); // raw values all the same
        QCOMPARE(map.spread->shareAboveLevel, 0.5);
        QVERIFY(near(comparison.cell(0, 3).map.at(0, 0), 1)); // each on its own scale
        const auto hot = comparison.cell(0, 4);
        QCOMPARE(hot.overlap->iou, 0.0);
        QVERIFY(hot.map.at(0, 0) == 2 && hot.map.at(31, 0) == 1);
        QCOMPARE(comparison.cell(0, 2).noHeat, 0.75F);
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

    void publishedNetworks()
    {
        const fs::path data = qEnvironmentVariable("LOOKAWAY_DATA").toStdString();
        if (data.empty() || !fs::exists(data / "weights"))
            QSKIP("LOOKAWAY_DATA names no folder with weights");
        InputFormat named;
        named.fit = InputFormat::Fit::CentreCrop;
        std::ifstream list(data / "imagenet_classes.txt");
        for (std::string line; std::getline(list, line);)
            named.classes.push_back(line);
        ComparisonSpec spec;
        for (const char* name : { "mobilenet_v2_imagenet", "squeezenet1_0_imagenet", "resnet20_cifar10" }) {
            const auto file = m_folder / (std::string(name) + ".pt");
            fs::create_symlink(data / "weights" / (std::string(name) + "_state_dict.pt"), file);
            spec.models.push_back({ name, { ModelSource::Kind::Weights, file } });
            spec.columns.push_back(column(Kind::Map, spec.models.size() - 1));
            if (spec.models.size() < 3)
                QVERIFY(writeSidecar(sidecarOf(spec.models.back().source), named).ok());
        }
        spec.columns.push_back(column(Kind::HotRegions, 1, 0));
        spec.device = "cpu";
        spec.pictures.resize(2);
        spec.pictures[0] = { data / "photos/dog_and_cat.png", {}, "bull_mastiff" };
        spec.pictures[1] = { data / "photos/dog_and_cat.png", {}, "tabby" };
        Comparison comparison;
        comparison.setSpec(spec);
        const std::int64_t classes[] = { 243, 281 };
        for (std::size_t row = 0; row < 2; ++row) {
            for (std::size_t c = 0; c < 2; ++c) {
                const auto cell = comparison.cell(row, c);
                QVERIFY2(!cell.error, errorOf(cell).c_str());
                QCOMPARE(cell.classIndex, classes[row]);
                QVERIFY(cell.map.width == 224 && cell.spread->shareAboveLevel > 0.01);
            }
            QVERIFY(says(comparison.cell(row, 2).error, "'resnet20_cifar10' has no class '"));
        }
        // The dog is above, the cat below.
        const auto dog = comparison.cell(0, 0).map;
        const auto cat = comparison.cell(1, 0).map;
        QVERIFY(hotOverlap(dog, cat, 0.5)->iou < 0.2);
        QVERIFY(comparison.cell(0, 3).overlap->iou > hotOverlap(dog, cat, 0.5)->iou); // both look at the dog
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

LOOKAWAY_TEST(tst_comparison, TestComparison)
#include "tst_comparison.moc"
