// SPDX-License-Identifier: MIT
#include "models/LayerList.h"

#include "models/NearestNames.h"
#include "models/NetworkDevice.h"

#include <torch/torch.h>

#include <algorithm>

namespace lookaway {

/// Has access to Classifier::run for a pass with a recording tracer.
class LayerRecorder {
public:
    static std::vector<LayerShape> record(Classifier& model, int imageSize)
    {
        std::vector<LayerShape> layers;
        Tracer tracer(layers);
        model.run(at::zeros({ 1, model.info().channels, imageSize, imageSize }, deviceOf(model)), tracer);
        return layers;
    }
};

namespace {

/// Inference mode for the life of this object; afterwards every module has its own flag again.
class InferenceFlags {
public:
    explicit InferenceFlags(Classifier& model)
        : m_modules(model.modules())
    {
        for (const auto& module : m_modules)
            m_flags.push_back(module->is_training());
        model.eval();
    }
    InferenceFlags(const InferenceFlags&) = delete;
    InferenceFlags& operator=(const InferenceFlags&) = delete;
    ~InferenceFlags()
    {
        // Parents come before their children, so that a child's own flag has the last word. One that is right already
        // is left alone: a frozen BatchNorm would take train(false) for a wish.
        for (std::size_t i = 0; i < m_modules.size(); ++i)
            if (m_modules[i]->is_training() != m_flags[i])
                m_modules[i]->train(m_flags[i]);
    }

private:
    std::vector<std::shared_ptr<torch::nn::Module>> m_modules;
    std::vector<bool> m_flags;
};

} // namespace

std::vector<LayerShape> layersOf(Classifier& model, int imageSize)
{
    const torch::NoGradGuard noGraph;
    const InferenceFlags inference(model);
    return LayerRecorder::record(model, imageSize > 0 ? imageSize : model.info().imageSize);
}

Result<void> checkLayer(Classifier& model, const std::string& layer)
{
    std::vector<std::string> names;
    for (auto& known : layersOf(model, model.info().minimumImageSize))
        names.push_back(std::move(known.name));
    if (std::find(names.begin(), names.end(), layer) != names.end())
        return {};
    const auto& name = model.info().name;
    return fail(name + " has no layer \"" + layer + "\"; the nearest names are " + nearestNames(layer, names) + ".",
        "\"lookaway-cli layers\" lists all.");
}

} // namespace lookaway
