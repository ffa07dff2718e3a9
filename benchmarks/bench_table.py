"""Writes the README's table of speeds: ``nnstudio bench --all --json | python benchmarks/bench_table.py``."""

from __future__ import annotations

import json
import platform
import sys
from importlib.metadata import version
from itertools import groupby
from typing import Any

import psutil

from nnstudio.catalogue import LAYERS
from nnstudio.design.model import Design
from nnstudio.design.shipped import load_shipped, shipped_names
from nnstudio.engine.bench_designs import BENCH_DESIGNS

SIZES = ("units", "filters", "output_dim")


def described(design: Design) -> str:
    """The layers in short: "Conv2D 32, MaxPooling2D, Flatten, 2 × Dense 64, Dense 10; batch 32"."""
    words = []
    for row in design.layers:
        size = next((row.params[name] for name in SIZES if name in row.params), "")
        words.append(f"{LAYERS[row.kind].title} {size}".strip())
    runs = [(word, len(list(same))) for word, same in groupby(words)]
    layers = ", ".join(word if many == 1 else f"{many} × {word}" for word, many in runs)
    return f"{layers}; batch {design.recipe.batch_size}"


def line(row: dict[str, Any]) -> str:
    name = row["design"]
    design = load_shipped(name) if name in shipped_names() else BENCH_DESIGNS[name]
    ratio = row["ratio"]
    cells = [
        f"`{name}`",
        described(design),
        f"{row['steps_per_second']:,.0f}",
        f"{row['fit_steps_per_second']:,.0f}",
        f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}",
    ]
    return f"| {' | '.join(cells)} |"


def machine() -> str:
    processor = f"{psutil.cpu_count()} processors ({platform.processor() or platform.machine()})"
    programs = f"TensorFlow {version('tensorflow')}, Keras {version('keras')}"
    return f"{processor}, {platform.system()}, Python {platform.python_version()}, {programs}"


def products(row: dict[str, Any]) -> str:
    share, done, peak = row["share_of_peak"], row["gflops"], row["matrix_product_peak_gflops"]
    return (
        f"The matrix products of `{row['design']}` ran at {done:.0f} GFLOP/s, {share:.0%} of the {peak:.0f} "
        "that large ones reach."
    )


def main() -> None:
    rows = [json.loads(text) for text in sys.stdin]
    print("| design | layers | steps a second | with `model.fit` | times as fast |")
    print("|---|---|---:|---:|---:|")
    for row in rows:
        print(line(row))
    print(f"\nMeasured on {machine()}.")
    for row in rows:
        if "share_of_peak" in row:
            print(products(row))


if __name__ == "__main__":
    main()
