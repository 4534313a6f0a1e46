#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes tests/fixtures/models/NAME.json from torchvision (python3-torchvision of Debian 12).

Weights and pictures come from formula_weights.py, so a fixture holds results only. Per model, for two pictures and
seven classes: logits; Grad-CAM of the target layer (textbook, and as released by the authors of the scheme); loss and
a digest of the gradients of one training step without dropout; for some models a digest of the input gradient under
guided backpropagation and deconvnet.
Usage: make_model_fixtures.py [NAME...]
"""
import json
import pathlib
import sys

import torch
import torch.nn.functional as F
import torchvision.models as tv
from torch import nn

from formula_weights import pixels, set_weights

CLASSES = 7
LABELS = [3, 1]
MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
STD = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
OUT = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "models"


class CifarBlock(nn.Module):
    def __init__(self, channels_in, channels_out, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels_in, channels_out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels_out)
        self.conv2 = nn.Conv2d(channels_out, channels_out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels_out)
        self.extra = channels_out - channels_in

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if self.extra:
            zeros = x.new_zeros(x.shape[0], self.extra // 2, *y.shape[2:])
            x = torch.cat([zeros, x[:, :, ::2, ::2], zeros], 1)
        return F.relu(y + x)


class CifarResNet(nn.Module):
    """He et al. 2016, section 4.2, shortcut option A."""

    def __init__(self, blocks):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        widths = [16, 16, 32, 64]
        for stage in (1, 2, 3):
            rows = [CifarBlock(widths[stage - 1] if i == 0 else widths[stage], widths[stage],
                               2 if i == 0 and stage > 1 else 1) for i in range(blocks)]
            self.add_module(f"layer{stage}", nn.Sequential(*rows))
        self.linear = nn.Linear(64, CLASSES)

    def forward(self, x):
        x = self.layer3(self.layer2(self.layer1(F.relu(self.bn1(self.conv1(x))))))
        return self.linear(x.mean((2, 3)))


class SmallCnn(nn.Module):
    def __init__(self):
        super().__init__()
        widths = [3, 16, 32, 64, 96]
        self.features = nn.Sequential()
        for i in range(4):
            stage = nn.Sequential()
            stage.add_module("conv", nn.Conv2d(widths[i], widths[i + 1], 3, 2 if i == 0 else 1, 1, bias=False))
            stage.add_module("bn", nn.BatchNorm2d(widths[i + 1]))
            stage.add_module("relu", nn.ReLU())
            if i in (1, 2):
                stage.add_module("pool", nn.MaxPool2d(2))
            self.features.add_module(str(i), stage)
        self.fc = nn.Linear(96, CLASSES)

    def forward(self, x):
        return self.fc(self.features(x).mean((2, 3)))


class DenseNetWithRelu(tv.DenseNet):
    """The same network with the ReLU behind features.norm5 as a module, so that it can be hooked."""

    def __init__(self):
        super().__init__(num_classes=CLASSES)
        self.relu = nn.ReLU()

    def forward(self, x):
        return self.classifier(torch.flatten(F.adaptive_avg_pool2d(self.relu(self.features(x)), (1, 1)), 1))


def inception():
    # As torchvision's pretrained model runs: with its own rescaling of ImageNet-normalised input. Without the
    # auxiliary classifier, which has no part in the logits.
    return tv.inception_v3(num_classes=CLASSES, aux_logits=False, transform_input=True, init_weights=False)


# name: (constructor, target layer, picture size)
MODELS = {
    "small_cnn": (SmallCnn, "features.3", 64),
    "mobilenet_v2": (lambda: tv.mobilenet_v2(num_classes=CLASSES), "features.18", 96),
    "squeezenet1_0": (lambda: tv.squeezenet1_0(num_classes=CLASSES), "features.12", 96),
    "squeezenet1_1": (lambda: tv.squeezenet1_1(num_classes=CLASSES), "features.12", 96),
    "resnet18": (lambda: tv.resnet18(num_classes=CLASSES), "layer4", 96),
    "resnet34": (lambda: tv.resnet34(num_classes=CLASSES), "layer4", 96),
    "resnet50": (lambda: tv.resnet50(num_classes=CLASSES), "layer4", 96),
    "resnet101": (lambda: tv.resnet101(num_classes=CLASSES), "layer4", 96),
    "densenet121": (DenseNetWithRelu, "relu", 96),
    "inception_v3": (inception, "Mixed_7c", 139),
    "vgg16": (lambda: tv.vgg16(num_classes=CLASSES), "features.29", 64),
    "vgg16_bn": (lambda: tv.vgg16_bn(num_classes=CLASSES), "features.42", 64),
    "resnet20_cifar": (lambda: CifarResNet(3), "layer3", 32),
    "resnet32_cifar": (lambda: CifarResNet(5), "layer3", 32),
    "resnet44_cifar": (lambda: CifarResNet(7), "layer3", 32),
    "resnet56_cifar": (lambda: CifarResNet(9), "layer3", 32),
}
WITH_RELU_RULES = {"resnet18", "vgg16", "mobilenet_v2", "squeezenet1_0"}


def rounded(tensor):
    return json.loads(json.dumps(tensor.detach().double().tolist()), parse_float=lambda text: float(f"{float(text):.7g}"))


def digest(gradient, places):
    flat = gradient.detach().flatten()
    at = [(flat.numel() - 1) * i // (places - 1) for i in range(places)]
    return [rounded(flat.double().norm())] + rounded(flat[at])


def grad_cam(model, layer, x, explained, as_released):
    kept = []
    handle = model.get_submodule(layer).register_forward_hook(lambda module, inputs, output: kept.append(output))
    logits = model(x)
    handle.remove()
    scores = logits.softmax(1) if as_released else logits
    target = scores[torch.arange(len(x)), explained].sum()
    activation = kept[-1]
    (g,) = torch.autograd.grad(target, activation)
    if as_released:
        g = g * (activation > 0) * (g > 0)
    cam = (g.mean((2, 3), keepdim=True) * activation).sum(1)
    return cam if as_released else cam.relu()


def ruled_gradient(model, x, explained, guided):
    """Input gradient of the explained logits with hooks on every ReLU."""
    handles = []
    for module in model.modules():
        if isinstance(module, (nn.ReLU, nn.ReLU6)):
            hook = (lambda m, g_in, g_out: (g_in[0].clamp(min=0),)) if guided \
                else (lambda m, g_in, g_out: (g_out[0].clamp(min=0),))
            handles.append(module.register_full_backward_hook(hook))
    x = x.clone().requires_grad_()
    target = model(x)[torch.arange(len(x)), explained].sum()
    (g,) = torch.autograd.grad(target, x)
    for handle in handles:
        handle.remove()
    return g


def training_step(model, x):
    model.train()
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    loss = F.cross_entropy(model(x), torch.tensor(LABELS))
    loss.backward()
    return {"loss": rounded(loss), "gradients": {n: digest(p.grad, 3) for n, p in model.named_parameters()}}


def make(name):
    constructor, layer, size = MODELS[name]
    model = constructor()
    set_weights(model)
    model.eval()
    for module in model.modules():
        if isinstance(module, (nn.ReLU, nn.ReLU6, nn.Hardtanh)):
            module.inplace = False  # hooks must see what the ReLU was given
    x = pixels(len(LABELS), size)
    x = (x - 0.5) / 0.5 if name == "small_cnn" else (x - MEAN) / STD
    with torch.no_grad():
        logits = model(x)
    # The strongest class of the first picture, the runner-up of the second: their maps are not empty.
    explained = [int(logits[0].argsort()[-1]), int(logits[1].argsort()[-2])]
    fixture = {
        "size": size, "classes": CLASSES, "explained": explained, "labels": LABELS, "layer": layer,
        "logits": rounded(logits),
        "grad_cam": rounded(grad_cam(model, layer, x, explained, as_released=False)),
        "grad_cam_as_released": rounded(grad_cam(model, layer, x, explained, as_released=True)),
    }
    if name in WITH_RELU_RULES:
        fixture["guided"] = digest(ruled_gradient(model, x, explained, guided=True), 40)
        fixture["deconvnet"] = digest(ruled_gradient(model, x, explained, guided=False), 40)
    if name == "inception_v3":
        # The same input without torchvision's detour: a step on two pictures amplifies the rounding of it.
        model.transform_input = False
        x = (pixels(len(LABELS), size) - 0.5) / 0.5
    fixture["step"] = training_step(model, x)
    (OUT / f"{name}.json").write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
    print(name, logits.tolist(), "cam", fixture["grad_cam"][0], fixture["grad_cam_as_released"][0][0], "loss", fixture["step"]["loss"], flush=True)


if __name__ == "__main__":
    torch.set_num_threads(1)
    OUT.mkdir(parents=True, exist_ok=True)
    for chosen in sys.argv[1:] or MODELS:
        make(chosen)
