// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "RunJob.h"
#include "TinyData.h"
#include "session/Preview.h"
#include "session/TrainJob.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

namespace {

struct Seen {
    std::vector<OcclusionPreview> previews;
    Told told;
};

Seen see(const OcclusionPreviewRequest& request)
{
    Seen seen;
    seen.told = perform(
        occlusionPreviewJob(request, [&](OcclusionPreview preview) { seen.previews.push_back(std::move(preview)); }));
    return seen;
}

/// Share of the pixels that differ between two pictures of equal size.
double changed(const Image& a, const Image& b)
{
    int count = 0;
    for (int y = 0; y < a.height; ++y)
        for (int x = 0; x < a.width; ++x)
            count += !std::equal(a.at(x, y), a.at(x, y) + 3, b.at(x, y));
    return static_cast<double>(count) / (a.width * a.height);
}

} // namespace

class TestPreview : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        writeTinyData(m_folder / "data");
        auto config = tinyConfig(m_folder / "data", m_folder / "run");
        config.training.epochs = 8;
        QVERIFY(perform(trainJob(config)).end().outcome == RunFinished::Outcome::Completed);
        m_picture = m_folder / "data/test/green/picture0.png";
    }

    void augmentation()
    {
        AugmentationSettings settings;
        settings.enabled = true;
        settings.rotationDegrees = 30;
        const auto versions = augmentationPreview(m_picture, settings, 24, 5, 1);
        QVERIFY(versions.ok());
        QCOMPARE(versions->size(), std::size_t(6));
        for (const Image& version : *versions)
            QVERIFY(version.width == 24 && version.height == 24);
        for (int i = 1; i < 6; ++i)
            QVERIFY(changed(versions->at(0), versions->at(i)) > 0.1);
        QVERIFY(versions->at(1).pixels != versions->at(2).pixels);
        QVERIFY(augmentationPreview(m_picture, settings, 24, 5, 1)->at(3).pixels == versions->at(3).pixels);
        QVERIFY(augmentationPreview(m_picture, settings, 24, 5, 2)->at(3).pixels != versions->at(3).pixels);
        settings.enabled = false;
        const auto plain = augmentationPreview(m_picture, settings, 24, 2, 1);
        QVERIFY(plain->at(0).pixels == plain->at(2).pixels);
        QCOMPARE(augmentationPreview(m_picture, settings, 24, -4, 1)->size(), std::size_t(1));
    }

    void augmentationRefusals()
    {
        for (const int side : { 0, -1, 5000, 1 << 30 })
            QVERIFY(!augmentationPreview(m_picture, {}, side, 2, 1).ok());
        const auto missing = augmentationPreview(m_folder / "missing.png", {}, 24, 2, 1);
        QVERIFY(!missing.ok() && missing.error().what.find("missing.png") != std::string::npos);
    }

    void occlusionByARun()
    {
        OcclusionPreviewRequest request;
        request.run = m_folder / "run";
        request.picture = m_picture;
        request.label = 1;
        request.config.distraction.threshold = 0.6;
        const auto [previews, told] = see(request);
        QVERIFY2(told.end().outcome == RunFinished::Outcome::Completed, told.end().error.message().c_str());
        QCOMPARE(previews.size(), std::size_t(1));
        const auto& shown = previews[0];
        QVERIFY((shown.classes == std::vector<std::string>{ "blue", "green", "red" }));
        QCOMPARE(shown.layer, std::string("features.3"));
        QVERIFY(shown.label == 1 && shown.predicted == 1 && shown.probability > 0.5);
        QVERIFY(shown.input.width == 32 && shown.heat.width == 32);
        QCOMPARE(*std::max_element(shown.heat.values.begin(), shown.heat.values.end()), 1.0F);
        QCOMPARE(*std::min_element(shown.heat.values.begin(), shown.heat.values.end()), 0.0F);
        QCOMPARE(shown.fills.size(), std::size_t(5));
        for (const auto& one : shown.fills) {
            std::size_t hidden = 0;
            for (int y = 0; y < 32; ++y)
                for (int x = 0; x < 32; ++x) {
                    const bool hot = shown.heat.at(x, y) > 0.6F;
                    hidden += hot;
                    QCOMPARE(one.mask.at(x, y), hot ? 1.0F : 0.0F);
                    const auto* before = shown.input.at(x, y);
                    const auto* after = one.occluded.at(x, y);
                    for (int c = 0; c < 3; ++c) {
                        if (!hot)
                            QVERIFY(std::abs(after[c] - before[c]) <= 1);
                        else if (one.fill == FillKind::Zero)
                            QVERIFY(after[c] == 0);
                        else if (one.fill == FillKind::One)
                            QVERIFY(after[c] == 255);
                    }
                }
            QVERIFY(hidden > 0 && hidden < 1024);
            QVERIFY(std::abs(one.share - static_cast<double>(hidden) / 1024) < 1e-6);
            QVERIFY(one.probabilityAfter >= 0 && one.probabilityAfter <= 1);
        }
        QVERIFY(shown.fills[0].fill == FillKind::Zero && shown.fills[4].fill == FillKind::Mean);
        QVERIFY(shown.fills[0].probabilityAfter < shown.probability); // the green square is what it looks at
        request.label = -1;
        QVERIFY(see(request).previews.at(0).label == 1);
        request.label = 0;
        QVERIFY(see(request).previews.at(0).heat.values != shown.heat.values);
    }

    void occlusionBySettings()
    {
        OcclusionPreviewRequest request;
        request.config.model.name = "small_cnn";
        request.picture = m_picture;
        request.side = 48;
        const auto random = see(request).previews;
        QCOMPARE(random.size(), std::size_t(1));
        QVERIFY(random[0].classes.empty() && random[0].input.width == 48);
        // Start weights with the head that the file has.
        request.config.model.weights = (m_folder / "run/best.safetensors").string();
        request.side = 32;
        const auto weights = see(request).previews;
        QCOMPARE(weights.size(), std::size_t(1));
        QCOMPARE(weights[0].label, 1);
        OcclusionPreviewRequest byRun;
        byRun.run = m_folder / "run";
        byRun.picture = m_picture;
        QVERIFY(see(byRun).previews.at(0).heat.values == weights[0].heat.values);
    }

    void occlusionRefusals_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("picture") << "picture"
                                 << "missing.png";
        QTest::newRow("class") << "class"
                               << "There is no class number 3";
        QTest::newRow("run") << "run"
                             << "There is no run folder";
        QTest::newRow("model") << "model"
                               << "resnet19";
        QTest::newRow("layer") << "layer"
                               << "layer99";
        QTest::newRow("weights") << "weights"
                                 << "missing.pth";
        QTest::newRow("threshold") << "threshold"
                                   << "threshold";
        QTest::newRow("too small") << "small"
                                   << "too small";
        QTest::newRow("too large") << "large"
                                   << "100000 px";
        QTest::newRow("device") << "device"
                                << "tpu";
    }
    void occlusionRefusals()
    {
        QFETCH(QString, what);
        QFETCH(QString, sentence);
        OcclusionPreviewRequest request;
        request.config.model.name = "small_cnn";
        request.picture = m_picture;
        request.side = 32;
        if (what == "picture")
            request.picture = m_folder / "missing.png";
        else if (what == "class") {
            request.run = m_folder / "run";
            request.label = 3;
        } else if (what == "run")
            request.run = m_folder / "nowhere";
        else if (what == "model")
            request.config.model.name = "resnet19";
        else if (what == "layer")
            request.config.distraction.layer = "layer99";
        else if (what == "weights")
            request.config.model.weights = (m_folder / "missing.pth").string();
        else if (what == "threshold")
            request.config.distraction.threshold = 1.5;
        else if (what == "small")
            request.side = 1;
        else if (what == "large")
            request.side = 100000;
        else
            request.config.training.device = "tpu";
        const auto [previews, told] = see(request);
        QVERIFY(previews.empty());
        QVERIFY2(told.end().error.message().find(sentence.toStdString()) != std::string::npos,
            told.end().error.message().c_str());
    }

private:
    Folder m_folder;
    fs::path m_picture;
};

LOOKAWAY_TEST(tst_preview, TestPreview)
#include "tst_preview.moc"
