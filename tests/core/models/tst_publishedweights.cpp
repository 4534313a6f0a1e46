// SPDX-License-Identifier: MIT
#include "Fixture.h"
#include "TestMain.h"

#include <QTest>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <torch/script.h>

#include <filesystem>

using namespace lookaway;
using namespace lookaway::test;
namespace fs = std::filesystem;

namespace {

fs::path dataFolder()
{
    const char* folder = std::getenv("LOOKAWAY_DATA");
    return folder ? fs::path(folder) : fs::path();
}

/// Copies the TorchScript module's tensors by name; every parameter of ours must be there.
void copyWeights(const torch::jit::Module& from, Classifier& to)
{
    const torch::NoGradGuard noGraph;
    std::map<std::string, at::Tensor> tensors;
    for (const auto& item : from.named_parameters())
        tensors[item.name] = item.value;
    for (const auto& item : from.named_buffers())
        tensors[item.name] = item.value;
    for (auto& item : to.named_parameters())
        item.value().copy_(tensors.at(item.key()));
    for (auto& item : to.named_buffers())
        if (tensors.count(item.key())) // old files have no num_batches_tracked
            item.value().copy_(tensors.at(item.key()));
}

/// Short side to 256, the central 224 x 224 in RGB, normalised: torchvision's evaluation transform.
at::Tensor readPhoto(const fs::path& path, const ModelInfo& info)
{
    cv::Mat picture = cv::imread(path.string(), cv::IMREAD_COLOR);
    const double factor = 256.0 / std::min(picture.rows, picture.cols);
    cv::resize(picture, picture, {}, factor, factor, cv::INTER_AREA);
    const cv::Rect centre((picture.cols - 224) / 2, (picture.rows - 224) / 2, 224, 224);
    cv::Mat rgb;
    cv::cvtColor(picture(centre), rgb, cv::COLOR_BGR2RGB);
    const auto pixels =
        at::from_blob(rgb.data, { 1, 224, 224, 3 }, at::kByte).permute({ 0, 3, 1, 2 }).to(at::kFloat) / 255;
    return normalised(pixels, info);
}

} // namespace

/// Weights as their authors published them; needs LOOKAWAY_DATA.
class PublishedWeightsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mobileNetNamesThePhotos()
    {
        const auto file = dataFolder() / "weights/mobilenet_v2_imagenet_torchscript.pt";
        if (!fs::exists(file))
            QSKIP("needs LOOKAWAY_DATA/weights");
        const auto script = torch::jit::load(file.string());
        const auto model = makeModel("mobilenet_v2", 1000, 1).value();
        copyWeights(script, *model);
        model->eval();
        const torch::NoGradGuard noGraph;
        int right = 0;
        int photos = 0;
        for (const auto& entry : fs::directory_iterator(dataFolder() / "photos")) {
            const auto name = entry.path().filename().string();
            if (std::isdigit(static_cast<unsigned char>(name[0])) == 0)
                continue; // the picture of two classes
            ++photos;
            const auto label = std::stoll(name);
            right += model->forward(readPhoto(entry.path(), model->info())).argmax(1).item<std::int64_t>() == label;
        }
        QVERIFY(photos >= 10);
        QVERIFY2(right * 10 >= photos * 7, std::to_string(right).c_str());
    }

    void cifarResNetEqualsItsScript()
    {
        const auto file = dataFolder() / "weights/resnet20_cifar10_torchscript.pt";
        if (!fs::exists(file))
            QSKIP("needs LOOKAWAY_DATA/weights");
        auto script = torch::jit::load(file.string());
        script.eval();
        const auto model = makeModel("resnet20_cifar", 10, 1).value();
        copyWeights(script, *model);
        model->eval();
        const torch::NoGradGuard noGraph;
        const auto x = normalised(formulaPixels(4, 32), model->info());
        QVERIFY(difference(model->forward(x), script.forward({ x }).toTensor()) < 1e-5);
    }
};

LOOKAWAY_TEST(tst_publishedweights, PublishedWeightsTest)
#include "tst_publishedweights.moc"
