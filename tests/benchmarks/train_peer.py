#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The peer of train_bench: the training loop as one writes it in Python on the same LibTorch.

torchvision's network, ImageFolder, PIL transforms of the paper's augmentation and a DataLoader with worker
processes; fp32, contiguous, Adam with the paper's constants. Prints one JSON line with pictures per second.
"""
import argparse
import json
import random
import time

import torch
import torchvision
from torchvision import transforms


class ChannelShift:
    """One value from [-30, 30] added to all channels, clipped to the picture's own range (Keras)."""

    def __call__(self, picture):
        low, high = picture.min(), picture.max()
        return (picture + random.uniform(-30, 30) / 255).clamp(low, high)


def loader(data, size, batch, workers):
    augment = transforms.Compose([
        transforms.Resize((size, size)),
        transforms.RandomRotation(40, interpolation=transforms.InterpolationMode.BILINEAR),
        transforms.RandomHorizontalFlip(),
        transforms.ColorJitter(brightness=(0.5, 1.5)),
        transforms.ToTensor(),
        ChannelShift(),
        transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    ])
    pictures = torchvision.datasets.ImageFolder(data, augment)
    return len(pictures.classes), torch.utils.data.DataLoader(
        pictures, batch, shuffle=True, num_workers=workers, drop_last=True, persistent_workers=workers > 0)


def endless(batches):
    while True:
        yield from batches


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("data")
    arguments.add_argument("--model", default="resnet18")
    arguments.add_argument("--size", type=int, default=224)
    arguments.add_argument("--batch", type=int, default=16)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--steps", type=int, default=12)
    a = arguments.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(1)
    classes, batches = loader(a.data, a.size, a.batch, a.workers)
    model = getattr(torchvision.models, a.model)(num_classes=classes)
    model.train()
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-5, eps=7e-7)
    lossOf = torch.nn.CrossEntropyLoss()
    started = 0.0
    for step, (pictures, labels) in enumerate(endless(batches)):
        if step == 3:  # warmed up
            started = time.perf_counter()
        if step == 3 + a.steps:
            break
        optimizer.zero_grad(set_to_none=True)
        loss = lossOf(model(pictures), labels)
        loss.backward()
        optimizer.step()
        loss.item()
    seconds = time.perf_counter() - started
    print(json.dumps({"pictures_per_second": a.steps * a.batch / seconds, "torch": torch.__version__}))


if __name__ == "__main__":
    main()
