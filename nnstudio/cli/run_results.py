"""``nnstudio results``: how good designs get, beside the naive answer and what was promised."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import TYPE_CHECKING

from nnstudio.cli.exit_codes import EXIT_ERROR, EXIT_INTERRUPTED
from nnstudio.cli.find_design import find_design
from nnstudio.cli.interrupts import StopInbox, end_on_ctrl_c, stop_on_ctrl_c
from nnstudio.cli.output import out, show_error
from nnstudio.design.promises import Promise, promises
from nnstudio.design.shipped import shipped_names
from nnstudio.errors import UserError
from nnstudio.i18n import _, grouped

if TYPE_CHECKING:
    from nnstudio.engine.results import Result


def run_results(options: Namespace) -> int:
    """Train the designs one after the other, and print each as it is done.

    0 where every promise was kept; a design that promises nothing only has to train.
    """
    designs = {name: find_design(name).load() for name in options.designs or shipped_names()}
    promised = promises()
    if not options.json:
        heads = (_("Design"), _("Score"), _("Reached"), _("Naive"), _("Promised"), _("Seconds"))
        out().print(_LINE.format(*heads))
    # TensorFlow is imported when all names are known to be right: it takes seconds.
    with end_on_ctrl_c():
        from nnstudio.engine.failures import in_words
        from nnstudio.engine.results import result_of

    code = 0
    inbox = StopInbox()
    with stop_on_ctrl_c(inbox):
        for name, design in designs.items():
            try:
                result = result_of(design, inbox)
            except Exception as error:
                words = in_words(error)
                show_error(UserError(words.message, words.hint, where=name))
                code = EXIT_ERROR
                continue
            if result is None:
                return EXIT_INTERRUPTED
            promise = promised.get(name)
            if promise is not None and not result.reaches(promise.value):
                code = EXIT_ERROR
            row = _row(name, result, promise)
            print(json.dumps(row) if options.json else _line(name, result, promise), flush=True)
    return code


_LINE = "{:24} {:22} {:>10} {:>10} {:>10} {:>8}"
_DIGITS = 5


def _line(name: str, result: Result, promise: Promise | None) -> str:
    kept = promise is None or result.reaches(promise.value)
    line = _LINE.format(
        name,
        _(result.score.title),
        _figure(result.value),
        _figure(result.baseline),
        _figure(None if promise is None else promise.value),
        grouped(result.seconds, ".1f"),
    )
    return line if kept else line + "  " + _("not kept")


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.4g}"


def _row(name: str, result: Result, promise: Promise | None) -> dict[str, object]:
    return {
        "design": name,
        "task": result.task.value,
        "metric": result.score.key,
        "value": round(result.value, _DIGITS),
        "baseline": None if result.baseline is None else round(result.baseline, _DIGITS),
        "promised": None if promise is None else promise.value,
        "seconds": round(result.seconds, 1),
    }
