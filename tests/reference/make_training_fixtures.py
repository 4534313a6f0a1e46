#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes tests/fixtures/training/{optimizers,steps}.json from PyTorch (python3-torch of Debian 12).

optimizers.json: parameters after some steps of torch.optim with gradients by formula, computed in double.
steps.json: losses, correct predictions, parameters and BatchNorm statistics of some whole training steps of the small
network (float32): pictures as bytes, normalisation, class weights, label smoothing, weight decay, a head with a
learning rate of its own.
"""
import json
import pathlib

import torch
import torch.nn.functional as F
from torch import nn

from formula_weights import set_weights, uniform

OUT = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "training"
SHAPES = {"matrix": (5, 7), "kernel": (4, 3, 3, 3), "bias": (6,)}
ADAM = {"betas": (0.9, 0.999), "eps": 7e-7}
OPTIMIZERS = {
    "adam": (torch.optim.Adam, {**ADAM, "lr": 0.01, "weight_decay": 0.0}),
    "adam_l2": (torch.optim.Adam, {**ADAM, "lr": 0.01, "weight_decay": 0.1}),
    "adamw": (torch.optim.AdamW, {**ADAM, "lr": 0.01, "weight_decay": 0.1}),
    "sgd": (torch.optim.SGD, {"momentum": 0.9, "lr": 0.05, "weight_decay": 0.01}),
}


def optimizer_fixture(kind, options):
    parameters = {n: nn.Parameter(uniform(n, s, -1, 1).double()) for n, s in SHAPES.items()}
    optimizer = kind([{"params": [p], "lr": options["lr"] * (3 if n == "bias" else 1)}
                      for n, p in parameters.items()], **options)
    for step in range(7):
        for name, parameter in parameters.items():
            parameter.grad = uniform(f"{name} gradient {step}", parameter.shape, -0.5, 0.5).double()
        optimizer.step()
    return {name: parameter.flatten().tolist() for name, parameter in parameters.items()}


class Stage(nn.Sequential):
    def __init__(self, inputs, outputs, stride, pool):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU()
        if pool:
            self.pool = nn.MaxPool2d(2, 2)


class SmallCnn(nn.Module):
    """The twin of core/models/SmallCnn.cpp."""

    def __init__(self, classes):
        super().__init__()
        self.features = nn.Sequential(
            Stage(3, 16, 2, False), Stage(16, 32, 1, True), Stage(32, 64, 1, True), Stage(64, 96, 1, False))
        self.fc = nn.Linear(96, classes)

    def forward(self, x):
        return self.fc(self.features(x).mean((2, 3)))


COUNT, SIZE, CLASSES, STEPS = 6, 16, 4, 5
LABELS = [[(i * 3 + step) % CLASSES for i in range(COUNT)] for step in range(STEPS)]
PICTURES_PER_CLASS = [10, 40, 20, 5]
MEAN = STD = 0.5  # of the small network


def step_fixture(kind, options, smoothing, weighted):
    torch.manual_seed(0)
    model = SmallCnn(CLASSES)
    set_weights(model)
    model.train()
    head = list(model.fc.parameters())
    optimizer = kind([{"params": list(model.features.parameters())}, {"params": head, "lr": options["lr"] * 5}],
                     **options)
    total, classes = sum(PICTURES_PER_CLASS), len(PICTURES_PER_CLASS)
    weight = torch.tensor([total / (classes * n) for n in PICTURES_PER_CLASS]) if weighted else None
    losses, correct = [], []
    for step in range(STEPS):
        pixels = torch.floor(uniform(f"bytes {step}", (COUNT, SIZE, SIZE, 3), 0, 256)).permute(0, 3, 1, 2)
        logits = model((pixels / 255 - MEAN) / STD)
        labels = torch.tensor(LABELS[step])
        loss = F.cross_entropy(logits, labels, weight=weight, label_smoothing=smoothing)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        correct.append(int((logits.argmax(1) == labels).sum()))
    state = {n: t.flatten()[:: max(1, t.numel() // 16)].tolist() for n, t in model.state_dict().items()}
    return {"losses": losses, "correct": correct, "state": state}


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    optimizers = {name: optimizer_fixture(*row) for name, row in OPTIMIZERS.items()}
    (OUT / "optimizers.json").write_text(json.dumps(optimizers) + "\n")
    small = {name: (kind, {**options, "lr": options["lr"] / 10}) for name, (kind, options) in OPTIMIZERS.items()}
    steps = {
        "adam": step_fixture(*small["adam"], 0.0, False),
        "adamw": step_fixture(*small["adamw"], 0.1, True),
        "sgd": step_fixture(*small["sgd"], 0.1, True),
    }
    (OUT / "steps.json").write_text(json.dumps(steps) + "\n")


if __name__ == "__main__":
    main()
