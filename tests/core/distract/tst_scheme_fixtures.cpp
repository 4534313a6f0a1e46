// SPDX-License-Identifier: MIT
#include "../models/Fixture.h"
#include "TestMain.h"

#include "distract/Distraction.h"

#include <QTest>

using namespace lookaway;
using namespace lookaway::test;

/// The whole scheme on real architectures against tests/reference/make_distraction_fixtures.py (torchvision, numpy,
/// float64, one picture at a time).
class SchemeFixturesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void masks_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto* name : { "small_cnn", "resnet18", "mobilenet_v2", "squeezenet1_1" })
            QTest::newRow(name) << name;
    }
    void masks()
    {
        QFETCH(QString, name);
        const auto path = std::string(LOOKAWAY_FIXTURES) + "/distraction/" + name.toStdString() + ".json";
        const auto fixture = nlohmann::json::parse(std::ifstream(path));
        const auto network = makeModel(name.toStdString(), fixture["classes"], 1).value();
        setFormulaWeights(*network);
        network->train();
        const std::int64_t size = fixture["size"];
        const auto labels = at::tensor(fixture["labels"].get<std::vector<std::int64_t>>());
        const auto images = formulaPixels(labels.numel(), size);
        const Distraction::Context context{ 1, Normalization(network->info().mean, network->info().std),
            network->info().targetLayer };
        QCOMPARE(fixture["cases"].size(), std::size_t(4));
        for (const auto& expected : fixture["cases"]) {
            DistractionSettings settings;
            settings.fill = FillKind::Zero;
            settings.threshold = expected["threshold"];
            settings.method = expected["as_released"] ? "grad-cam-as-released" : "grad-cam";
            const auto batch = Distraction(settings, context).apply(*network, images, labels, 0);
            QVERIFY(batch.ok());
            const double tolerance = expected["tolerance"];
            int different = 0;
            for (int n = 0; n < labels.numel(); ++n) {
                const auto mask = unpack(expected["masks"][n], size);
                // What float32 can decide must agree pixel by pixel.
                const auto decided = (batch->heat[n] - settings.threshold).abs() > 2 * tolerance;
                different += mask.ne(batch->mask[n]).logical_and_(decided).sum().item<int>();
                const auto row = at::tensor(expected["middle_rows"][n].get<std::vector<float>>());
                const double error = (batch->heat[n][size / 2] - row).abs().max().item<double>();
                QVERIFY2(error < tolerance, qPrintable(QString::number(error)));
                const auto shown = Normalization(network->info().mean, network->info().std).undo(batch->input[n]);
                const auto black = images[n] * batch->mask[n].logical_not();
                QVERIFY(at::allclose(shown.squeeze(0), black, 1e-5, 1e-6));
            }
            QCOMPARE(different, 0);
        }
    }

private:
    static at::Tensor unpack(const std::string& hex, std::int64_t size)
    {
        auto mask = at::zeros({ size * size }, at::kBool);
        for (std::int64_t i = 0; i < size * size; ++i) {
            const auto byte = std::stoi(hex.substr(i / 8 * 2, 2), nullptr, 16);
            mask.data_ptr<bool>()[i] = (byte >> (7 - i % 8)) & 1;
        }
        return mask.view({ size, size });
    }
};

LOOKAWAY_TEST(tst_scheme_fixtures, SchemeFixturesTest)
#include "tst_scheme_fixtures.moc"
