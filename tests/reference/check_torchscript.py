#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Exports torchvision's networks as TorchScript (scripted, traced, frozen; weights by formula) into a temporary folder,
computes logits, Grad-CAM of several layers, guided backpropagation and deconvnet with plain hooks, and has the test
program compare its own with them. Too large to be fixtures: about 900 MB on disk meanwhile.

Usage: check_torchscript.py [tst_core_models]
"""
import os
import pathlib
import subprocess
import sys
import tempfile

import torchvision.models as tv

import make_script_fixtures as fixtures

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SIZE = 96
# name: (constructor, {layer: (module, call)}, module of the target, target's name when scripted)
NETWORKS = {
    "resnet18": (tv.resnet18, {"conv1": ("conv1", 0), "layer1.0.relu_1": ("layer1.0.relu", 1),
                               "layer2.0.downsample.1": ("layer2.0.downsample.1", 0), "layer3.1.bn2": ("layer3.1.bn2", 0),
                               "layer4.0": ("layer4.0", 0), "layer4": ("layer4", 0)}, ("layer4", 0), "layer4"),
    "mobilenet_v2": (tv.mobilenet_v2, {"features.0.0": ("features.0.0", 0), "features.3.conv.1.2": ("features.3.conv.1.2", 0),
                                       "features.7.conv": ("features.7.conv", 0), "features.14": ("features.14", 0),
                                       "features.18.1": ("features.18.1", 0)}, ("features", 0), "features"),
    "densenet121": (tv.densenet121, {"features.relu0": ("features.relu0", 0), "features.transition2.conv": ("features.transition2.conv", 0),
                                     "features.denseblock3.denselayer5.conv2": ("features.denseblock3.denselayer5.conv2", 0),
                                     "features.norm5": ("features.norm5", 0)}, None, "relu"),
    "vgg16": (tv.vgg16, {"features.0": ("features.0", 0), "features.11": ("features.11", 0), "features.16": ("features.16", 0),
                         "features.28": ("features.28", 0), "features.29": ("features.29", 0)}, ("features.29", 0), "features.29"),
}


def main():
    program = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/release/bin/tst_core_models").resolve()
    with tempfile.TemporaryDirectory() as folder:
        for name, (constructor, layers, target, target_name) in NETWORKS.items():
            for how in ("script", "trace", "freeze"):
                hooked = {} if how == "freeze" else dict(layers)
                if target:
                    hooked["@target"] = target
                fixtures.make(f"{name}_{how}", constructor(num_classes=7), how, hooked,
                              None if how == "freeze" else target_name, SIZE, pathlib.Path(folder))
        environment = dict(os.environ, LOOKAWAY_TORCHSCRIPT_CHECK=folder)
        sys.exit(subprocess.call([str(program), "--suite", "tst_script_files", "torchvisionsNetworks"], env=environment))


if __name__ == "__main__":
    main()
