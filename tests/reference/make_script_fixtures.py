#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes tests/fixtures/script/NAME.pt (TorchScript: scripted, traced, frozen) and NAME.json (what plain Python hooks on
the same network give: logits, Grad-CAM of several layers, gradients under guided backpropagation and deconvnet).

Also hostile files, which have no JSON: what is wrong with each stands in its name.
"""
import copy
import io
import json
import os
import pathlib
import struct
import sys
import zipfile
from typing import Dict, List, Optional, Tuple

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from formula_weights import pixels, set_weights

CLASSES = 5
SIZE = 24
MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
STD = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
OUT = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "script"


class Block(nn.Module):
    """A residual block whose only ReLU module is called twice, in place."""

    def __init__(self, channels):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)

    def forward(self, x):
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        out += x
        return self.relu(out)


class Residual(nn.Module):
    def __init__(self, channels_in=3):
        super().__init__()
        self.conv1 = nn.Conv2d(channels_in, 8, 3, 2, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.layer1 = nn.Sequential(Block(8), Block(8))
        self.pool = nn.MaxPool2d(2)
        self.dropout = nn.Dropout(0.5)
        self.fc = nn.Linear(8, CLASSES)

    def features(self, x):
        x = F.relu(self.bn1(self.conv1(x)), inplace=True)
        return self.layer1(self.pool(x))

    def forward(self, x):
        x = self.features(x)
        return self.fc(self.dropout(torch.flatten(F.adaptive_avg_pool2d(x, (1, 1)), 1)))


class Plain(nn.Module):
    """As VGG: pooling inside and behind `features`, several linear layers, ReLU6 and a clamp that is a ReLU."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 8, 3, 2, 1), nn.ReLU(inplace=True), nn.Conv2d(8, 8, 3, 1, 1), nn.ReLU6(inplace=True),
            nn.MaxPool2d(2, 2))
        self.avgpool = nn.AdaptiveAvgPool2d((3, 3))
        self.classifier = nn.Sequential(nn.Linear(72, 12), nn.ReLU(True), nn.Dropout(), nn.Linear(12, CLASSES))

    def forward(self, x):
        x = self.avgpool(self.features(x * 2.0))
        return self.classifier(torch.flatten(x, 1).clamp(min=0.0))


