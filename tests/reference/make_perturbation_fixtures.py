#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes tests/fixtures/explain/perturbation.json: references for the methods that perturb pictures (python3-torch).

The network is make_model_fixtures.py's small CNN with weights and pictures by formula and a sharpened head, so that
probabilities move. RISE and LIME are stochastic: their references are large samples (20,000) from numpy's generator.
Occlusion sensitivity and prediction difference analysis (with noise by formula) are deterministic and brute force, each
written from its definition, one copy after the other where that is plainest.
"""
import json
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from formula_weights import pixels, set_weights, uniform
from make_model_fixtures import SmallCnn, rounded

OUT = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "explain"
SHARPEN = 12.0
SAMPLES = 20000
IMAGENET = 1281167


def network():
    model = SmallCnn()
    set_weights(model)
    with torch.no_grad():
        model.fc.weight.mul_(SHARPEN)
        model.fc.bias.zero_()
    return model.eval()


def normalise(x):
    return (x - 0.5) / 0.5


def occlusion(model, x, classes, size, step):
    """x: pixel space. Drop of the probability, label and strongest feature map's total, per picture and place."""
    height, width = x.shape[2:]
    side = min(height, width)
    square, pace = max(1, round(size * side)), max(1, round(step * side))
    cells = [max(1, round(length / pace)) for length in (height, width)]
    features = []
    handle = model.features[3].register_forward_hook(lambda module, inputs, output: features.append(output))
    drops, labels, activations = [], [], []
    for picture, c in zip(x, classes):
        own = model(normalise(picture[None]))[0]
        strongest = int(features[-1][0].sum((1, 2)).argmax())
        drop, label, activation = ([[0.0] * cells[1] for _ in range(cells[0])] for _ in range(3))
        for i in range(cells[0]):
            for j in range(cells[1]):
                top = math.floor((i + 0.5) * height / cells[0] - square / 2 + 0.5)
                left = math.floor((j + 0.5) * width / cells[1] - square / 2 + 0.5)
                covered = picture.clone()
                covered[:, max(0, top):max(0, top + square), max(0, left):max(0, left + square)] = 0.5
                logits = model(normalise(covered[None]))[0]
                drop[i][j] = float(own.softmax(0)[c] - logits.softmax(0)[c])
                label[i][j] = int(logits.argmax())
                activation[i][j] = float(features[-1][0, strongest].sum())
        drops.append(drop), labels.append(label), activations.append(activation)
    handle.remove()
    return {"map": rounded(torch.tensor(drops)), "label": labels, "activation": rounded(torch.tensor(activations))}


def probabilities(model, batch, c):
    return torch.cat([model(part).softmax(1)[:, c] for part in batch.split(500)])


