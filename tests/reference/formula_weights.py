# SPDX-License-Identifier: MIT
"""Weights and pictures by formula, the twin of tests/support/FormulaWeights.h.

Element i of the tensor called NAME is low + (high - low) * u, where u in [0, 1) are the upper 24 bits of SplitMix64's
finaliser at FNV-1a(NAME) + i * 0x9E3779B97F4A7C15. Both sides compute it in double and round to float once.
"""
import numpy as np
import torch


def fnv1a(name):
    h = 0xCBF29CE484222325
    for byte in name.encode():
        h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return h


def uniform(name, shape, low, high):
    count = int(np.prod(shape, dtype=np.int64))
    with np.errstate(over="ignore"):
        x = np.uint64(fnv1a(name)) + np.arange(count, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        x = x ^ (x >> np.uint64(31))
    u = (x >> np.uint64(40)).astype(np.float64) / 2.0**24
    return torch.from_numpy((low + (high - low) * u).astype(np.float32).reshape(shape))


def tensor_for(name, shape):
    """Activations and logits stay near one in every architecture: kernels keep the variance behind a ReLU, BatchNorm
    gets statistics and an affine map of its own, the last one of a residual branch a small one."""
    if name.endswith("running_mean"):
        return uniform(name, shape, -0.2, 0.2)
    if name.endswith("running_var"):
        return uniform(name, shape, 0.5, 1.5)
    if len(shape) >= 2:
        bound = float(np.sqrt((6.0 if len(shape) == 4 else 2.0) / np.prod(shape[1:])))
        return uniform(name, shape, -bound, bound)
    if name.endswith(("bn2.weight", "bn3.weight")):
        return uniform(name, shape, 0.2, 0.5)
    if name.endswith("weight"):
        return uniform(name, shape, 0.8, 1.2)
    return uniform(name, shape, -0.2, 0.2)


def set_weights(model):
    with torch.no_grad():
        for name, tensor in model.state_dict().items():
            if name.endswith("num_batches_tracked"):
                tensor.zero_()
            else:
                tensor.copy_(tensor_for(name, tuple(tensor.shape)))


def pixels(count, size):
    """count x 3 x size x size in [0, 1): a coarse pattern under fine noise, so that deep layers see structure."""
    coarse = uniform("coarse pixels", (count, 3, 8, 8), 0.0, 0.7)
    index = torch.arange(size) * 8 // size
    coarse = coarse[:, :, index][:, :, :, index]
    return coarse + uniform("fine pixels", (count, 3, size, size), 0.0, 0.3)
