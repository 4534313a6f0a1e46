#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The peers of explain_bench and of `lookaway-cli explain` over a folder, on python3-torch: a public package itself, or
each method in the plain way in which its well-known package does it.

    explain_peer.py [--method rise|lime|occlusion-sensitivity|score-cam|grad-cam] [--model mobilenet_v2] [--samples 200]
                    [--size 224] [--threads 2] [--batch N] [--rounds 3] [--package pytorch-grad-cam|captum|lime]
    explain_peer.py --method grad-cam --folder FOLDER... --out DIR [--weights FILE.pt] ...

RISE masks all at once and runs them in batches (authors' code); LIME builds picture by picture in numpy, ten in a batch
(lime_image); occlusion sensitivity is captum's loop with several perturbations an evaluation; Score-CAM and Grad-CAM are
pytorch-grad-cam's loops with hooks. --package measures the package itself (explain_packages.py) and says its version.
"""
import argparse
import json
import pathlib
import statistics
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
import torchvision

import explain_packages
from explain_packages import CLASS

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "reference"))
from formula_weights import pixels, set_weights  # noqa: E402

MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
STD = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
LAYERS = {"mobilenet_v2": "features.18", "resnet18": "layer4", "resnet50": "layer4"}


def rise(model, x, samples, batch):
    cells, keep, side = 7, 0.5, x.shape[-1]
    cell = -(-side // cells)
    grid = np.random.rand(samples, cells, cells) < keep
    masks = np.empty((samples, side, side), np.float32)
    for i in range(samples):
        top, left = np.random.randint(0, cell, 2)
        large = F.interpolate(torch.from_numpy(grid[i].astype(np.float32))[None, None], size=((cells + 1) * cell,) * 2,
                              mode="bilinear", align_corners=False)[0, 0].numpy()
        masks[i] = large[top:top + side, left:left + side]
    masks = torch.from_numpy(masks)[:, None]
    stack = torch.mul(masks, x)
    p = torch.cat([model(stack[i:i + batch]).softmax(1) for i in range(0, samples, batch)])
    return torch.matmul(p.t(), masks.view(samples, -1)).view(-1, side, side)[CLASS] / samples / keep, samples


def lime(model, x, samples, batch):
    picture = (x * STD + MEAN)[0].permute(1, 2, 0).numpy()
    side, along = picture.shape[0], 7
    index = np.arange(side) * along // side
    segments = index[:, None] * along + index[None, :]
    filled = picture.copy()
    for s in np.unique(segments):
        filled[segments == s] = picture[segments == s].mean(0)

    def classify(pictures):
        tensor = torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2)
        return model((tensor - MEAN) / STD).softmax(1).numpy()

    data = np.random.randint(0, 2, (samples, along * along))
    data[0] = 1
    labels, pictures = [], []
    for row in data:
        copy = picture.copy()
        mask = np.zeros(segments.shape, bool)
        for z in np.where(row == 0)[0]:
            mask[segments == z] = True
        copy[mask] = filled[mask]
        pictures.append(copy)
        if len(pictures) == batch:
            labels.extend(classify(pictures))
            pictures = []
    if pictures:
        labels.extend(classify(pictures))
    y = np.array(labels)[:, CLASS].astype(np.float64)
    norm = np.sqrt((data * data).sum(1))
    distance = 1 - (data @ data[0]) / np.maximum(norm * np.sqrt(data.shape[1]), 1e-12)
    weight = np.sqrt(np.exp(-distance ** 2 / 0.25 ** 2))
    centred = data - np.average(data, axis=0, weights=weight)
    normal = (centred * weight[:, None]).T @ centred + np.eye(data.shape[1])
    return np.linalg.solve(normal, (centred * weight[:, None]).T @ (y - np.average(y, weights=weight))), samples


def occlusion(model, x, _, batch):
    side = x.shape[-1]
    square, cells = round(0.15 * side), round(side / round(0.05 * side))
    grey = ((0.5 - MEAN) / STD)[0]
    own = model(x).softmax(1)[0, CLASS]
    drops, copies = [], []
    for i in range(cells):
        for j in range(cells):
            top, left = (int((k + 0.5) * side / cells - square / 2 + 0.5) for k in (i, j))
            mask = torch.zeros_like(x)
            mask[:, :, max(0, top):max(0, top + square), max(0, left):max(0, left + square)] = 1
            copies.append(x * (1 - mask) + grey * mask)
            if len(copies) == batch:
                drops.append(own - model(torch.cat(copies)).softmax(1)[:, CLASS])
                copies = []
    if copies:
        drops.append(own - model(torch.cat(copies)).softmax(1)[:, CLASS])
    return torch.cat(drops).view(cells, cells), cells * cells + 1


class Activations:
    """Activations and gradients of a layer, by hooks."""

    def __init__(self, layer):
        self.activation = self.gradient = None
        self.handle = layer.register_forward_hook(self.keep)

    def keep(self, module, inputs, output):
        self.activation = output
        if output.requires_grad:
            output.register_hook(lambda gradient: setattr(self, "gradient", gradient))


def score_cam(model, x, _, batch):
    hooks = Activations(model.get_submodule(model.target))
    model(x)
    activation = hooks.activation
    hooks.handle.remove()
    upsampled = F.interpolate(activation, size=x.shape[-2:], mode="bilinear", align_corners=False)
    flat = upsampled.flatten(2)
    low, high = flat.min(2)[0][..., None, None], flat.max(2)[0][..., None, None]
    upsampled = (upsampled - low) / (high - low + 1e-8)
    scores = []
    for tensor in x[:, None] * upsampled[:, :, None]:
        for i in range(0, len(tensor), batch):
            scores.append(model(tensor[i:i + batch])[:, CLASS])
    weights = torch.cat(scores).softmax(0)
    return (weights.view(1, -1, 1, 1) * activation).sum(1).relu()[0], len(weights)


def grad_cam(model, x, classes=None):
    with torch.enable_grad():
        hooks = Activations(model.get_submodule(model.target))
        logits = model(x)
        hooks.handle.remove()
        chosen = logits.argmax(1) if classes is None else classes
        model.zero_grad()
        logits.gather(1, chosen[:, None]).sum().backward()
    cam = (hooks.gradient.mean((2, 3), keepdim=True) * hooks.activation.detach()).sum(1).relu()
    cam = F.interpolate(cam[:, None], size=x.shape[-2:], mode="bilinear", align_corners=False)[:, 0]
    cam = cam - cam.amin((1, 2), keepdim=True)
    return cam / (cam.amax((1, 2), keepdim=True) + 1e-7)


def jet(heat):
    """matplotlib's jet, near enough, as a table of 256 colours."""
    t = np.arange(256) / 255.0
    table = np.stack([np.clip(1.5 - np.abs(4 * t - c), 0, 1) for c in (3, 2, 1)], 1)
    return table[(heat * 255).astype(np.uint8)]


def grad_cam_folder(model, files, out, size, batch):
    from PIL import Image

    for i in range(0, len(files), batch):
        part = files[i:i + batch]
        pictures = [np.asarray(Image.open(f).convert("RGB").resize((size, size), Image.BILINEAR), np.float32) / 255
                    for f in part]
        x = (torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2) - MEAN) / STD
        for number, (name, picture, heat) in enumerate(zip(part, pictures, grad_cam(model, x).numpy())):
            overlay = 0.5 * picture + 0.5 * jet(heat)
            Image.fromarray((overlay * 255).astype(np.uint8)).save(out / f"{i + number}_{name.stem}.png")
            np.save(out / f"{i + number}_{name.stem}.npy", heat)


