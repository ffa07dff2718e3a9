"""``nnstudio train``: the same loop as the window's, in this process, told in the terminal."""

from __future__ import annotations

import contextlib
import json
import math
import signal
import sys
from argparse import Namespace
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from types import FrameType
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from nnstudio.catalogue import METRICS
from nnstudio.cli.find_design import find_design
from nnstudio.cli.output import show_error
from nnstudio.data import describe
from nnstudio.design import edits
from nnstudio.design.check import check
from nnstudio.design.model import Design
from nnstudio.errors import UserError
from nnstudio.i18n import _, ngettext
from nnstudio.machine import available_memory
from nnstudio.protocol.commands import Command, Job, Stop
from nnstudio.protocol.events import Epoch, Event, Failed, Finished, LastWord, Progress, Started, Stopped

EXIT_ERROR = 1
EXIT_INTERRUPTED = 130

Tell = Callable[[Event], None]


class StopInbox:
    """The inbox of a run that only Ctrl-C steers."""

    def __init__(self) -> None:
        self._commands: deque[Command] = deque()

    def put(self, command: Command) -> None:
        self._commands.append(command)

    def next(self, wait: bool) -> Command | None:
        if self._commands:
            return self._commands.popleft()
        return Stop() if wait else None  # nobody would ever wake it


def run_train(options: Namespace) -> int:
    """0 finished, 1 failed, 130 stopped by Ctrl-C."""
    inbox = StopInbox()
    with stop_on_ctrl_c(inbox), _json_lines() if options.json else _terminal() as tell:
        try:
            word = _train(_wanted(options), options.save_weights, inbox, tell)
        except UserError as error:
            if not options.json:
                raise
            tell(Failed(run=1, message=error.message, hint=error.hint))
            return EXIT_ERROR
    match word:
        case Finished():
            return 0
        case Stopped():
            return EXIT_INTERRUPTED
        case Failed(message=message, hint=hint):
            if not options.json:
                show_error(UserError(message, hint))
    return EXIT_ERROR


def _wanted(options: Namespace) -> Design:
    """The design with the epochs and the seed that were asked for; raises UserError if it has a problem."""
    design = find_design(options.design).load()
    for field in ("epochs", "seed"):
        value = getattr(options, field)
        if value is not None:
            design, _change = edits.set_recipe(design, field, value)
    for problem in check(design, describe(design.data), available_memory()).errors:
        at = f"layers[{design.index(problem.layer)}]" if problem.layer else ""
        raise UserError(problem.message, _("“nnstudio check” lists all problems."), at)
    return design


def _train(design: Design, weights: str | None, inbox: StopInbox, tell: Tell) -> LastWord:
    """Run the loop; its last word. TensorFlow is imported only when nothing else is wrong."""
    from nnstudio.engine import weights as weight_files

    if weights is not None:
        weight_files.check_path(weights)
    from nnstudio.engine.loop import run

    words: list[LastWord] = []
    problems: list[UserError] = []

    def emit(event: Event) -> None:
        if isinstance(event, Finished | Stopped | Failed):
            words.append(event)
        if not problems:
            tell(event)

    def keep(model: Any) -> None:
        try:
            weight_files.save(model, str(weights))
        except UserError as error:
            problems.append(error)

    run(Job(run=1, design=design), inbox, emit, on_model=keep if weights is not None else None)
    if problems:
        raise problems[0]
    return words[0]


@contextlib.contextmanager
def stop_on_ctrl_c(inbox: StopInbox) -> Iterator[None]:
    """The first Ctrl-C asks the run to stop; a second one does not wait for it."""

    def ask(_signal: int, _frame: FrameType | None) -> None:
        inbox.put(Stop())
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def _json_lines() -> Iterator[Tell]:
    yield lambda event: print_json(event)


def print_json(event: Event) -> None:
    row = as_json(event)
    if row is not None:
        print(json.dumps(row, ensure_ascii=False, allow_nan=False), flush=True)


