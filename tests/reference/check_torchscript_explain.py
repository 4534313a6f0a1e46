#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Compares every gradient and CAM method of `lookaway-cli explain --torchscript` with plain hooks and formulas in
Python, on torchvision's networks as they are: ResNet-18, VGG16 and DenseNet-121 with weights by formula, MobileNetV2
with published weights and photos from the folder LOOKAWAY_DATA; each scripted, traced and frozen. Prints a table of the
largest relative differences (of a map, to its largest value) and fails from 1e-4 on. Too large to be fixtures: up to
530 MB on disk meanwhile.

Freezing multiplies BatchNorms into convolutions; that changes the rounding, and rounding decides on which side of a
ReLU's kink some units are: up to 2 % of a gradient. So frozen networks with BatchNorm compute in double.

Usage: check_torchscript_explain.py [--program lookaway-cli] [NETWORK...]
"""
import argparse
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import torch
import torchvision.models as tv
from PIL import Image
from torchvision.transforms.functional import to_tensor

import make_explain_fixtures as explain
from formula_weights import pixels, set_weights
from make_model_fixtures import CLASSES, MEAN, MODELS, STD
from make_script_fixtures import export

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TOLERANCE = 1e-4
# What operators are called in a frozen program; BatchNorms behind a convolution are multiplied into it.
FROZEN = {"Conv2d": "conv2d", "ReLU": "relu", "ReLU6": "hardtanh", "MaxPool2d": "max_pool2d", "AvgPool2d": "avg_pool2d",
          "relu": "relu", "add": "add", "cat": "cat"}


def formula_network(name):
    model = MODELS[name][0]()
    set_weights(model)
    exported = model
    if name == "densenet121":  # its last ReLU is a module for the hooks only
        exported = tv.densenet121(num_classes=CLASSES)
        set_weights(exported)
    images = (pixels(2, MODELS[name][2]) * 255).round().byte()
    return model, exported, images, None


def published_network():
    folder = explain.DATA
    model = tv.mobilenet_v2()
    model.load_state_dict(torch.load(folder / "weights/mobilenet_v2_imagenet_state_dict.pt", map_location="cpu"))
    files = [folder / "photos/dog_and_cat.png", folder / "photos/281_tabby.jpg"]
    images = [Image.open(file).convert("RGB").resize((224, 224)) for file in files]
    return model, model, torch.stack([(to_tensor(image) * 255).round().byte() for image in images]), 281


def network(name):
    model, exported, images, wanted = published_network() if name == "mobilenet_v2_imagenet" else formula_network(name)
    x = (images / 255 - MEAN) / STD
    with torch.no_grad():
        wanted = int(model.eval()(x)[0].argmax()) if wanted is None else wanted
    return model, exported.eval(), images, x, wanted


def in_double(model):
    """A copy that computes in double, and takes and gives what it did."""
    model = copy.deepcopy(model).double()
    model.register_forward_pre_hook(lambda module, inputs: (inputs[0].double(),))
    return model


class Program:
    """lookaway-cli on one TorchScript file."""

    def __init__(self, program, file, side):
        self.program, self.file, self.side = program, file, side

    def run(self, command, *arguments):
        done = subprocess.run([self.program, command, "--torchscript", self.file, "--image-size", str(self.side), *arguments],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            raise SystemExit(f"{command} {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def layers(self):
        return json.loads(self.run("layers", "--json"))["layers"]

    def maps(self, pictures, wanted, methods, layer):
        """By method, a map per picture."""
        with tempfile.TemporaryDirectory() as out:
            self.run("explain", "--image", *pictures, "--fit", "stretch", "--class", str(wanted), "--method", ",".join(methods),
                     "--layer", layer, "--own-resolution", "--explain-seed", str(explain.SEED), "--smooth-samples",
                     str(explain.SMOOTH_SAMPLES), "--smooth-noise", str(explain.SMOOTH_NOISE), "--integrated-steps",
                     str(explain.INTEGRATED_STEPS), "--out", out)
            return {method: [np.load(f"{out}/{pathlib.Path(picture).stem}.{method}.npy") for picture in pictures]
                    for method in methods}


def frozen_name(layers, name):
    """The operator in the frozen program that gives the value of a scripted program's layer."""
    position = [layer["name"] for layer in layers].index(name)
    types = [FROZEN.get(layer["type"]) for layer in layers[: position + 1]]
    kind = [known for known in types if known][-1]
    ordinal = types.count(kind) - 1
    return f"{kind}_{ordinal}" if ordinal else kind


