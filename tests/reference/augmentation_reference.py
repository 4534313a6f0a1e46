#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes tests/fixtures/augmentation/cases.txt: pictures before and after the paper's augmentation, in numpy.

Follows Keras' order and formulas (rotation about (w-1)/2, (h-1)/2 with edge pixels replicated -> channel shift clipped
to the picture's own range -> flip -> brightness), 8 bits after the rotation. Per case: one line with width, height,
degrees (counter-clockwise), shift, flip, brightness, keras; one line with the input, one with the expected values.
"""
import pathlib

import numpy as np

FILE = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "augmentation" / "cases.txt"


def rotate(picture, degrees):
    height, width, _ = picture.shape
    angle = np.deg2rad(degrees)
    cy, cx = (height - 1) / 2, (width - 1) / 2
    y, x = np.mgrid[0:height, 0:width].astype(float)
    # Where a pixel of the result comes from; y points down, so counter-clockwise is a clockwise look-up.
    sx = np.cos(angle) * (x - cx) - np.sin(angle) * (y - cy) + cx
    sy = np.sin(angle) * (x - cx) + np.cos(angle) * (y - cy) + cy
    x0, y0 = np.floor(sx).astype(int), np.floor(sy).astype(int)
    fx, fy = (sx - x0)[..., None], (sy - y0)[..., None]

    def at(yy, xx):
        return picture[np.clip(yy, 0, height - 1), np.clip(xx, 0, width - 1)].astype(float)

    top = at(y0, x0) * (1 - fx) + at(y0, x0 + 1) * fx
    bottom = at(y0 + 1, x0) * (1 - fx) + at(y0 + 1, x0 + 1) * fx
    return np.floor(top * (1 - fy) + bottom * fy + 0.5)


def augmented(picture, degrees, shift, flip, brightness, keras):
    x = rotate(picture, degrees) if degrees else picture.astype(float)
    x = np.clip(x + shift, x.min(), x.max())
    if flip:
        x = x[:, ::-1]
    if keras:
        x = x - x.min()
        if x.max() > 0:
            x = x / x.max() * 255
        x = np.floor(x)
        return np.clip(np.floor(x * brightness), 0, 255)
    return np.clip(np.floor(x * brightness + 0.5), 0, 255)


def smooth(width, height):
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([40 + 4 * x + 2 * y, 200 - 3 * x - 2 * y, 90 + 2 * x + 3 * y], axis=-1).astype(np.uint8)


rng = np.random.default_rng(7)
noise = rng.integers(20, 231, (6, 5, 3)).astype(np.uint8)
cases = [
    (noise, 0, 0, 1, 1, 0),
    (noise, 0, 17.4, 0, 1, 0),
    (noise, 0, -28.75, 1, 0.5, 0),
    (noise, 0, 12.5, 0, 1.5, 0),
    (noise, 0, 0, 0, 1.25, 1),
    (noise, 0, -20.5, 1, 0.75, 1),
    (smooth(23, 17), 90, 0, 0, 1, 0),
    (smooth(24, 24), 90, 0, 0, 1, 0),
    (smooth(24, 24), 33.3, 0, 0, 1, 0),
    (smooth(23, 17), -40, 0, 1, 1, 0),
    (smooth(23, 17), 12.5, 9.3, 1, 1.3, 0),
]
FILE.parent.mkdir(parents=True, exist_ok=True)
with FILE.open("w") as out:
    for picture, degrees, shift, flip, brightness, keras in cases:
        height, width, _ = picture.shape
        print(width, height, degrees, shift, flip, brightness, keras, file=out)
        print(*picture.ravel(), file=out)
        print(*augmented(picture, degrees, shift, flip, brightness, keras).astype(int).ravel(), file=out)