class Conditional(nn.Module):
    """Conditions and a loop in the program, a shared convolution, and a convolution whose kernel is normalised."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 6, 3, 2, 1)
        self.shared = nn.Conv2d(6, 6, 3, 1, 1)
        self.weight = nn.Parameter(torch.zeros(6, 6, 3, 3))
        self.fc = nn.Linear(6, CLASSES)

    def forward(self, x, twice: bool = True):
        x = F.relu(self.stem(x))
        if x.shape[1] == 6:
            x = self.shared(x)
            if twice:
                x = self.shared(F.relu(x))
        else:
            x = x - 1.0
        for i in range(2):
            x = torch.relu(x - 0.05 * i)
        w = self.weight - self.weight.mean(dim=(1, 2, 3), keepdim=True)
        x = torch.relu_(F.conv2d(x, w, None, 1, 1))
        return self.fc(x.mean((2, 3)))


class TupleOut(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = Residual()

    def forward(self, x) -> Tuple[torch.Tensor, Tuple[torch.Tensor, Optional[torch.Tensor]]]:
        features = self.net.features(x)
        return features, (self.net.fc(features.mean((2, 3))), None)


class DictOut(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = Residual()

    def forward(self, x) -> Dict[str, torch.Tensor]:
        logits = self.net(x)
        return {"aux": logits * 2.0, "logits": logits}


class Probabilities(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = Residual()

    def forward(self, x):
        return torch.softmax(self.net(x), 1)


class WritesInput(nn.Module):
    """Works in place on the picture that it is given."""

    def __init__(self):
        super().__init__()
        self.net = Residual()

    def forward(self, x):
        return self.net(x.mul_(0.5).add_(0.1))


class OnePicture(nn.Module):
    """Traced, it has the number of pictures fixed."""

    def __init__(self):
        super().__init__()
        self.net = Residual()

    def forward(self, x):
        return self.net.fc(self.net.features(x).mean((2, 3)).reshape(int(x.shape[0]), -1).view(int(x.shape[0]), 8))


class Segmentation(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, CLASSES, 3, 1, 1)

    def forward(self, x):
        return self.conv(x)


class TwoInputs(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, CLASSES)

    def forward(self, x, mask):
        return self.fc((x * mask).mean((2, 3)))


class Raises(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, CLASSES)

    def forward(self, x):
        if x.dim() == 4:
            raise ValueError("the flux capacitor is missing")
        return self.fc(x)


class FiveChannels(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(5, 4, 3)
        self.fc = nn.Linear(4, CLASSES)

    def forward(self, x):
        return self.fc(self.conv(x).mean((2, 3)))


class NoForward(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, CLASSES)

    @torch.jit.export
    def predict(self, x):
        return self.fc(x)


class TakesList(nn.Module):
    def forward(self, x: List[torch.Tensor]):
        return x[0]


def rounded(tensor):
    return json.loads(json.dumps(tensor.detach().double().tolist()), parse_float=lambda text: float(f"{float(text):.7g}"))


def digest(gradient, places=40):
    flat = gradient.detach().flatten()
    at = [(flat.numel() - 1) * i // (places - 1) for i in range(places)]
    return [rounded(flat.double().norm())] + rounded(flat[at])


class RuledRelu(torch.autograd.Function):
    guided = True

    @staticmethod
    def forward(ctx, x, ceiling):
        y = x.clamp(0, ceiling)
        ctx.save_for_backward(y)
        ctx.ceiling = ceiling
        return y

    @staticmethod
    def backward(ctx, g):
        (y,) = ctx.saved_tensors
        g = g.clamp(min=0)
        return (g * (y > 0) * (y < ctx.ceiling) if RuledRelu.guided else g), None


def ruled_gradient(model, x, explained, guided, log):
    """Every ReLU, module or function, replaced by the rule, by hand."""
    RuledRelu.guided = guided
    infinity = float("inf")
    saved = (F.relu, torch.relu, torch.relu_, nn.ReLU.forward, nn.ReLU6.forward)
    F.relu = torch.relu = torch.relu_ = lambda x, inplace=False: RuledRelu.apply(x, infinity)
    nn.ReLU.forward = lambda self, x: RuledRelu.apply(x, infinity)
    nn.ReLU6.forward = lambda self, x: RuledRelu.apply(x, 6.0)
    if isinstance(model, Plain):  # its clamp is a ReLU
        model.forward = lambda x: model.classifier(
            RuledRelu.apply(torch.flatten(model.avgpool(model.features(x * 2.0)), 1), infinity))
    x = x.clone().requires_grad_()
    scores = answer(model(x * 1.0))  # a copy, as the model may work in place
    score = (scores.log() if log else scores)[torch.arange(len(x)), explained].sum()
    (g,) = torch.autograd.grad(score, x)
    F.relu, torch.relu, torch.relu_, nn.ReLU.forward, nn.ReLU6.forward = saved
    model.__dict__.pop("forward", None)
    return g


def answer(output):
    if isinstance(output, tuple):
        return output[1][0]
    return output["logits"] if isinstance(output, dict) else output


def hooked_cam(model, module, call, x, explained, log):
    """Grad-CAM of the call-th output of a module; in-place operators behind it work on a copy."""
    kept, calls = [], []

    def hook(_, inputs, output):
        calls.append(1)
        if len(calls) - 1 != call:
            return None
        kept.append(output)
        return output.clone()

    handle = module.register_forward_hook(hook)
    scores = answer(model(x.clone()))
    handle.remove()
    if log:
        scores = scores.log()
    (g,) = torch.autograd.grad(scores[torch.arange(len(x)), explained].sum(), kept[0])
    return (g.mean((2, 3), keepdim=True) * kept[0]).sum(1).relu()


RESIDUAL_LAYERS = {"conv1": ("conv1", 0), "bn1": ("bn1", 0), "pool": ("pool", 0), "layer1.0": ("layer1.0", 0),
                   "layer1.0.relu": ("layer1.0.relu", 0), "layer1.0.relu_1": ("layer1.0.relu", 1),
                   "layer1.1.conv1": ("layer1.1.conv1", 0), "layer1.1.bn2": ("layer1.1.bn2", 0),
                   "layer1": ("layer1", 0)}
INNER = {"net." + name: ("net." + path, call) for name, (path, call) in RESIDUAL_LAYERS.items()}
# name: (constructor, export, {layer: (module, call)}, target layer)
MODELS = {
    "residual_scripted": (Residual, "script", RESIDUAL_LAYERS, "layer1"),
    "residual_traced": (Residual, "trace", RESIDUAL_LAYERS, "layer1"),
    "residual_frozen": (Residual, "freeze", {"conv2d": ("conv1", 0), "max_pool2d": ("pool", 0),
                                             "relu_4": ("layer1", 0)}, "relu_4"),
    "plain_scripted": (Plain, "script", {"features.0": ("features.0", 0), "features.2": ("features.2", 0),
                                         "features.3": ("features.3", 0), "features": ("features", 0)}, "features.3"),
    "plain_traced": (Plain, "trace", {"features.1": ("features.1", 0), "features.3": ("features.3", 0),
                                      "avgpool": ("avgpool", 0)}, "features.3"),
    "conditional_scripted": (Conditional, "script", {"stem": ("stem", 0), "shared": ("shared", 0),
                                                     "shared_1": ("shared", 1)}, None),
    "grey_scripted": (lambda: Residual(1), "script", {"conv1": ("conv1", 0), "layer1": ("layer1", 0)}, "layer1"),
    "tuple_scripted": (TupleOut, "script", INNER, "net.layer1"),
    "dict_traced": (DictOut, "trace", INNER, "net.layer1"),
    "probabilities_scripted": (Probabilities, "script", INNER, "net.layer1"),
    "one_picture_traced": (OnePicture, "trace", {}, "net.layer1"),
    "writes_input_scripted": (WritesInput, "script", INNER, "net.layer1"),
}


def fused(model):
    """A copy whose BatchNorms are multiplied into the convolution before them, as torch.jit.freeze does it."""
    model = copy.deepcopy(model)
    for parent in list(model.modules()):
        children = list(parent.named_children())
        for (name, child), (next_name, follower) in zip(children, children[1:]):
            if isinstance(child, nn.Conv2d) and isinstance(follower, nn.BatchNorm2d):
                setattr(parent, name, fuse_conv_bn_eval(child, follower))
                setattr(parent, next_name, nn.Identity())
    return model


def export(model, how, x):
    if how == "trace":
        return torch.jit.trace(model, x.clone(), strict=False, check_trace=False)
    scripted = torch.jit.script(model)
    return torch.jit.freeze(scripted) if how == "freeze" else scripted


def make(name, model, how, layers, target, size=SIZE, out=OUT):
    set_weights(model)
    model.eval()
    exported = model
    if how == "freeze":  # multiplies BatchNorms into convolutions, and rounding decides where a ReLU is on its kink
        model = fused(model)
    x = (pixels(2, size) - MEAN) / STD
    if name.startswith("grey"):
        x = ((pixels(2, size).mean(1, keepdim=True)) - 0.485) / 0.229
    log = name.startswith("probabilities")
    scores = answer(model(x.clone()))
    scores = scores.log() if log else scores
    explained = [int(scores[0].argsort()[-1]), int(scores[1].argsort()[-2])]
    fixture = {"size": size, "classes": scores.shape[1], "explained": explained, "logits": rounded(scores),
               "parameters": sum(p.numel() for p in model.parameters()),
               "grad_cam": {layer: rounded(hooked_cam(model, model.get_submodule(path), call, x, explained, log))
                            for layer, (path, call) in layers.items()}}
    if target:
        fixture["target"] = target
    fixture["guided"] = digest(ruled_gradient(model, x, explained, True, log))
    fixture["deconvnet"] = digest(ruled_gradient(model, x, explained, False, log))
    torch.jit.save(export(exported, how, x[:1] if how == "trace" else x), str(out / f"{name}.pt"))
    (out / f"{name}.json").write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
    print(name, (out / f"{name}.pt").stat().st_size)


def saved(module):
    buffer = io.BytesIO()
    torch.jit.save(module, buffer)
    return buffer.getvalue()


def rewritten(data, change):
    """The archive with `change(name, bytes)` applied to every entry (None: left out)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for info in old.infolist():
            if info.filename.endswith(".debug_pkl"):
                continue
            body = change(info.filename, old.read(info.filename))
            if body is not None:
                new.writestr(zipfile.ZipInfo(info.filename), body)
    return out.getvalue()