def rise(model, x, classes, cells, keep, samples, seed):
    """x: normalised."""
    generator = np.random.default_rng(seed)
    height, width = x.shape[2:]
    cell_h, cell_w = -(-height // cells), -(-width // cells)
    grids = torch.from_numpy((generator.random((samples, 1, cells, cells)) < keep).astype(np.float32))
    large = F.interpolate(grids, size=((cells + 1) * cell_h, (cells + 1) * cell_w), mode="bilinear", align_corners=False)
    masks = torch.empty(samples, 1, height, width)
    for i in range(samples):
        top, left = generator.integers(cell_h), generator.integers(cell_w)
        masks[i] = large[i, :, top:top + height, left:left + width]
    maps = []
    for picture, c in zip(x, classes):
        p = torch.cat([model(picture * part).softmax(1)[:, c] for part in masks.split(500)])
        maps.append((p.view(-1, 1, 1) * masks[:, 0]).double().sum(0) / (samples * keep))
    return torch.stack(maps)


def lime(model, x, classes, along, samples, seed):
    """Superpixels are the cells of an along x along grid. x: normalised. Coefficients per cell."""
    generator = np.random.default_rng(seed)
    side = x.shape[2]
    index = torch.arange(side) * along // side
    labels = (index[:, None] * along + index[None, :]).flatten()
    count = along * along
    found = []
    for picture, c in zip(x, classes):
        flat = picture.flatten(1)
        filled = torch.stack([flat[:, labels == s].mean(1) for s in range(count)], 1)[:, labels]
        z = generator.integers(0, 2, (samples, count))
        z[0] = 1
        shown = torch.from_numpy(z)[:, labels].bool()[:, None]
        p = torch.cat([probabilities(model, torch.where(part, flat, filled).view(-1, *picture.shape), c)
                       for part in shown.split(500)]).double().numpy()
        norm = np.sqrt((z * z).sum(1))
        cosine = (z @ z[0]) / np.maximum(norm * np.sqrt(count), 1e-12)
        weight = np.sqrt(np.exp(-(1 - cosine) ** 2 / 0.25 ** 2))
        # Ridge with a free intercept as a larger least-squares problem: sqrt(alpha) I below, the intercept unpunished.
        rows = np.hstack([z, np.ones((samples, 1))]) * np.sqrt(weight)[:, None]
        penalty = np.hstack([np.eye(count), np.zeros((count, 1))])
        solution = np.linalg.lstsq(np.vstack([rows, penalty]), np.append(p * np.sqrt(weight), np.zeros(count)), rcond=None)
        found.append(solution[0][:-1])
    return torch.from_numpy(np.array(found))


def patch_covariance(picture, patch):
    """Stationary: every pair of values of the patch has the picture's covariance at their distance."""
    channels, height, width = picture.shape
    centred = picture - picture.mean((1, 2), keepdim=True)
    padded = F.pad(centred, (patch,) * 4)
    by_offset = {}
    for dy in range(-patch + 1, patch):
        for dx in range(-patch + 1, patch):
            moved = padded[:, patch + dy:patch + dy + height, patch + dx:patch + dx + width]
            by_offset[dy, dx] = torch.einsum("cyx,dyx->cd", centred, moved) / (height * width)
    places = [(c, y, x) for c in range(channels) for y in range(patch) for x in range(patch)]
    covariance = torch.empty(len(places), len(places), dtype=torch.float64)
    for i, (c, y, x) in enumerate(places):
        for j, (d, v, u) in enumerate(places):
            covariance[i, j] = by_offset[v - y, u - x][c, d]
    return covariance + torch.eye(len(places), dtype=torch.float64) / (255.0 ** 2 * 12)


def contents(picture, covariance, window, patch, y, x, samples):
    """Draws of the window at (y, x) given the patch around it."""
    channels, height, width = picture.shape
    top = min(max(y - (patch - window) // 2, 0), height - patch)
    left = min(max(x - (patch - window) // 2, 0), width - patch)
    is_window = torch.zeros(channels, patch, patch, dtype=torch.bool)
    is_window[:, y - top:y - top + window, x - left:x - left + window] = True
    w, o = is_window.flatten(), ~is_window.flatten()
    mean = picture.mean((1, 2)).repeat_interleave(patch * patch)
    around = picture[:, top:top + patch, left:left + patch].flatten()
    gain = covariance[w][:, o] @ torch.linalg.inv(covariance[o][:, o])
    factor = torch.linalg.cholesky(covariance[w][:, w] - gain @ covariance[o][:, w])
    centre = mean[w] + gain @ (around[o] - mean[o])
    noise = uniform(f"noise {y} {x}", (samples, int(w.sum())), -1.7, 1.7).double()
    return (centre + noise @ factor.T).clamp(0, 1).view(samples, channels, window, window)


def evidence(p, classes):
    p = (p * IMAGENET + 1) / (IMAGENET + classes)
    return math.log2(p / (1 - p))


def prediction_difference(model, x, explained, window, patch, samples):
    """x: pixel space."""
    model = model.double()
    maps = []
    for picture, c in zip(x.double(), explained):
        covariance = patch_covariance(picture, patch)
        height, width = picture.shape[1:]
        total, count = torch.zeros(height, width).double(), torch.zeros(height, width)
        logits = model(normalise(picture[None]))[0]
        own = evidence(float(logits.softmax(0)[c]), len(logits))
        for y in range(height - window + 1):
            for x0 in range(width - window + 1):
                copies = picture.repeat(samples, 1, 1, 1)
                copies[:, :, y:y + window, x0:x0 + window] = contents(
                    picture, covariance, window, patch, y, x0, samples)
                p = model(normalise(copies)).softmax(1)[:, c].mean()
                total[y:y + window, x0:x0 + window] += own - evidence(float(p), len(logits))
                count[y:y + window, x0:x0 + window] += 1
        maps.append(total / count)
    model.float()
    return torch.stack(maps)


class PooledPixels(torch.nn.Module):
    """The twin of tests/support/TinyNetwork.h: finds bright pixels, so that a map of it has a shape of its own."""

    def __init__(self, weight, bias):
        super().__init__()
        self.weight, self.bias = torch.tensor(weight), torch.tensor(bias)

    def forward(self, x):
        return F.linear(x.relu().mean((2, 3)), self.weight, self.bias)


def blobs(side):
    """Normalised input with a wide bright spot each, in other channels and places: 2 x 3 x side x side."""
    y, x = torch.arange(side).view(-1, 1), torch.arange(side).view(1, -1)
    spot = lambda top, left: torch.exp(-((y - top) ** 2 + (x - left) ** 2) / 128.0)
    none = torch.zeros(side, side)
    return torch.stack([torch.stack([spot(9, 21), none, none]), torch.stack([none, spot(20, 8), spot(20, 8) * 0.5])])


def spearman(a, b):
    rank = lambda v: v.flatten().argsort().argsort().double()
    a, b = rank(a) - rank(a).mean(), rank(b) - rank(b).mean()
    return float((a * b).sum() / (a.norm() * b.norm()))


@torch.no_grad()
def main():
    torch.set_num_threads(1)
    model = network()
    x = pixels(2, 32)
    logits = model(normalise(x))
    classes = [int(logits[0].argsort()[-1]), int(logits[1].argsort()[-2])]
    narrow, small = x[:, :, :, :24], x[:, :, :20, :16]
    fixture = {"sharpen": SHARPEN, "size": 32, "explained": classes, "logits": rounded(logits),
               "occlusion": occlusion(model, narrow, classes, 0.25, 0.125) | {"size": 0.25, "step": 0.125, "width": 24}}
    weight, bias = [[60.0, 0.0, 0.0], [0.0, 40.0, 40.0], [0.0, 0.0, 0.0]], [0.0, 0.0, 14.0]
    risen = rise(PooledPixels(weight, bias), blobs(32), [0, 1], 7, 0.5, SAMPLES, 1)
    again = rise(PooledPixels(weight, bias), blobs(32), [0, 1], 7, 0.5, 4000, 2)
    print("RISE: Spearman of 4000 masks", spearman(risen[0], again[0]), spearman(risen[1], again[1]))
    fixture["rise"] = {"cells": 7, "keep": 0.5, "weight": weight, "bias": bias, "map": rounded(risen.float())}
    limes = lime(model, normalise(x), classes, 4, SAMPLES, 1)
    print("LIME: Spearman of 1000 rows", spearman(limes, lime(model, normalise(x), classes, 4, 1000, 2)))
    fixture["lime"] = {"superpixels": 16, "coefficients": rounded(limes)}
    fixture["prediction_difference"] = {
        "window": 3, "patch": 5, "samples": 3, "height": 20, "width": 16,
        "map": rounded(prediction_difference(model, small, classes, 3, 5, 3).float())}
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "perturbation.json").write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
    print(logits.softmax(1), classes)


if __name__ == "__main__":
    main()
