#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the weights files that tests/core/weights reads, and expected.json with what Python finds in them.

    python3 tests/reference/make_weight_fixtures.py tests/fixtures/weights

Needs PyTorch (made with 1.13.1). Values are small, exact in every type and without randomness; running it again changes
only the storage keys of the older format, which are memory addresses.
"""
import collections
import json
import pathlib
import pickle
import struct
import sys
import zipfile

import torch

# Older torch.save puts the source text of modules (and where it was) into the file; a stand-in will do.
torch.serialization.get_source_lines_and_file = lambda thing, *_: (["class Stored: ...\n"], 1, "model.py")


class Block(torch.nn.Module):
    """A module of its own with a parameter, a persistent and a transient buffer."""

    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv2d(1, 2, 3)
        self.norm = torch.nn.BatchNorm2d(2)
        self.scale = torch.nn.Parameter(torch.tensor([1.5, -2.0]))
        self.register_buffer("seen", torch.tensor(7))
        self.register_buffer("scratch", torch.ones(3), persistent=False)
        self.relu = torch.nn.ReLU()
        self.none = None


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.block = Block()
        self.head = torch.nn.Linear(2, 3)


def make_net():
    net = Net()
    with torch.no_grad():
        for number, parameter in enumerate(net.parameters()):
            count = parameter.numel()
            parameter.copy_((torch.arange(count, dtype=torch.float32).reshape(parameter.shape) - number) / 8)
    net.block.norm.running_mean.copy_(torch.tensor([0.25, 0.75]))
    net.block.norm.num_batches_tracked.fill_(41)
    return net


TYPES = {torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64",
         torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL"}


def describe(tensors):
    return {name: {"dtype": TYPES[t.dtype], "shape": list(t.shape), "values": t.double().flatten().tolist()}
            for name, t in tensors.items()}


class Call:
    """Pickles as a call of function(*arguments): what a hostile file is made of."""

    def __init__(self, function, *arguments):
        self.function, self.arguments = function, arguments

    def __reduce__(self):
        return self.function, self.arguments


def retouch(source, target, change):
    """Copies a zip checkpoint; change(name, bytes) gives (bytes, compression)."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            content, compression = change(entry.filename, old.read(entry.filename))
            new.writestr(zipfile.ZipInfo(entry.filename), content, compress_type=compression)


def write_safetensors(path, tensors, metadata):
    """The published layout, written independently of any library."""
    header, data = {"__metadata__": metadata}, b""
    for name, tensor in tensors.items():
        raw = tensor.contiguous().view(-1).view(torch.uint8).numpy().tobytes() if tensor.dtype != torch.bool \
            else bytes(tensor.flatten().tolist())
        header[name] = {"dtype": TYPES[tensor.dtype], "shape": list(tensor.shape),
                        "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def main():
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    expected = {}
    net = make_net()
    state = net.state_dict()

    def save(name, content, tensors, **options):
        torch.save(content, out / name, **options)
        expected[name] = describe(tensors)

    legacy = {"_use_new_zipfile_serialization": False}
    save("zip.pt", state, state)
    save("legacy.pth", state, state, **legacy)
    save("protocol4.pt", state, state, pickle_protocol=4)
    save("nested.pt", {"epoch": 12, "arch": "tiny", "best": torch.tensor(0.5), "optimizer": {"state": {}, "lr": 0.25},
                       "state_dict": state}, state)
    save("nested_twice.pth", {"model": {"state_dict": state}}, state, **legacy)
    save("parallel.pt", torch.nn.DataParallel(net).state_dict(), state)
    save("module.pt", net, state)
    save("module_legacy.pth", net, state, **legacy)
    save("half.pt", make_net().half().state_dict(), make_net().half().state_dict())
    save("bfloat16.pth", make_net().bfloat16().state_dict(), make_net().bfloat16().state_dict(), **legacy)

    base = torch.arange(24, dtype=torch.float32).reshape(4, 6)
    views = {"whole": base, "columns": base[:, 1:5:2], "transposed": base.t(), "row": base[2], "element": base[3, 5],
             "expanded": torch.tensor([[1.0], [2.0]]).expand(2, 3), "empty": torch.zeros(0, 3),
             "channels_last": torch.arange(16.0).reshape(1, 2, 2, 4).contiguous(memory_format=torch.channels_last)}
    save("views.pt", views, views)
    save("views_legacy.pth", views, views, **legacy)
    types = {TYPES[dtype]: torch.tensor([[0, 1], [1, 3]]).to(dtype) for dtype in TYPES}
    save("types.pt", types, types)
    save("types_legacy.pth", types, types, **legacy)
    write_safetensors(out / "types.safetensors", types, {"model": "tiny", "classes": '["a", "b"]'})
    expected["types.safetensors"] = describe(types)

    retouch(out / "zip.pt", out / "deflated.pt", lambda name, data: (data, zipfile.ZIP_DEFLATED))
    expected["deflated.pt"] = describe(state)

    # What must be refused.
    import os
    torch.save({"state_dict": state, "then": Call(os.system, "true")}, out / "forbidden_zip.pt")
    torch.save(Call(eval, "1"), out / "forbidden_legacy.pth", **legacy)
    (out / "not_torch.pkl").write_bytes(pickle.dumps(collections.OrderedDict(a=1), protocol=2))
    torch.save({"weight": torch.zeros(2, dtype=torch.complex64)}, out / "complex.pt")
    torch.save({"epoch": 3, "optimizer": {"lr": 0.5}}, out / "no_weights.pt")
    torch.jit.save(torch.jit.script(torch.nn.Linear(2, 1)), str(out / "script.pt"))
    # One stored number that claims to be 4 GB.
    expanded = torch.zeros(1).expand(1 << 15, 1 << 15)
    torch.save({"weight": expanded}, out / "expanded_bomb.pt")
    retouch(out / "zip.pt", out / "missing_storage.pt",
            lambda name, data: (data if not name.endswith("data/3") else data[:1], zipfile.ZIP_STORED))
    retouch(out / "zip.pt", out / "big_endian.pt",
            lambda name, data: (b"big" if name.endswith("version") else data, zipfile.ZIP_STORED))
    with zipfile.ZipFile(out / "big_endian.pt", "a") as archive:
        archive.writestr(zipfile.ZipInfo("zip/byteorder"), b"big")
    (out / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


main()