def hostile():
    torch.manual_seed(1)
    files = {}
    for name, module in (("segmentation", Segmentation()), ("two_inputs", TwoInputs()), ("raises", Raises()),
                         ("five_channels", FiveChannels()), ("no_forward", NoForward()), ("takes_list", TakesList())):
        set_weights(module)
        files[name] = saved(torch.jit.script(module.eval()))
    good = files["two_inputs"]
    files["truncated"] = good[: len(good) * 2 // 3]
    files["no_code"] = rewritten(good, lambda name, body: None if "/code/" in name else body)

    def recursion(name, body):
        if not name.endswith(".py") or b"def forward" not in body or b"class Raises" not in body:
            return body
        head, _ = body.split(b"  def forward", 1)
        self_type = body.split(b"self: ", 1)[1].split(b",", 1)[0]
        return head + b"  def forward(self: " + self_type + b",\n    x: Tensor) -> Tensor:\n    return (self).forward(x, )\n"

    files["recursion"] = rewritten(files["raises"], recursion)

    def doubling(name, body):
        """Each of 40 methods calls the next one twice: 2^40 steps once expanded."""
        if not name.endswith(".py") or b"class Raises" not in body:
            return body
        head, _ = body.split(b"  def forward", 1)
        self_type = body.split(b"self: ", 1)[1].split(b",", 1)[0].decode()
        text = ""
        names = ["forward"] + [f"f{i}" for i in range(40)]
        for name, callee in zip(names, names[1:] + [None]):
            result = f"(self).{callee}((self).{callee}(x, ), )" if callee else "torch.relu(x)"
            text += f"  def {name}(self: {self_type},\n    x: Tensor) -> Tensor:\n    return {result}\n"
        return head + text.encode()

    files["doubling"] = rewritten(files["raises"], doubling)

    def nested(name, body):
        if not name.endswith(".py") or b"class Raises" not in body:
            return body
        head, _ = body.split(b"  def forward", 1)
        self_type = body.split(b"self: ", 1)[1].split(b",", 1)[0]
        return head + b"  def forward(self: " + self_type + b",\n    x: Tensor) -> Tensor:\n    return " + b"(" * 20000 \
            + b"x" + b")" * 20000 + b"\n"

    files["nested"] = rewritten(files["raises"], nested)

    def lying(name, body):
        """The linear layer's weight claims a million elements more than its storage has."""
        if not name.endswith("/data.pkl"):
            return body
        count = CLASSES * 3
        changed = body.replace(b"K" + bytes([count]), b"J" + struct.pack("<i", 1_000_000))
        assert changed != body
        return changed

    files["lying_storage"] = rewritten(good, lying)

    bomb = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename), old.read(info.filename), zipfile.ZIP_DEFLATED)
        zeros = zipfile.ZipInfo(old.namelist()[0].split("/")[0] + "/extra/zeros")
        new.writestr(zeros, b"\0" * 70_000_000, zipfile.ZIP_DEFLATED)
    files["bomb"] = bomb.getvalue()
    files["text"] = b"this is no archive at all\n"
    for name, data in files.items():
        (OUT / f"hostile_{name}.pt").write_bytes(data)
        print("hostile", name, len(data))


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # TorchScript writes constants in the order of a Python set
        os.execve(sys.executable, [sys.executable, *sys.argv], dict(os.environ, PYTHONHASHSEED="0"))
    OUT.mkdir(parents=True, exist_ok=True)
    for requested in sys.argv[1:] or MODELS:
        constructor, *rest = MODELS[requested]
        make(requested, constructor(), *rest)
    if not sys.argv[1:]:
        hostile()
