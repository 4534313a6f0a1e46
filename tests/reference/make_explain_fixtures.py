#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes tests/fixtures/explain/NAME.json from torchvision (python3-torchvision of Debian 12): what the gradient and
CAM methods give, by plain hooks and the papers' formulas.

Weights and pictures come from formula_weights.py, so a fixture holds results only: maps at a layer's resolution as they
are, maps and attributions at the picture's as sums over a grid of blocks and some single values. mobilenet_v2_imagenet
has the weights and the picture of two classes from the folder LOOKAWAY_DATA, and is left alone without it.
Usage: make_explain_fixtures.py [NAME...]
"""
import json
import os
import pathlib
import sys

import torch
import torch.nn.functional as F
import torchvision.models as tv
from PIL import Image
from torch import nn
from torchvision.transforms.functional import to_tensor

from formula_weights import pixels, set_weights
from make_model_fixtures import MEAN, MODELS, STD

OUT = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "explain"
DATA = pathlib.Path(os.environ.get("LOOKAWAY_DATA", ""))
SEED, SMOOTH_SAMPLES, SMOOTH_NOISE, INTEGRATED_STEPS = 7, 5, 0.15, 6

# name: (layer in front of the head, a layer in the middle, a layer for Score-CAM, pictures)
LAYERS = {
    "resnet18": ("layer4", "layer3", "layer2", 2),
    "vgg16": (None, "features.22", "features.9", 1),
    "densenet121": ("relu", "features.denseblock3", "features.transition1", 2),
    "mobilenet_v2": ("features.18", "features.16.conv.1.2", "features.10", 2),
    "mobilenet_v2_imagenet": ("features.18", "features.14", "features.10", 2),
}


def activation_of(model, layer, x):
    kept = []
    handle = model.get_submodule(layer).register_forward_hook(lambda module, inputs, output: kept.append(output))
    logits = model(x)
    handle.remove()
    return kept[-1], logits


def scores_of(logits, explained):
    return logits[torch.arange(len(logits)), explained]


def cam_maps(model, layer, x, explained):
    a, logits = activation_of(model, layer, x)
    (g,) = torch.autograd.grad(scores_of(logits, explained).sum(), a, retain_graph=True)
    (of_probability,) = torch.autograd.grad(scores_of(logits.softmax(1), explained).sum(), a)
    a = a.detach()
    total = a.sum((2, 3), keepdim=True)
    share = g**2 / (2 * g**2 + total * g**3 + 1e-6)
    weights = (share * F.relu(g)).sum((2, 3), keepdim=True)
    return {
        "grad-cam": F.relu((g.mean((2, 3), keepdim=True) * a).sum(1)),
        "grad-cam-as-released": ((F.relu(of_probability) * (a > 0)).mean((2, 3), keepdim=True) * a).sum(1),
        "grad-cam++": F.relu((weights * a).sum(1)),
        "layer-cam": F.relu((F.relu(g) * a).sum(1)),
        "eigen-cam": eigen_cam(a),
    }


def eigen_cam(activation):
    """By the eigenvectors of the channels' second moments, in double, not by a singular value decomposition."""
    maps = []
    for a in activation.double():
        places = a.flatten(1)
        _, vectors = torch.linalg.eigh(places @ places.T)
        projected = vectors[:, -1] @ places
        correlation = torch.corrcoef(torch.stack([projected, places.mean(0)]))[0, 1]
        maps.append((projected if correlation >= 0 else -projected).view(a.shape[1:]))
    return torch.stack(maps)


def cam(model, layer, head, x, explained):
    with torch.no_grad():
        a, _ = activation_of(model, layer, x)
        return torch.stack([torch.einsum("k,kij->ij", head.weight[c], one) for c, one in zip(explained, a)])


def score_cam(model, layer, x, explained):
    with torch.no_grad():
        activations, _ = activation_of(model, layer, x)
        maps = []
        for image, a, c in zip(x, activations, explained):
            up = F.interpolate(a[None], image.shape[1:], mode="bilinear", align_corners=False)[0]
            low, high = up.amin((1, 2), keepdim=True), up.amax((1, 2), keepdim=True)
            masks = torch.where(high > low, (up - low) / (high - low), torch.zeros_like(up))
            scores = torch.cat([model(image * part[:, None])[:, c] for part in masks.split(16)])
            weights = (scores - model(torch.zeros_like(image)[None])[0, c]).softmax(0)
            maps.append(F.relu(torch.einsum("k,kij->ij", weights, a)))
        return torch.stack(maps)


def gradient(model, x, explained, relu_hook=None):
    handles = [module.register_full_backward_hook(relu_hook) for module in model.modules()
               if relu_hook and isinstance(module, (nn.ReLU, nn.ReLU6))]
    x = x.clone().requires_grad_()
    (g,) = torch.autograd.grad(scores_of(model(x), explained).sum(), x)
    for handle in handles:
        handle.remove()
    return g


def guided_hook(module, g_in, g_out):
    return (g_in[0].clamp(min=0),)


def deconvnet_hook(module, g_in, g_out):
    return (g_out[0].clamp(min=0),)


def smooth_grad(model, x, explained):
    generator = torch.Generator().manual_seed(SEED)
    sigma = SMOOTH_NOISE * (x.amax((1, 2, 3), keepdim=True) - x.amin((1, 2, 3), keepdim=True))
    copies = [gradient(model, x + sigma * torch.randn(x.shape[1:], generator=generator), explained)
              for _ in range(SMOOTH_SAMPLES)]
    return sum(copies) / SMOOTH_SAMPLES


