// SPDX-License-Identifier: MIT
#include "models/Registry.h"

#include "models/Architectures.h"
#include "models/Initialise.h"
#include "models/NearestNames.h"

#include <algorithm>
#include <functional>

namespace lookaway {
namespace {

struct Entry {
    ModelInfo info;
    std::function<ClassifierPointer(const ModelInfo&, int classes)> make;
};

std::vector<Entry> smallEntries()
{
    ModelInfo info{ "small_cnn", "Small CNN (quick runs)", 96, 8, "features.3", "fc", "", Initialisation::ResNet };
    info.mean = info.std = { 0.5F, 0.5F, 0.5F };
    return { { info, makeSmallCnn } };
}

std::vector<Entry> mobileEntries()
{
    const std::string paper = "Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks, CVPR 2018";
    const auto init = Initialisation::MobileNetV2;
    return {
        { { "mobilenet_v2", "MobileNetV2", 224, 32, "features.18", "classifier.1", paper, init }, makeMobileNetV2 },
    };
}

std::vector<Entry> resNetEntries()
{
    const std::string paper = "He et al., Deep Residual Learning for Image Recognition, CVPR 2016";
    const auto init = Initialisation::ResNet;
    return {
        { { "resnet18", "ResNet-18", 224, 32, "layer4", "fc", paper, init }, makeResNet18 },
        { { "resnet34", "ResNet-34", 224, 32, "layer4", "fc", paper, init }, makeResNet34 },
        { { "resnet50", "ResNet-50", 224, 32, "layer4", "fc", paper, init }, makeResNet50 },
        { { "resnet101", "ResNet-101", 224, 32, "layer4", "fc", paper, init }, makeResNet101 },
    };
}

std::vector<Entry> vggEntries()
{
    const std::string paper =
        "Simonyan & Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition, ICLR 2015";
    const auto init = Initialisation::Vgg;
    // The last ReLU rather than the pool behind it: the same evidence on a grid twice as fine.
    return {
        { { "vgg16", "VGG16", 224, 32, "features.29", "classifier.6", paper, init }, makeVgg16 },
        { { "vgg16_bn", "VGG16 with BatchNorm", 224, 32, "features.42", "classifier.6", paper, init }, makeVgg16Bn },
    };
}

std::vector<Entry> squeezeNetEntries()
{
    const std::string paper = "Iandola et al., SqueezeNet: AlexNet-level accuracy with 50x fewer parameters, 2016";
    const auto init = Initialisation::SqueezeNet;
    // The last features, not the 1x1 convolution that already is the classifier.
    return {
        { { "squeezenet1_0", "SqueezeNet 1.0", 224, 32, "features.12", "classifier.1", paper, init },
            makeSqueezeNet10 },
        { { "squeezenet1_1", "SqueezeNet 1.1", 224, 32, "features.12", "classifier.1", paper, init },
            makeSqueezeNet11 },
    };
}

std::vector<Entry> denseNetEntries()
{
    const std::string paper = "Huang et al., Densely Connected Convolutional Networks, CVPR 2017";
    // "relu" follows features.norm5: only what comes after it is linear.
    return {
        { { "densenet121", "DenseNet-121", 224, 32, "relu", "classifier", paper, Initialisation::DenseNet },
            makeDenseNet121 },
    };
}

std::vector<Entry> inceptionEntries()
{
    const std::string paper = "Szegedy et al., Rethinking the Inception Architecture for Computer Vision, CVPR 2016";
    ModelInfo info{ "inception_v3", "Inception v3", 299, 75, "Mixed_7c", "fc", paper, Initialisation::InceptionV3 };
    info.mean = info.std = { 0.5F, 0.5F, 0.5F };
    info.ignoredPrefixes = { "AuxLogits." };
    return { { info, makeInceptionV3 } };
}

Entry cifarEntry(int blocksPerStage)
{
    const auto depth = std::to_string(6 * blocksPerStage + 2);
    const std::string paper = "He et al., Deep Residual Learning for Image Recognition, CVPR 2016, section 4.2";
    const auto make = [=](const ModelInfo& info, int classes) {
        return makeCifarResNet(info, classes, blocksPerStage);
    };
    return { { "resnet" + depth + "_cifar", "ResNet-" + depth + " for CIFAR", 32, 8, "layer3", "linear", paper,
                 Initialisation::CifarResNet },
        make };
}

std::vector<Entry> allEntries()
{
    std::vector<Entry> all;
    for (const auto& family :
        { smallEntries(), mobileEntries(), squeezeNetEntries(), resNetEntries(), denseNetEntries(), inceptionEntries(),
            vggEntries(), std::vector<Entry>{ cifarEntry(3), cifarEntry(5), cifarEntry(7), cifarEntry(9) } })
        all.insert(all.end(), family.begin(), family.end());
    return all;
}

Result<Entry> findEntry(const std::string& name)
{
    const auto entries = allEntries();
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.info.name == name; });
    if (found != entries.end())
        return *found;
    std::vector<std::string> names;
    names.reserve(entries.size());
    for (const auto& entry : entries)
        names.push_back(entry.info.name);
    return fail("There is no model \"" + name + "\"; the nearest names are " + nearestNames(name, names) + ".",
        "\"lookaway-cli models\" lists all.");
}

} // namespace

std::vector<ModelInfo> allModels()
{
    std::vector<ModelInfo> infos;
    for (const auto& entry : allEntries())
        infos.push_back(entry.info);
    return infos;
}

Result<ModelInfo> findModel(const std::string& name)
{
    auto entry = findEntry(name);
    if (!entry)
        return entry.error();
    return entry->info;
}

Result<std::shared_ptr<Classifier>> makeBlankModel(const std::string& name, int classes)
{
    constexpr int mostClasses = 1'000'000;
    auto entry = findEntry(name);
    if (!entry)
        return entry.error();
    if (classes < 1 || classes > mostClasses)
        return fail("A model with " + std::to_string(classes) + " classes cannot be built.",
            "Between 1 and 1,000,000 classes are possible.");
    return entry->make(entry->info, classes);
}

Result<std::shared_ptr<Classifier>> makeModel(const std::string& name, int classes, std::uint64_t seed)
{
    auto model = makeBlankModel(name, classes);
    if (model)
        initialise(**model, seed);
    return model;
}

} // namespace lookaway
