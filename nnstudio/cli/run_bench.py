"""``nnstudio bench``: how fast our engine trains, and ``model.fit`` beside it."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import TYPE_CHECKING

from nnstudio.cli.find_design import find_design
from nnstudio.cli.output import out
from nnstudio.design.model import Design
from nnstudio.design.shipped import load_shipped, shipped_names
from nnstudio.i18n import _

if TYPE_CHECKING:
    from nnstudio.engine.bench import Measured


def run_bench(options: Namespace) -> int:
    """Measure the designs one after the other, and print each as it is done."""
    designs = _wanted(options)  # before TensorFlow is imported, which takes seconds
    from nnstudio.engine.bench import measure

    if not options.json:
        out().print(
            _HEAD.format(_("Design"), _("Engine"), _("Steps/s"), _("fit"), _("Examples/s"), _("Ratio"))
        )
    for name, design in designs.items():
        measured = measure(name, design, options.engine)
        print(json.dumps(_row(measured)) if options.json else _line(measured), flush=True)
    return 0


def _wanted(options: Namespace) -> dict[str, Design]:
    """By name: those named, else all shipped designs, with the reference networks if asked for."""
    from nnstudio.engine.bench_designs import BENCH_DESIGNS

    if options.designs:
        return {
            word: BENCH_DESIGNS[word] if word in BENCH_DESIGNS else find_design(word).load()
            for word in options.designs
        }
    shipped = {name: load_shipped(name) for name in shipped_names()}
    return {**shipped, **BENCH_DESIGNS} if options.all else shipped


_HEAD = "{:26} {:6} {:>12} {:>10} {:>12} {:>8}"


def _line(measured: Measured) -> str:
    return _HEAD.format(
        measured.design,
        measured.engine,
        f"{measured.steps_per_second:,.0f}",
        f"{measured.fit_steps_per_second:,.0f}",
        f"{measured.examples_per_second:,.0f}",
        f"{measured.ratio:,.1f}",
    )


def _row(measured: Measured) -> dict[str, object]:
    return {
        "design": measured.design,
        "engine": measured.engine,
        "steps_per_second": round(measured.steps_per_second, 1),
        "fit_steps_per_second": round(measured.fit_steps_per_second, 1),
        "ratio": round(measured.ratio, 2),
        "examples_per_second": round(measured.examples_per_second, 1),
        "fit_examples_per_second": round(measured.fit_examples_per_second, 1),
    }
