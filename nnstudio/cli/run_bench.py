"""``nnstudio bench``: how fast our engine trains, and ``model.fit`` beside it."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING

from nnstudio.cli.exit_codes import EXIT_ERROR
from nnstudio.cli.find_design import find_design
from nnstudio.cli.interrupts import end_on_ctrl_c
from nnstudio.cli.output import out, show_error
from nnstudio.design.model import Design
from nnstudio.design.shipped import load_shipped, shipped_names
from nnstudio.errors import UserError
from nnstudio.i18n import _, grouped

if TYPE_CHECKING:
    from nnstudio.engine.bench import Measured


def run_bench(options: Namespace) -> int:
    """Measure the designs one after the other, and print each as it is done.

    One that cannot be trained is told and left out; the others are measured all the same.
    """
    designs = _wanted(options)
    if not options.json:
        out().print(
            _HEAD.format(_("Design"), _("Engine"), _("Steps/s"), _("fit"), _("Examples/s"), _("Ratio"))
        )
    with end_on_ctrl_c():
        return _measure(designs, options)


def _measure(designs: Mapping[str, Design], options: Namespace) -> int:
    # TensorFlow is imported when all names are known to be right: it takes seconds.
    from nnstudio.engine.bench import measure
    from nnstudio.engine.failures import in_words

    code = 0
    for name, design in designs.items():
        try:
            measured = measure(name, design, options.engine)
        except Exception as error:
            words = in_words(error)
            show_error(UserError(words.message, words.hint, where=name))
            code = EXIT_ERROR
            continue
        print(json.dumps(_row(measured)) if options.json else text(measured), flush=True)
    return code


def _wanted(options: Namespace) -> dict[str, Design]:
    """By name: those named, else all shipped designs, with the reference networks if asked for."""
    from nnstudio.engine.bench_designs import BENCH_DESIGNS

    if options.designs:
        return {
            word: BENCH_DESIGNS.get(word) or find_design(word, tuple(BENCH_DESIGNS)).load()
            for word in options.designs
        }
    shipped = {name: load_shipped(name) for name in shipped_names()}
    return {**shipped, **BENCH_DESIGNS} if options.all else shipped


_HEAD = "{:26} {:6} {:>12} {:>10} {:>12} {:>8}"


def text(measured: Measured) -> str:
    """A line of the table, and one more on the matrix products where they were measured."""
    line = _line(measured)
    products = measured.products
    if products is None:
        return line
    words = _(
        "  {done:,.0f} GFLOP/s in matrix products: {share:.0%} of the {peak:,.0f} that this machine reaches "
        "in large ones; on their own, one after the other, products of these sizes reach {alone:,.0f}"
    )
    values = {"done": products.done, "share": products.share, "peak": products.peak, "alone": products.alone}
    return f"{line}\n{words.format(**values)}"


def _line(measured: Measured) -> str:
    return _HEAD.format(
        measured.design,
        measured.engine,
        grouped(measured.steps_per_second, ".0f"),
        grouped(measured.fit_steps_per_second, ".0f"),
        grouped(measured.examples_per_second, ".0f"),
        grouped(measured.ratio, ".1f"),
    )


def _row(measured: Measured) -> dict[str, object]:
    row: dict[str, object] = {
        "design": measured.design,
        "engine": measured.engine,
        "steps_per_second": round(measured.steps_per_second, 1),
        "fit_steps_per_second": round(measured.fit_steps_per_second, 1),
        "ratio": round(measured.ratio, 2),
        "examples_per_second": round(measured.examples_per_second, 1),
        "fit_examples_per_second": round(measured.fit_examples_per_second, 1),
    }
    if measured.products is not None:
        row |= {
            "gflops": round(measured.products.done, 1),
            "matrix_product_peak_gflops": round(measured.products.peak, 1),
            "matrix_product_alone_gflops": round(measured.products.alone, 1),
            "share_of_peak": round(measured.products.share, 3),
        }
    return row
