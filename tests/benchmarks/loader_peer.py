#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Pictures per second of torch's DataLoader with torchvision's transforms on PIL pictures: the peer of loader_bench.

    loader_peer.py DATA_DIR [SIZE 224] [WORKERS 2] [SECONDS 10] [--uint8]

The same work: decode, resize to a square, rotation up to 40 degrees (bilinear), channel shift up to 30 clipped to the
picture's own range, flip, brightness 0.5 to 1.5, batches of 16. Where torchvision offers several ways the fastest is
taken: shift by PIL's lookup table, constant instead of replicated edges. --uint8 leaves out the conversion to float.
"""
import json
import random
import sys
import time

import torch
from torchvision import datasets, transforms
from torchvision.transforms import InterpolationMode


class ChannelShift:
    def __init__(self, limit):
        self.limit = limit

    def __call__(self, picture):
        shift = random.uniform(-self.limit, self.limit)
        extrema = picture.getextrema()
        low, high = min(e[0] for e in extrema), max(e[1] for e in extrema)
        table = [round(min(max(v + shift, low), high)) for v in range(256)]
        return picture.point(table * 3)


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    folder = arguments[0]
    size = int(arguments[1]) if len(arguments) > 1 else 224
    workers = int(arguments[2]) if len(arguments) > 2 else 2
    wanted = float(arguments[3]) if len(arguments) > 3 else 10
    transform = transforms.Compose([
        transforms.Resize((size, size)),
        transforms.RandomRotation(40, interpolation=InterpolationMode.BILINEAR),
        ChannelShift(30),
        transforms.RandomHorizontalFlip(),
        transforms.ColorJitter(brightness=(0.5, 1.5)),
        transforms.PILToTensor() if "--uint8" in sys.argv else transforms.ToTensor(),
    ])
    loader = torch.utils.data.DataLoader(datasets.ImageFolder(folder, transform), batch_size=16, shuffle=True,
                                         num_workers=workers, persistent_workers=True)
    for _ in loader:  # starts the workers and warms the page cache up
        pass
    pictures, start = 0, time.perf_counter()
    while time.perf_counter() - start < wanted:
        for batch, _ in loader:
            pictures += len(batch)
    seconds = time.perf_counter() - start
    print(json.dumps({"pictures_per_second": round(pictures / seconds, 1), "pictures": pictures, "workers": workers}))


if __name__ == "__main__":
    main()
