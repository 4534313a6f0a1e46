#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs the benchmarks and their Python peers in turn; prints a table of ratios and writes them as JSON.

    compare.py BIN_DIR PICTURES OUT.json [--quick]

BIN_DIR holds scheme_bench, train_bench, loader_bench, explain_bench, studio_bench, lookaway and lookaway-cli; PICTURES is a folder with one folder per class. Each ratio
is taken within a pair of neighbouring runs, so that a drift of the machine's speed cancels; the median of the pairs
counts. Needs python3-torch and python3-torchvision for the peers. Explanations are measured against pytorch-grad-cam,
captum and lime where Python finds them (pip, or PYTHONPATH), otherwise against plain loops; the table says which.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import explain_packages

HERE = pathlib.Path(__file__).parent
PYTHON = "/usr/bin/python3"


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{done.stderr}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def wall(*command):
    start = time.perf_counter()
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    return time.perf_counter() - start


def speed(*command):
    return run(*command)["pictures_per_second"]


def pairs(count, ours, peer):
    """Median of ours/peer over neighbouring runs, with all the figures."""
    figures = [(speed(*ours), speed(*peer)) for _ in range(count)]
    ratios = [a / b for a, b in figures]
    return {"ratio": statistics.median(ratios), "ratios": ratios,
            "ours": [a for a, _ in figures], "peer": [b for _, b in figures]}


def scheme(bin_dir, model, precision, limit, rounds):
    figures = run(bin_dir / "scheme_bench", "--model", model, "--precision", precision, "--rounds", rounds)
    return {"name": f"epoch time p=0.25 over p=0, {model} {precision}", "ratio": figures["ratio"],
            "goal": f"<= {limit}", "met": figures["ratio"] <= limit, "figures": figures}


def throughput(bin_dir, pictures, model, precision, limit, count):
    ours = [bin_dir / "train_bench", pictures, "--model", model, "--precision", precision]
    peer = [PYTHON, HERE / "train_peer.py", pictures, "--model", model]
    figures = pairs(count, ours, peer)
    name = "equal settings" if precision == "fp32" else "our defaults"
    return {"name": f"training pictures/s over Python, {model}, {name}", "ratio": figures["ratio"],
            "goal": f">= {limit}", "met": figures["ratio"] >= limit, "figures": figures}


def loading(bin_dir, pictures, count):
    figures = pairs(count, [bin_dir / "loader_bench", pictures, 224, 2, 5],
                    [PYTHON, HERE / "loader_peer.py", pictures, 224, 2, 5])
    return {"name": "loader pictures/s over DataLoader", "ratio": figures["ratio"], "goal": ">= 2.0",
            "met": figures["ratio"] >= 2, "figures": figures}


def against(method):
    """For every installed package that has the method, otherwise for the plain loop: what it is called, and the options
    that choose it."""
    packages = [(f"{name} {explain_packages.version(name)}", ["--package", name])
                for name in explain_packages.having(method)]
    return packages or [("a Python loop", [])]


def explaining(bin_dir, method, model, samples, count):
    """Perturbed copies (for Score-CAM: channels) a second, at equal numbers of them."""
    options = ["--method", method, "--model", model, "--samples", samples, "--rounds", 1]
    for name, package in against(method):
        figures = pairs(count, [bin_dir / "explain_bench", *options],
                        [PYTHON, HERE / "explain_peer.py", *options, *package])
        yield {"name": f"{method} copies/s over {name}, {model}", "ratio": figures["ratio"], "goal": ">= 1.5",
               "met": figures["ratio"] >= 1.5, "figures": figures}


def explaining_folder(bin_dir, pictures, count):
    """Grad-CAM over a folder: whole processes, from the pictures' files to overlays and raw maps, with the published
    weights (LOOKAWAY_DATA); none without."""
    weights = pathlib.Path(os.environ.get("LOOKAWAY_DATA", "")) / "weights" / "mobilenet_v2_imagenet_state_dict.pt"
    if not weights.is_file():
        return
    folders = sorted(path for path in pictures.iterdir() if path.is_dir())[:5]
    for name, package in against("grad-cam"):
        seconds = []
        for _ in range(count):
            with tempfile.TemporaryDirectory() as ours, tempfile.TemporaryDirectory() as peer:
                seconds.append((
                    wall("env", "OMP_NUM_THREADS=2", bin_dir / "lookaway-cli", "explain", "--image", *folders, "--model",
                         "mobilenet_v2", "--weights", weights, "--method", "grad-cam", "--out", ours),
                    wall(PYTHON, HERE / "explain_peer.py", "--method", "grad-cam", "--folder", *folders, "--out", peer,
                         "--weights", weights, *package)))
        ratio = statistics.median(b / a for a, b in seconds)
        yield {"name": f"Grad-CAM over a folder over {name}, mobilenet_v2", "ratio": ratio, "goal": ">= 2.0",
               "met": ratio >= 2, "figures": {"ours": [a for a, _ in seconds], "peer": [b for _, b in seconds]}}


def studio(bin_dir, pictures, quick):
    """The window without a display: what watching costs, and how late the GUI thread ever is."""
    figures = run("env", "QT_QPA_PLATFORM=offscreen", bin_dir / "studio_bench", pictures, bin_dir / "lookaway",
                  *(["--seconds", 20, "--rounds", 1] if quick else []))

    def row(name, key, goal, met):
        return {"name": name, "ratio": figures[key], "goal": goal, "met": met(figures[key]), "figures": figures}

    return [row("training pictures/s under the live view over none", "throughput_ratio", ">= 0.98", lambda x: x >= 0.98),
            row("lateness of a 60 Hz timer while training, p99, ms", "timer_p99_ms", "< 16", lambda x: x < 16),
            row("frame of scrolling 100,000 thumbnails, p99, ms", "scroll_p99_ms", "< 16", lambda x: x < 16),
            row("start to painted window, ms", "start_ms", "< 700", lambda x: x < 700)]


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    bin_dir, pictures, out = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
    quick = "--quick" in sys.argv
    rounds, count = (3, 1) if quick else (7, 3)
    results = []
    plan = [lambda m=m, p=p, limit=limit: scheme(bin_dir, m, p, limit, rounds)
            for p, limit in (("fp32", 1.09), ("bf16", 1.06)) for m in ("resnet18", "resnet50")]
    plan += [lambda: loading(bin_dir, pictures, count)]
    plan += [lambda m=m, p=p, limit=limit: throughput(bin_dir, pictures, m, p, limit, count)
             for p, limit in (("fp32", 1.0), ("auto", 2.0)) for m in ("resnet18", "resnet50")]
    print(f"{'benchmark':82} {'ratio':>7}  goal")
    plan = [lambda measure=measure: [measure()] for measure in plan]
    plan += [lambda m=m: explaining(bin_dir, m, "mobilenet_v2", 100 if quick else 400, count)
             for m in ("rise", "lime", "occlusion-sensitivity", "score-cam")]
    plan += [lambda: explaining_folder(bin_dir, pictures, count), lambda: studio(bin_dir, pictures, quick)]
    for measure in plan:
        for result in measure():
            results.append(result)
            print(f"{result['name']:82} {result['ratio']:7.3f}  {result['goal']:8} {'' if result['met'] else 'missed'}", flush=True)
    out.write_text(json.dumps(results, indent=2) + "\n")
    print(f"All figures: {out}")


if __name__ == "__main__":
    main()
