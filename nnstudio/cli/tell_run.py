"""Tells a run in the terminal: as JSON lines, or with a progress bar and a line an epoch."""

from __future__ import annotations

import contextlib
import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from nnstudio.data import describe
from nnstudio.data.metric_units import Quantities, showing
from nnstudio.i18n import _, grouped, ngettext
from nnstudio.protocol.events import Epoch, Epochs, Event, Failed, Finished, Progress, Started, Stopped

Tell: TypeAlias = Callable[[Event], None]


@contextlib.contextmanager
def json_lines() -> Iterator[Tell]:
    yield lambda event: print_json(event)


def print_json(event: Event) -> None:
    """A line for the event, or for each of several epochs."""
    rows = [as_json(each) for each in (event.each() if isinstance(event, Epochs) else (event,))]
    lines = [json.dumps(row, ensure_ascii=False, allow_nan=False) for row in rows if row is not None]
    if lines:
        print("\n".join(lines), flush=True)


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
            fix = None if event.fix is None else event.fix.title
            return {"event": "failed", "message": event.message, "hint": event.hint, "fix": fix}
    return None


def _speed(steps: int, seconds: float) -> dict[str, object]:
    per_second = steps / seconds if seconds > 0 else None
    return {"steps": steps, "seconds": number(seconds), "steps_per_second": number(per_second)}


def number(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def numbers(values: Mapping[str, float]) -> dict[str, float | None]:
    return {name: number(value) for name, value in values.items()}


@contextlib.contextmanager
def terminal() -> Iterator[Tell]:
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
        self._quantities: Quantities | None = None

    def tell(self, event: Event) -> None:
        match event:
            case Started(steps_per_epoch=steps, epochs=epochs, parameters=parameters):
                self._epochs = epochs
                self._quantities = Quantities(event.factors, describe(event.design.data).unit)
                count = ngettext("{count} parameter", "{count} parameters", parameters)
                self._console.print(count.format(count=grouped(parameters)))
                self._bar.update(self._task, total=steps * epochs, description=_("training"))
            case Progress():
                speed = _("{count} examples/s").format(count=grouped(event.examples_per_second, ".0f"))
                self._bar.update(self._task, completed=event.step, speed=speed)
            case Epoch():
                self._console.print(epoch_line(event, self._epochs, self._quantities))
            case Epochs():
                rows = (epoch_line(each, self._epochs, self._quantities) for each in event.each())
                self._console.print("\n".join(rows))
            case Finished() | Stopped():
                self._console.print(ending_line(event))
                if isinstance(event, Finished) and event.test_loss is not None:
                    self._console.print(test_line(event.test_loss, event.test_metrics, self._quantities))


def epoch_line(event: Epoch, epochs: int, quantities: Quantities | None) -> str:
    """epoch 3 of 20: loss 0.1234, validation loss 0.2345, mean absolute error 19.0 ppm, …"""
    parts = [_("loss {loss}").format(loss=f"{event.loss:.4g}")]
    if event.val_loss is not None:
        parts.append(_("validation loss {loss}").format(loss=f"{event.val_loss:.4g}"))
    parts += [metric_text(name, value, quantities) for name, value in event.metrics.items()]
    parts += [
        _("validation {metric}").format(metric=metric_text(name, value, quantities))
        for name, value in event.val_metrics.items()
    ]
    head = _("epoch {epoch} of {epochs}").format(epoch=grouped(event.number), epochs=grouped(epochs))
    return f"{head}: {', '.join(parts)}"


def ending_line(event: Finished | Stopped) -> str:
    steps = ngettext("{count} step", "{count} steps", event.steps).format(count=grouped(event.steps))
    per_second = grouped(event.steps / event.seconds, ".0f") if event.seconds > 0 else "–"
    form = (
        _("stopped after {steps} in {seconds} s ({speed} steps/s)")
        if isinstance(event, Stopped)
        else _("stopped early after {steps} in {seconds} s ({speed} steps/s)")
        if event.reason == "early stopping"
        else _("finished {steps} in {seconds} s ({speed} steps/s)")
    )
    return form.format(steps=steps, seconds=grouped(event.seconds, ".1f"), speed=per_second)


def test_line(loss: float, metrics: Mapping[str, float], quantities: Quantities | None) -> str:
    """on the test part: loss 0.1234, accuracy 97.1 %"""
    parts = [_("loss {loss}").format(loss=f"{loss:.4g}")]
    parts += [metric_text(name, value, quantities) for name, value in metrics.items()]
    return _("on the test part: {results}").format(results=", ".join(parts))


def metric_text(key: str, value: float, quantities: Quantities | None) -> str:
    """Name and value, of errors in the data's own unit: "mean absolute error 19.0 ppm", "accuracy 97.1 %"."""
    return showing(key, quantities).text(value)
