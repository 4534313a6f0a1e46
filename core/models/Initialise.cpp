// SPDX-License-Identifier: MIT
#include "models/Initialise.h"

#include "base/Random.h"
#include "models/Layers.h"

#include <torch/torch.h>

#include <cmath>

namespace lookaway {
namespace {

/// Fills a tensor with `draw`, whatever its layout and device.
template <class Draw> void fill(at::Tensor& tensor, Draw draw)
{
    auto values = at::empty(tensor.sizes(), at::kFloat);
    float* out = values.data_ptr<float>();
    for (std::int64_t i = 0; i < values.numel(); ++i)
        out[i] = static_cast<float>(draw());
    tensor.copy_(values);
}

void fillNormal(at::Tensor& tensor, double deviation, Random random)
{
    fill(tensor, [&] { return deviation * random.normal(); });
}

void fillUniform(at::Tensor& tensor, double bound, Random random)
{
    fill(tensor, [&] { return random.uniform(-bound, bound); });
}

double fanIn(const at::Tensor& weight)
{
    return static_cast<double>(weight[0].numel());
}

double fanOut(const at::Tensor& weight)
{
    return static_cast<double>(weight.select(1, 0).numel());
}

void initialiseConv(Conv& conv, Initialisation kind, bool head, const Random& random)
{
    switch (kind) {
    case Initialisation::ResNet:
    case Initialisation::Vgg:
    case Initialisation::MobileNetV2: // He et al. 2015, mode fan_out
        fillNormal(conv.weight, std::sqrt(2 / fanOut(conv.weight)), random);
        break;
    case Initialisation::DenseNet:
    case Initialisation::CifarResNet: // He et al. 2015, mode fan_in
        fillNormal(conv.weight, std::sqrt(2 / fanIn(conv.weight)), random);
        break;
    case Initialisation::SqueezeNet:
        if (head)
            fillNormal(conv.weight, 0.01, random);
        else
            fillUniform(conv.weight, std::sqrt(6 / fanIn(conv.weight)), random);
        break;
    case Initialisation::InceptionV3: // torchvision cuts this normal at twenty deviations
        fillNormal(conv.weight, 0.1, random);
        break;
    }
    if (conv.bias.defined())
        conv.bias.zero_();
}

void initialiseLinear(Linear& linear, Initialisation kind, const Random& random, const Random& biasRandom)
{
    const double bound = 1 / std::sqrt(fanIn(linear.weight)); // LibTorch's default for linear layers
    switch (kind) {
    case Initialisation::Vgg:
    case Initialisation::MobileNetV2:
        fillNormal(linear.weight, 0.01, random);
        linear.bias.zero_();
        return;
    case Initialisation::DenseNet:
        fillUniform(linear.weight, bound, random);
        linear.bias.zero_();
        return;
    case Initialisation::InceptionV3:
        fillNormal(linear.weight, 0.1, random);
        break;
    case Initialisation::CifarResNet:
        fillNormal(linear.weight, std::sqrt(2 / fanIn(linear.weight)), random);
        break;
    case Initialisation::ResNet:
    case Initialisation::SqueezeNet:
        fillUniform(linear.weight, bound, random);
        break;
    }
    fillUniform(linear.bias, bound, biasRandom);
}

void resetBatchNorm(BatchNorm& batchNorm)
{
    batchNorm.weight.fill_(1);
    batchNorm.bias.zero_();
    batchNorm.runningMean.zero_();
    batchNorm.runningVar.fill_(1);
    batchNorm.batchesTracked.zero_();
}

} // namespace

void initialise(Classifier& model, std::uint64_t seed)
{
    const torch::NoGradGuard noGraph;
    const auto kind = model.info().initialisation;
    for (const auto& item : model.named_modules(std::string(), false)) {
        const auto& name = item.key();
        const Random random(deriveSeed(seed, "weight of " + name));
        if (auto* conv = dynamic_cast<Conv*>(item.value().get()))
            initialiseConv(*conv, kind, name == model.info().head, random);
        else if (auto* linear = dynamic_cast<Linear*>(item.value().get()))
            initialiseLinear(*linear, kind, random, Random(deriveSeed(seed, "bias of " + name)));
        else if (auto* batchNorm = dynamic_cast<BatchNorm*>(item.value().get()))
            resetBatchNorm(*batchNorm);
    }
}

} // namespace lookaway
