#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes tests/fixtures/explain/NAME.json and tests/fixtures/script/NAME_{scripted,traced,frozen}.pt: every gradient and
CAM method, by plain hooks and the papers' formulas (make_explain_fixtures.py), on torchvision's four families made so
narrow that their TorchScript files can be committed. check_torchscript_explain.py does the same with the real ones.

A frozen file has no module paths: "frozen" in the JSON says what its layers are called.
"""
import os
import sys

import torch
import torchvision.models as tv
from torch import nn
from torchvision.models.densenet import DenseNet
from torchvision.models.resnet import BasicBlock
from torchvision.models.vgg import make_layers

from formula_weights import pixels, set_weights
from make_explain_fixtures import fixture_of, in_place_off, write
from make_model_fixtures import MEAN, STD
from make_script_fixtures import OUT, export

CLASSES = 5
SIZE = 48


class NarrowResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, 2, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        self.layer1 = nn.Sequential(BasicBlock(8, 8), BasicBlock(8, 8))
        shortcut = nn.Sequential(nn.Conv2d(8, 12, 1, 2, bias=False), nn.BatchNorm2d(12))
        self.layer2 = nn.Sequential(BasicBlock(8, 12, 2, shortcut), BasicBlock(12, 12))
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(12, CLASSES)

    def forward(self, x):
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        x = self.layer2(self.layer1(x))
        return self.fc(torch.flatten(self.avgpool(x), 1))


class NarrowVgg(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = make_layers([8, "M", 12, 12, "M", 16, "M"])
        self.avgpool = nn.AdaptiveAvgPool2d((2, 2))
        self.classifier = nn.Sequential(nn.Linear(64, 16), nn.ReLU(True), nn.Dropout(), nn.Linear(16, CLASSES))

    def forward(self, x):
        return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))


class NarrowDenseNet(DenseNet):
    """The ReLU behind features.norm5 is a module, so that it can be hooked."""

    def __init__(self):
        super().__init__(growth_rate=4, block_config=(2, 3), num_init_features=8, bn_size=2, num_classes=CLASSES)
        self.relu = nn.ReLU(inplace=True)
        self.pool = nn.AdaptiveAvgPool2d((1, 1))

    def forward(self, x):
        return self.classifier(torch.flatten(self.pool(self.relu(self.features(x))), 1))


def narrow_mobilenet():
    model = tv.MobileNetV2(CLASSES, inverted_residual_setting=[[1, 8, 1, 1], [3, 12, 2, 2], [3, 16, 1, 2]],
                           width_mult=0.5, round_nearest=4)
    before = model.features[-1][0].in_channels
    model.features[-1][0] = nn.Conv2d(before, 32, 1, bias=False)
    model.features[-1][1] = nn.BatchNorm2d(32)
    model.classifier[1] = nn.Linear(32, CLASSES)
    return model


# name: (constructor, layer in front of the head, a layer in the middle, a layer for Score-CAM, head, frozen names)
NETWORKS = {
    "narrow_resnet": (NarrowResNet, "layer2", "layer1", "layer2.0", "fc",
                      {"layer2": "relu_8", "layer1": "relu_4", "layer2.0": "relu_6"}),
    "narrow_vgg": (NarrowVgg, None, "features.9", "features.4", None,
                   {"features.9": "relu_3", "features.4": "relu_1"}),
    "narrow_densenet": (NarrowDenseNet, "relu", "features.denseblock2", "features.transition1", "classifier",
                        {"relu": "relu_12", "features.denseblock2": "cat_6", "features.transition1": "avg_pool2d"}),
    "narrow_mobilenet": (narrow_mobilenet, "features.5", "features.4", "features.2", "classifier.1",
                         {"features.5": "hardtanh_8", "features.4": "conv2d_11", "features.2": "conv2d_5"}),
}


def seeded(constructor):
    model = constructor()
    set_weights(model)
    return model.eval()


def make(name):
    constructor, front, middle, scored, head, frozen = NETWORKS[name]
    x = (pixels(2, SIZE) - MEAN) / STD
    model = in_place_off(seeded(constructor))
    fixture = fixture_of(model, x, None, front, middle, scored, model.get_submodule(head) if head else None)
    write(name, dict(fixture, size=SIZE, frozen=frozen))
    for how, ending in (("script", "scripted"), ("trace", "traced"), ("freeze", "frozen")):
        path = OUT / f"{name}_{ending}.pt"
        torch.jit.save(export(seeded(constructor), how, x[:1]), str(path))
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # TorchScript writes constants in the order of a Python set
        os.execve(sys.executable, [sys.executable, *sys.argv], dict(os.environ, PYTHONHASHSEED="0"))
    torch.set_num_threads(1)
    for chosen in sys.argv[1:] or NETWORKS:
        make(chosen)