def over_folders(model, chosen):
    explain = explain_packages.grad_cam_folder if chosen.package else grad_cam_folder
    chosen.out.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    files = sorted(path for folder in chosen.folder for path in pathlib.Path(folder).rglob("*")
                   if path.suffix.lower() in (".jpg", ".jpeg", ".png"))
    explain(model, files, chosen.out, chosen.size, chosen.batch or 16)
    return len(files), time.perf_counter() - start


def one_picture(model, chosen):
    plain = {"rise": (rise, 100), "lime": (lime, 10), "occlusion-sensitivity": (occlusion, 16),
             "score-cam": (score_cam, 16), "grad-cam": (lambda m, i, s, b: (grad_cam(m, i, torch.tensor([CLASS])), 1), 1)}
    packaged = explain_packages.METHODS.get((chosen.method, chosen.package))
    method, batch = packaged or plain[chosen.method]
    x = (pixels(1, chosen.size) - MEAN) / STD
    run = lambda: method(model, x, chosen.samples, chosen.batch or batch)  # noqa: E731
    passes = run() if packaged else run()[1]
    seconds = []
    for _ in range(chosen.rounds):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return passes, statistics.median(seconds)


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--method", default="rise")
    parser.add_argument("--model", default="mobilenet_v2")
    parser.add_argument("--weights")
    parser.add_argument("--samples", type=int, default=200)
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", nargs="+")
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--package", choices=list(explain_packages.DISTRIBUTIONS))
    chosen = parser.parse_args()
    version = chosen.package and explain_packages.version(chosen.package)
    if chosen.package and not version:
        sys.exit(f"The package {chosen.package} is not installed.")
    if chosen.package and (chosen.method, chosen.package) not in explain_packages.METHODS:
        sys.exit(f"{chosen.package} has no {chosen.method}.")
    torch.set_num_threads(chosen.threads)
    model = getattr(torchvision.models, chosen.model)()
    model.target = LAYERS[chosen.model]
    if chosen.weights:
        model.load_state_dict(torch.load(chosen.weights))
    else:
        set_weights(model)
    model.eval()
    passes, seconds = over_folders(model, chosen) if chosen.folder else one_picture(model, chosen)
    print(json.dumps({"pictures_per_second": passes / seconds, "passes": passes, "seconds": seconds,
                      "measured": f"{chosen.package} {version}" if chosen.package else "a Python loop"}))


if __name__ == "__main__":
    main()
