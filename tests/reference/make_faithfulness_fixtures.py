#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes tests/fixtures/faithfulness/small_cnn.json with python3-torch and numpy: insertion, deletion and ROAD of two
maps (one of noise, one with many equal values) on the network of formula_weights.py, straight from the papers' words
with dense algebra, and Spearman's correlation of the maps.
"""
import json
import pathlib

import numpy as np
import torch

from formula_weights import pixels, set_weights, uniform
from make_model_fixtures import CLASSES, SmallCnn

OUT = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "faithfulness"
SIDE, STEPS, PERCENTILES = 32, 10, [10, 20, 30, 40, 50, 60, 70, 80, 90]


def probabilities(model, pictures, label):
    """Of pictures in [0, 1]."""
    with torch.no_grad():
        x = (torch.from_numpy(np.stack(pictures)).float() - 0.5) / 0.5
        answers = model(x).softmax(1)
    return [round(float(p), 7) for p in answers[:, label]], [int(c == label) for c in answers.argmax(1)]


def hottest_first(heat):
    # sorted() is stable: equal values stay in the order of their indices.
    return sorted(range(heat.size), key=lambda i: -heat.flat[i])


def gaussian_blur(picture):
    reach, sigma = 5, 5.0
    kernel = np.array([[np.exp(-(x * x + y * y) / (2 * sigma * sigma)) for x in range(-reach, reach + 1)]
                       for y in range(-reach, reach + 1)])
    kernel /= kernel.sum()
    padded = np.pad(picture, ((0, 0), (reach, reach), (reach, reach)), mode="edge")
    blurred = np.zeros_like(picture)
    for dy in range(2 * reach + 1):
        for dx in range(2 * reach + 1):
            blurred += kernel[dy, dx] * padded[:, dy:dy + SIDE, dx:dx + SIDE]
    return blurred


def changed(picture, towards, order, count):
    copy = picture.copy()
    rows, columns = np.unravel_index(np.array(order[:count], int), (SIDE, SIDE))
    copy[:, rows, columns] = towards[:, rows, columns]
    return copy


def impute(picture, missing):
    """Each missing pixel is the weighted mean of its neighbours within the picture."""
    number = {place: i for i, place in enumerate(map(tuple, np.argwhere(missing)))}
    a = np.zeros((len(number), len(number)))
    b = np.zeros((len(number), 3))
    for (y, x), i in number.items():
        weights = {(y + dy, x + dx): (1 / 6 if dy == 0 or dx == 0 else 1 / 12)
                   for dy in (-1, 0, 1) for dx in (-1, 0, 1)
                   if (dy, dx) != (0, 0) and 0 <= y + dy < SIDE and 0 <= x + dx < SIDE}
        total = sum(weights.values())
        a[i, i] = 1
        for place, weight in weights.items():
            if place in number:
                a[i, number[place]] = -weight / total
            else:
                b[i] += weight / total * picture[:, place[0], place[1]]
    solution = np.linalg.solve(a, b)
    filled = picture.copy()
    for (y, x), i in number.items():
        filled[:, y, x] = solution[i]
    return filled


def ranks(values):
    return np.array([(np.sum(values < v) + np.sum(values <= v) - 1) / 2 for v in values])


def measure(model, picture, heat, label):
    order = hottest_first(heat)
    counts = [step * heat.size // STEPS for step in range(STEPS + 1)]
    black, blurred = np.zeros_like(picture), gaussian_blur(picture)
    found = {"class": label}
    found["deletion"], found["deletion_predicted"] = probabilities(
        model, [changed(picture, black, order, n) for n in counts], label)
    found["insertion"], _ = probabilities(model, [changed(blurred, picture, order, n) for n in counts], label)
    for name, first in (("morf", order), ("lerf", order[::-1])):
        pictures = []
        for percentile in PERCENTILES:
            missing = np.zeros(heat.size, bool)
            missing[first[:round(percentile / 100 * heat.size)]] = True
            pictures.append(impute(picture, missing.reshape(SIDE, SIDE)))
        found[name], _ = probabilities(model, pictures, label)
    return found


def main():
    model = SmallCnn().eval()
    set_weights(model)
    pictures = pixels(2, SIDE).double().numpy()
    noise = uniform("a map of noise", (SIDE, SIDE), 0.0, 1.0).numpy()
    steps = np.floor(uniform("a map of steps", (SIDE, SIDE), 0.0, 4.0).numpy())
    with torch.no_grad():
        predicted = int(model((torch.from_numpy(pictures[:1]).float() - 0.5) / 0.5).argmax())
    results = [measure(model, pictures[0], noise, predicted), measure(model, pictures[1], steps, 1)]
    fixture = {
        "side": SIDE, "classes": CLASSES, "steps": STEPS, "percentiles": PERCENTILES, "pictures": results,
        "spearman": float(np.corrcoef(ranks(noise.flatten()), ranks((noise + steps).flatten()))[0, 1]),
        "spearman_ties": float(np.corrcoef(ranks(noise.flatten()), ranks(steps.flatten()))[0, 1]),
    }
    OUT.mkdir(exist_ok=True)
    (OUT / "small_cnn.json").write_text(json.dumps(fixture, indent=1) + "\n")


if __name__ == "__main__":
    main()