def integrated_gradients(model, x, explained):
    black = ((torch.zeros_like(x) - MEAN) / STD)
    shares = [(i + 0.5) / INTEGRATED_STEPS for i in range(INTEGRATED_STEPS)]
    return (x - black) * sum(gradient(model, black + s * (x - black), explained) for s in shares) / INTEGRATED_STEPS


def attributions(model, x, explained, middle_grad_cam):
    guided = gradient(model, x, explained, guided_hook)
    plain = gradient(model, x, explained)
    up = F.interpolate(middle_grad_cam[:, None], x.shape[2:], mode="bilinear", align_corners=False)
    largest = lambda values: values.abs().amax(1)
    total = lambda values: values.sum(1)
    return {
        "gradient": (plain, largest),
        "gradient-x-input": (plain * x, total),
        "guided-backprop": (guided, largest),
        "deconvnet": (gradient(model, x, explained, deconvnet_hook), largest),
        "guided-grad-cam": (guided * up, largest),
        "smoothgrad": (smooth_grad(model, x, explained), largest),
        "integrated-gradients": (integrated_gradients(model, x, explained), total),
    }


def in_place_off(model):
    """Hooks must see what a ReLU was given."""
    for module in model.modules():
        if isinstance(module, (nn.ReLU, nn.ReLU6)):
            module.inplace = False
    return model


def references(model, x, explained, front, middle, scored, head):
    """Maps by layer and method, and by method attributions with the maps made of them. `front`: the layer before global
    average pooling and the linear layer `head`, or None."""
    maps = {layer: cam_maps(model, layer, x, explained) for layer in (front, middle) if layer}
    maps.setdefault(scored, {})["score-cam"] = score_cam(model, scored, x, explained)
    if front:
        maps[front]["cam"] = cam(model, front, head, x, explained)
    found = attributions(model, x, explained, maps[middle]["grad-cam"])
    return maps, {method: (values, reduce(values)) for method, (values, reduce) in found.items()}


def rounded(tensor):
    return json.loads(json.dumps(tensor.detach().double().tolist()), parse_float=lambda text: float(f"{float(text):.6g}"))


def digest(values, blocks, places):
    """Sums over blocks x blocks parts of every plane, and entries at equal distances."""
    planes = values.detach().double()
    side = values.shape[-1] // blocks
    sums = planes.unflatten(-1, (blocks, side)).unflatten(-3, (blocks, side)).sum((-3, -1))
    flat = planes.flatten()
    return {"sums": rounded(sums.flatten()), "values": rounded(flat[[(len(flat) - 1) * i // (places - 1) for i in range(places)]])}


def formula_case(name, count):
    constructor, _, size = MODELS[name]
    model = constructor()
    set_weights(model)
    x = (pixels(count, size) - MEAN) / STD
    if name == "mobilenet_v2":
        # Some of its units lie on a kink of ReLU6, where rounding in float32 decides about half a percent of a gradient.
        model, x = model.double(), x.double()
    return model, x, None


def imagenet_case():
    model = tv.mobilenet_v2()
    model.load_state_dict(torch.load(DATA / "weights/mobilenet_v2_imagenet_state_dict.pt", map_location="cpu"))
    image = to_tensor(Image.open(DATA / "photos/dog_and_cat.png").convert("RGB"))
    x = (torch.stack([image, image]) - MEAN) / STD
    return model, x, [243, 281]


def make(name):
    front, middle, scored, count = LAYERS[name]
    if name == "mobilenet_v2_imagenet":
        if not (DATA / "weights").is_dir():
            print(name, "is left alone: LOOKAWAY_DATA is not set")
            return
        model, x, explained = imagenet_case()
    else:
        model, x, explained = formula_case(name, count)
    head = None if not front else \
        model.classifier if name.startswith("dense") else model.fc if name.startswith("res") else model.classifier[1]
    fixture = fixture_of(in_place_off(model.eval()), x, explained, front, middle, scored, head)
    write(name, fixture)


def fixture_of(model, x, explained, front, middle, scored, head):
    with torch.no_grad():
        logits = model(x)
    # The strongest class of the first picture, the runner-up of the second: their maps are not empty.
    explained = explained or [int(row.argsort()[-1 - i]) for i, row in enumerate(logits)]
    maps, attributed = references(model, x, explained, front, middle, scored, head)
    return {
        "explained": explained, "middle": middle, "seed": SEED, "smooth_samples": SMOOTH_SAMPLES,
        "smooth_noise": SMOOTH_NOISE, "integrated_steps": INTEGRATED_STEPS,
        "maps": {layer: {key: rounded(m) for key, m in methods.items()} for layer, methods in maps.items()},
        "attributions": {key: {"attribution": digest(values, 4, 32), "map": digest(reduced, 8, 32)}
                         for key, (values, reduced) in attributed.items()},
    }


def write(name, fixture):
    (OUT / f"{name}.json").write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
    print(name, "explained", fixture["explained"], flush=True)


if __name__ == "__main__":
    torch.set_num_threads(1)
    OUT.mkdir(parents=True, exist_ok=True)
    for chosen in sys.argv[1:] or LAYERS:
        make(chosen)