def difference(found, expected):
    expected = expected.detach().double().numpy()
    if found.shape != expected.shape:
        return float("inf")
    apart, largest = np.abs(found - expected).max(), np.abs(expected).max()
    return apart / largest if largest > 0 else (0.0 if apart == 0 else float("inf"))


def compare(program, pictures, wanted, maps, attributed, middle, renamed):
    """The larger of the pictures' differences, by method and layer."""
    asked = {layer: dict(methods) for layer, methods in maps.items()}
    asked[middle].update({method: reduced for method, (_, reduced) in attributed.items()})
    apart = {}
    for layer, methods in asked.items():
        found = program.maps(pictures, wanted, list(methods), renamed.get(layer, layer))
        for method, expected in methods.items():
            apart[method, layer] = max(difference(one, other) for one, other in zip(found[method], expected))
    return apart


def check(name, cli, folder):
    front, middle, scored, _ = explain.LAYERS[name]
    model, exported, images, x, wanted = network(name)
    pictures = [str(folder / f"picture{i}.png") for i in range(len(images))]
    for image, picture in zip(images, pictures):
        Image.fromarray(image.permute(1, 2, 0).numpy()).save(picture)
    results, scripted_layers = {}, None
    for how in ("script", "trace", "freeze"):
        double = how == "freeze" and any(isinstance(module, torch.nn.BatchNorm2d) for module in model.modules())
        reference = explain.in_place_off(in_double(model) if double else copy.deepcopy(model))
        head = {"d": "classifier", "r": "fc", "m": "classifier.1"}.get(name[0]) if front else None
        maps, attributed = explain.references(reference, x, [wanted] * len(x), front, middle, scored,
                                              reference.get_submodule(head) if head else None)
        file = folder / f"{name}_{how}.pt"
        torch.jit.save(export(copy.deepcopy(exported).double() if double else exported, how, x[:1]), str(file))
        program = Program(cli, str(file), x.shape[-1])
        scripted_layers = scripted_layers or program.layers()
        renamed = {layer: frozen_name(scripted_layers, layer) for layer in maps} if how == "freeze" else {}
        results[how] = compare(program, pictures, wanted, maps, attributed, middle, renamed)
        file.unlink()
    print(f"\n{name}, class {wanted}, {x.shape[-1]} px\n{'':24}{'layer':24}{'scripted':>10}{'traced':>10}{'frozen':>10}")
    for key in results["script"]:
        print(f"{key[0]:24}{key[1]:24}" + "".join(f"{results[how][key]:10.1e}" for how in results), flush=True)
    return max(max(apart.values()) for apart in results.values())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=str(ROOT / "build/release/bin/lookaway-cli"))
    parser.add_argument("networks", nargs="*")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    chosen = arguments.networks or ["resnet18", "vgg16", "densenet121", "mobilenet_v2_imagenet"]
    largest = {}
    for name in chosen:
        if name == "mobilenet_v2_imagenet" and not (explain.DATA / "weights").is_dir():
            print(name, "is left out: LOOKAWAY_DATA is not set")
            continue
        with tempfile.TemporaryDirectory() as folder:
            largest[name] = check(name, arguments.program, pathlib.Path(folder))
    print("\nlargest:", ", ".join(f"{name} {apart:.1e}" for name, apart in largest.items()))
    sys.exit(0 if max(largest.values(), default=0) < TOLERANCE else 1)


if __name__ == "__main__":
    main()
