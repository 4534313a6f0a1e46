// SPDX-License-Identifier: MIT
// Maps, spread, differences and overlap, worked out by hand.
#include "ComparisonFixture.h"
#include "TestMain.h"

#include <QTest>

#include <algorithm>
#include <fstream>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

namespace {

/// How the map of a half falls off along a line of `side` pixels, resized from side/8.
double fall(int x, int side)
{
    const double place = (x + 0.5) / 8 - 0.5;
    const double edge = side / 16.0 - 1;
    return std::clamp(1 - (place - edge), 0.0, 1.0);
}

} // namespace

class ComparedMapsTest : public QObject, protected ComparisonFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeModels(); }

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
            QVERIFY(says(comparison.cell(row, 2).error, "Which class of 'resnet20_cifar10' is which"));
        }
        // The dog is above, the cat below.
        const auto dog = comparison.cell(0, 0).map;
        const auto cat = comparison.cell(1, 0).map;
        QVERIFY(hotOverlap(dog, cat, 0.5)->iou < 0.2);
        QVERIFY(comparison.cell(0, 3).overlap->iou > hotOverlap(dog, cat, 0.5)->iou); // both look at the dog
    }
};

LOOKAWAY_TEST(tst_compared_maps, ComparedMapsTest)
#include "tst_compared_maps.moc"