def as_json(event: Event) -> dict[str, object] | None:
    """An event as one object to print, numbers that are none as null; None for events not printed."""
    match event:
        case Epoch():
            return {
                "event": "epoch",
                "epoch": event.number,
                "loss": number(event.loss),
                "val_loss": number(event.val_loss),
                "metrics": numbers(event.metrics),
                "val_metrics": numbers(event.val_metrics),
                "step": event.step,
                "seconds": number(event.seconds),
                "learning_rate": number(event.learning_rate),
            }
        case Finished():
            row = {"event": "finished", **_speed(event.steps, event.seconds), "epochs": event.epochs}
            row |= {"reason": event.reason, "best_epoch": event.best_epoch or None}
            return {**row, "test_loss": number(event.test_loss), "test_metrics": numbers(event.test_metrics)}
        case Stopped():
            return {"event": "stopped", **_speed(event.steps, event.seconds)}
        case Failed():
            return {"event": "failed", "message": event.message, "hint": event.hint}
    return None


def _speed(steps: int, seconds: float) -> dict[str, object]:
    per_second = steps / seconds if seconds > 0 else None
    return {"steps": steps, "seconds": number(seconds), "steps_per_second": number(per_second)}


def number(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def numbers(values: Mapping[str, float]) -> dict[str, float | None]:
    return {name: number(value) for name, value in values.items()}


@contextlib.contextmanager
def _terminal() -> Iterator[Tell]:
    """A progress bar on a terminal, a line an epoch everywhere."""
    console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        yield _Teller(console, bar).tell


class _Teller:
    """Prints the events of a run."""

    def __init__(self, console: Console, bar: Bar) -> None:
        self._console = console
        self._bar = bar
        self._task = bar.add_task(_("TensorFlow is warming up…"), total=None, speed="")
        self._epochs = 0

    def tell(self, event: Event) -> None:
        match event:
            case Started(steps_per_epoch=steps, epochs=epochs, parameters=parameters):
                self._epochs = epochs
                count = ngettext("{count} parameter", "{count} parameters", parameters)
                self._console.print(count.format(count=f"{parameters:,}"))
                self._bar.update(self._task, total=steps * epochs, description=_("training"))
            case Progress():
                speed = _("{count} examples/s").format(count=f"{event.examples_per_second:,.0f}")
                self._bar.update(self._task, completed=event.step, speed=speed)
            case Epoch():
                self._console.print(epoch_line(event, self._epochs))
            case Finished() | Stopped():
                self._console.print(ending_line(event))
                if isinstance(event, Finished) and event.test_loss is not None:
                    self._console.print(test_line(event.test_loss, event.test_metrics))


def epoch_line(event: Epoch, epochs: int) -> str:
    """epoch 3 of 20: loss 0.1234, validation loss 0.2345, accuracy 97.1 %, …"""
    parts = [_("loss {loss}").format(loss=f"{event.loss:.4g}")]
    if event.val_loss is not None:
        parts.append(_("validation loss {loss}").format(loss=f"{event.val_loss:.4g}"))
    parts += [f"{_metric(name)} {_metric_value(name, value)}" for name, value in event.metrics.items()]
    parts += [
        _("validation {metric}").format(metric=f"{_metric(name)} {_metric_value(name, value)}")
        for name, value in event.val_metrics.items()
    ]
    head = _("epoch {epoch} of {epochs}").format(epoch=f"{event.number:,}", epochs=f"{epochs:,}")
    return f"{head}: {', '.join(parts)}"


def ending_line(event: Finished | Stopped) -> str:
    steps = ngettext("{count} step", "{count} steps", event.steps).format(count=f"{event.steps:,}")
    per_second = f"{event.steps / event.seconds:,.0f}" if event.seconds > 0 else "–"
    form = (
        _("stopped after {steps} in {seconds} s ({speed} steps/s)")
        if isinstance(event, Stopped)
        else _("stopped early after {steps} in {seconds} s ({speed} steps/s)")
        if event.reason == "early stopping"
        else _("finished {steps} in {seconds} s ({speed} steps/s)")
    )
    return form.format(steps=steps, seconds=f"{event.seconds:,.1f}", speed=per_second)


def test_line(loss: float, metrics: Mapping[str, float]) -> str:
    """on the test part: loss 0.1234, accuracy 97.1 %"""
    parts = [_("loss {loss}").format(loss=f"{loss:.4g}")]
    parts += [f"{_metric(name)} {_metric_value(name, value)}" for name, value in metrics.items()]
    return _("on the test part: {results}").format(results=", ".join(parts))


def _metric(name: str) -> str:
    return _(METRICS[name].title).lower() if name in METRICS else name


def _metric_value(name: str, value: float) -> str:
    percent = name in METRICS and METRICS[name].percent
    return f"{100 * value:.1f} %" if percent else f"{value:.4g}"
