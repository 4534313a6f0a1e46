#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes tests/fixtures/distraction/NAME.json: which pixels of a mini-batch the scheme hides (METHODS: Morales et al.
2021), computed with torchvision, torch's hooks and numpy (python3-torchvision of Debian 12).

Weights and pictures come from formula_weights.py. Per model, for four pictures with a label each: for both flavours of
Grad-CAM and two thresholds the mask (bits of the rows, packed, in hex); one row of every heat map; the tolerance of the
heat in float32. As released, the tolerance is wider: an activation at rounding distance from zero opens or closes the
gate [A > 0] of its channel, in torch's own float32 too (mobilenet_v2, first picture: 8e-4).
Usage: make_distraction_fixtures.py
"""
import json
import pathlib

import numpy as np
import torch

from formula_weights import pixels, set_weights
from make_model_fixtures import CLASSES, MEAN, MODELS, STD

NAMES = ["small_cnn", "resnet18", "mobilenet_v2", "squeezenet1_1"]
LABELS = [3, 1, 6, 0]
OUT = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "distraction"


def raw_map(model, layer, x, label, released):
    """One picture at a time, with a full backward pass: nothing of the program's short cuts."""
    kept = []
    handle = model.get_submodule(layer).register_forward_hook(lambda module, inputs, output: kept.append(output))
    logits = model(x)
    handle.remove()
    score = logits.softmax(1)[0, label] if released else logits[0, label]
    a = kept[0]
    (g,) = torch.autograd.grad(score, a)
    a, g = a[0].detach().numpy(), g[0].numpy()
    if released:
        g = g * (a > 0) * (g > 0)
        return np.tensordot(g.mean((1, 2)), a, 1)
    return np.maximum(np.tensordot(g.mean((1, 2)), a, 1), 0)


def stretch(values, extent):
    """Bilinear along the first axis, sample positions (i + 0.5) * old / new - 0.5, clamped at the borders."""
    position = np.clip((np.arange(extent) + 0.5) * values.shape[0] / extent - 0.5, 0, values.shape[0] - 1)
    low = np.floor(position).astype(int)
    high = np.minimum(low + 1, values.shape[0] - 1)
    share = (position - low)[:, None]
    return values[low] * (1 - share) + values[high] * share


def heat_map(raw, size):
    resized = stretch(stretch(raw, size).T, size).T
    span = resized.max() - resized.min()
    return (resized - resized.min()) / span if span > 0 else np.zeros_like(resized)


def make(name):
    constructor, layer, size = MODELS[name]
    model = constructor()
    set_weights(model)
    model.double().eval()
    for module in model.modules():
        if hasattr(module, "inplace"):
            module.inplace = False
    mean, std = (0.5, 0.5) if name == "small_cnn" else (MEAN, STD)
    x = ((pixels(len(LABELS), size) - mean) / std).double()
    fixture = {"size": size, "classes": CLASSES, "labels": LABELS, "layer": layer, "cases": []}
    for released in (False, True):
        heat = np.stack([heat_map(raw_map(model, layer, x[i : i + 1], LABELS[i], released), size)
                         for i in range(len(LABELS))])
        tolerance = 2e-3 if released else 1e-4
        for threshold in (0.85, 0.4):
            masks = heat > threshold
            fixture["cases"].append({
                "as_released": released, "threshold": threshold, "tolerance": tolerance,
                "masks": [np.packbits(mask.flatten()).tobytes().hex() for mask in masks],
                "middle_rows": np.round(heat[:, size // 2], 6).tolist(),
            })
            print(name, released, threshold, masks.mean((1, 2)))
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.json").write_text(json.dumps(fixture, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    for chosen in NAMES:
        make(chosen)
