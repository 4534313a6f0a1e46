#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Compares maps of `lookaway-cli explain` with those of the public packages pytorch-grad-cam and captum, on photos and
published weights from the folder LOOKAWAY_DATA: MobileNetV2, and SqueezeNet, whose ReLUs the packages know. Prints the
largest differences, relative to a map's largest value, and fails from 1e-4 on (Integrated Gradients: 2e-2). What is not
installed is left out, and said to be.

Where a package defines a method differently, that difference alone is taken out:
- pytorch-grad-cam's maps run from 0 to 1 at the picture's size: ours are resized by the program, and normalised here.
- Its Score-CAM enlarges masks with aligned corners; the authors' code and ours do not.
- Its Eigen-CAM centres the activations, and its sign is left to chance; the paper's projects them as they are.
- Both packages know nn.ReLU, and leave ReLU6 as it is: they are given MobileNetV2 with a kind of nn.ReLU that clips.
- captum's occlusion gives a pixel the mean of the squares over it: squares side by side have one value each.
- captum's Integrated Gradients takes the middles of its steps when asked to. It reaches the pictures on the way by
  another formula: rounding then decides on which side of a ReLU's kink some units are. In double, that goes away.

Usage: check_packages.py [--program lookaway-cli]
"""
import argparse
import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import warnings
from unittest import mock

import numpy as np
import torch
import torch.nn.functional as F
import torchvision.models as tv
from PIL import Image
from torch import nn
from torchvision.transforms.functional import to_tensor

from check_torchscript_explain import ROOT, TOLERANCE, difference
from make_explain_fixtures import DATA, in_place_off
from make_model_fixtures import MEAN, STD

PHOTOS = {"207_golden_retriever.jpg": 207, "281_tabby.jpg": 281, "dog_and_cat.png": 243}
# By network: layers for the methods of one pass, and one for Score-CAM.
LAYERS = {"mobilenet_v2": (("features.18", "features.14"), "features.10"),
          "squeezenet1_0": (("features.12", "features.9"), "features.4")}
SIDE, SQUARE, STEPS = 224, 32, 20
TOLERANCES = {"integrated-gradients": 2e-2}


class ClippedReLU(nn.ReLU):
    def forward(self, x):
        return F.relu6(x)


def network(name):
    model = getattr(tv, name)()
    model.load_state_dict(torch.load(weights(name), map_location="cpu"))
    for module in list(model.modules()):
        for key, child in module.named_children():
            if isinstance(child, nn.ReLU6):
                setattr(module, key, ClippedReLU())
    return in_place_off(model.eval())


def weights(name):
    return DATA / f"weights/{name}_imagenet_state_dict.pt"


def enlarged(one):
    return F.interpolate(one[None, None], (SIDE, SIDE), mode="bilinear")[0, 0]


def normalised(one):
    return (one - one.min()) / (one.max() - one.min())


def of_grad_cam(model, name, x, wanted):
    """Maps of pytorch-grad-cam by method and layer, each from 0 to 1."""
    import pytorch_grad_cam as package
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
    from pytorch_grad_cam.utils.svd_on_activations import get_2d_projection

    def cam(kind, layer):
        with kind(model, [model.get_submodule(layer)]) as explainer:
            found = torch.from_numpy(explainer(input_tensor=x, targets=[ClassifierOutputTarget(wanted)])[0])
            return found, explainer.activations_and_grads.activations[0]

    def eigen_cam(layer):
        _, activation = cam(package.EigenCAM, layer)
        # Beside their negatives, activations are centred already.
        both = np.concatenate([activation.numpy(), -activation.numpy()], axis=2)
        found = torch.from_numpy(get_2d_projection(both))[0, : activation.shape[2]]
        mean = activation[0].mean(0)
        alike = torch.corrcoef(torch.stack([found.flatten(), mean.flatten()]))[0, 1] >= 0
        return normalised(enlarged(found if alike else -found))

    layers, scored = LAYERS[name]
    kinds = {"grad-cam": package.GradCAM, "grad-cam++": package.GradCAMPlusPlus, "layer-cam": package.LayerCAM}
    maps = {(method, layer): cam(kind, layer)[0] for layer in layers for method, kind in kinds.items()}
    maps.update({("eigen-cam", layer): eigen_cam(layer) for layer in layers})
    with mock.patch("torch.nn.UpsamplingBilinear2d", lambda size: nn.Upsample(size=size, mode="bilinear")), \
            mock.patch("tqdm.tqdm", lambda steps: steps):
        maps["score-cam", scored] = cam(package.ScoreCAM, scored)[0]
    if name == "squeezenet1_0":
        guided = package.GuidedBackpropReLUModel(model)(x.clone(), wanted)
        maps["guided-backprop", ""] = torch.from_numpy(np.abs(guided).max(2))
    return maps


def of_captum(model, name, x, wanted):
    from captum import attr
    black, grey = -MEAN / STD, (0.5 - MEAN) / STD
    largest = lambda values: values.abs().amax(1)[0]  # noqa: E731
    drops = attr.Occlusion(lambda batch: model(batch).softmax(1)).attribute(
        x, target=wanted, baselines=grey.expand_as(x), sliding_window_shapes=(3, SQUARE, SQUARE),
        strides=(3, SQUARE, SQUARE))
    return {
        ("gradient", ""): largest(attr.Saliency(model).attribute(x, target=wanted)),
        ("gradient-x-input", ""): attr.InputXGradient(model).attribute(x, target=wanted).sum(1)[0],
        ("guided-backprop", ""): largest(attr.GuidedBackprop(model).attribute(x, target=wanted)),
        ("deconvnet", ""): largest(attr.Deconvolution(model).attribute(x, target=wanted)),
        ("integrated-gradients", ""): attr.IntegratedGradients(model).attribute(
            x, black.expand_as(x), target=wanted, n_steps=STEPS, method="riemann_middle").sum(1)[0],
        ("occlusion-sensitivity", ""): drops[0, 0, ::SQUARE, ::SQUARE],
    }


def of_program(program, name, picture, wanted, methods, layer):
    with tempfile.TemporaryDirectory() as out:
        done = subprocess.run(
            [program, "explain", "--model", name, "--weights", weights(name), "--image", picture, "--fit", "stretch", "--class",
             str(wanted), "--method", ",".join(methods), "--out", out, "--integrated-steps", str(STEPS), "--occluder-size",
             str(SQUARE / SIDE), "--occluder-step", str(SQUARE / SIDE), *(["--layer", layer] if layer else ["--own-resolution"])],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            raise SystemExit(done.stderr)
        return {method: np.load(f"{out}/{picture.stem}.{method}.npy") for method in methods}


def compare(program, name, picture, wanted, maps):
    """Differences by method and layer. With a layer, both are maps from 0 to 1. An empty map would show nothing."""
    apart = {}
    for layer in {layer for _, layer in maps}:
        methods = [method for method, at in maps if at == layer]
        for method, found in of_program(program, name, picture, wanted, methods, layer).items():
            found = normalised(found) if layer else found
            apart[method, layer] = difference(found, maps[method, layer]) if maps[method, layer].any() else float("inf")
    return apart


def check(program, name, package, maps_of, folder):
    model, largest = network(name), {}
    for photo, wanted in PHOTOS.items():
        picture = folder / f"{pathlib.Path(photo).stem}.png"
        image = Image.open(DATA / "photos" / photo).convert("RGB").resize((SIDE, SIDE))
        image.save(picture)
        maps = maps_of(model, name, (to_tensor(image)[None] - MEAN) / STD, wanted)
        for key, apart in compare(program, name, picture, wanted, maps).items():
            largest[key] = max(apart, largest.get(key, 0))
    print(f"\n{name}, {package}")
    for (method, layer), apart in sorted(largest.items()):
        print(f"{method:24}{layer:16}{apart:10.1e}", flush=True)
    return all(apart < TOLERANCES.get(method, TOLERANCE) for (method, _), apart in largest.items())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=str(ROOT / "build/release/bin/lookaway-cli"))
    program = parser.parse_args().program
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    if not (DATA / "weights").is_dir():
        print("Nothing is compared: LOOKAWAY_DATA is not set")
        return
    equal = True
    for package, module, maps_of in (("pytorch-grad-cam", "pytorch_grad_cam", of_grad_cam), ("captum", "captum", of_captum)):
        if not importlib.util.find_spec(module):
            print(f"The package {package} is not installed: left out")
            continue
        with tempfile.TemporaryDirectory() as folder:
            equal &= all([check(program, name, package, maps_of, pathlib.Path(folder)) for name in LAYERS])
    sys.exit(0 if equal else 1)


if __name__ == "__main__":
    main()
