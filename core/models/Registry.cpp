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
    const auto init = Initialisation::ResNet;
    return {
        { { "small_cnn", "Small CNN (quick runs)", 64, 8, "features.3", "fc", "", init }, makeSmallCnn },
    };
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

std::vector<Entry> allEntries()
{
    std::vector<Entry> all;
    for (const auto& family : { smallEntries(), mobileEntries(), resNetEntries() })
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

Result<std::shared_ptr<Classifier>> makeModel(const std::string& name, int classes, std::uint64_t seed)
{
    constexpr int mostClasses = 1'000'000;
    auto entry = findEntry(name);
    if (!entry)
        return entry.error();
    if (classes < 1 || classes > mostClasses)
        return fail("A model with " + std::to_string(classes) + " classes cannot be built.",
            "Between 1 and 1,000,000 classes are possible.");
    auto model = entry->make(entry->info, classes);
    initialise(*model, seed);
    return model;
}

} // namespace lookaway
