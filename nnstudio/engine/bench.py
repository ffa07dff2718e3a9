"""Measures our engine and ``keras.Model.fit`` side by side, on the same design and data."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import Any, Final

from nnstudio.data.prepared import Prepared
from nnstudio.design.model import Design
from nnstudio.engine.backend import keras
from nnstudio.engine.bench_texts import own_data
from nnstudio.engine.learning_rate import LearningRate, rate_of
from nnstudio.engine.loop import run
from nnstudio.engine.matrix_products import Products, ProductTimes, dense_products
from nnstudio.engine.plain import MOST_EPOCHS, compiled
from nnstudio.engine.workshop import Workshop
from nnstudio.errors import UserError
from nnstudio.protocol.commands import Command, Engine, Job, Stop
from nnstudio.protocol.events import Epoch, Epochs, Event, Failed

TURNS: Final = 3
_TURN_SECONDS: Final = 0.6


@dataclass(frozen=True)
class Measured:
    """Steps and examples a second, medians over the turns.

    products: for a dense network large enough that its matrix products are what takes the time.
    """

    design: str
    engine: str
    steps_per_second: float
    fit_steps_per_second: float
    examples_per_second: float
    fit_examples_per_second: float
    products: Products | None = None

    @property
    def ratio(self) -> float:
        return self.steps_per_second / self.fit_steps_per_second


def measure(name: str, design: Design, engine: Engine = "auto", seconds: float = _TURN_SECONDS) -> Measured:
    """Take turns, so that whatever else the machine does falls on both. Raises UserError.

    Both validate at the end of each epoch; neither compiles within a turn. Ours is the whole run as the
    window and the command line make it, with its events; samples of the predictions belong to the window.
    """
    workshop = Workshop(own_data(design.data))
    endless = {"early_stopping": None, "epochs": MOST_EPOCHS, "validate_every": 1}
    plain = design.model_copy(update={"recipe": design.recipe.model_copy(update=endless)})
    parts = workshop.assemble(plain, engine)
    parts.reset(rate_of(design.recipe.optimizer))
    parts.warm_up()
    fit = _Fit(plain, parts.prepared, parts.batches.size)
    times = _product_times(plain, workshop, parts.batches.size)
    ours, theirs = [], []
    for _ in range(TURNS):
        ours.append(_our_turn(plain, engine, workshop, seconds))
        theirs.append(fit.turn(seconds))
        if times is not None:
            times.turn()
    steps, fit_steps = statistics.median(ours), statistics.median(theirs)
    per_step = parts.batches.examples / parts.steps_per_epoch
    return Measured(
        design=name,
        engine=parts.engine,
        steps_per_second=steps,
        fit_steps_per_second=fit_steps,
        examples_per_second=steps * per_step,
        fit_examples_per_second=fit_steps * per_step,
        products=None if times is None else times.result(steps),
    )


def _product_times(design: Design, workshop: Workshop, batch: int) -> ProductTimes | None:
    shape = workshop.data(design.data)[0].facts.input_shape
    products = dense_products(design, workshop.report(design), shape, batch)
    return ProductTimes(products) if products else None


def _our_turn(design: Design, engine: Engine, workshop: Workshop, seconds: float) -> float:
    """Steps a second of a run that is stopped after so long, counted as those of ``fit`` are."""
    epochs = _WholeEpochs(seconds)
    run(Job(1, design, engine, samples=False), epochs, epochs.hear, workshop=workshop)
    return epochs.steps / epochs.seconds


class _WholeEpochs:
    """Listens to a run and stops it after so many seconds, but not before an epoch has ended.

    steps, seconds: at the end of the last epoch, so that each one is counted with its validation.
    """

    def __init__(self, most: float) -> None:
        self._most = most
        self.steps = 0
        self.seconds = 0.0

    def hear(self, event: Event) -> None:
        match event:
            case Epoch():
                self.steps, self.seconds = event.step, event.seconds
            case Epochs():
                self.steps = (event.first + len(event) - 1) * event.steps_per_epoch
                self.seconds = float(event.seconds[-1])
            case Failed(message=message, hint=hint):
                raise UserError(message, hint)

    def next(self, wait: bool) -> Command | None:
        return Stop() if self.seconds >= self._most else None


class _Fit:
    """``model.fit`` as anybody would call it, stopped after so long."""

    def __init__(self, design: Design, prepared: Prepared, batch: int) -> None:
        self._model = compiled(design, prepared)
        train, validation = prepared.train, prepared.validation
        self._per_epoch = -(-len(train) // batch)
        LearningRate(self._model.optimizer, design.recipe, self._per_epoch)
        self._settings = {
            "x": train.inputs,
            "y": train.targets,
            "validation_data": (validation.inputs, validation.targets) if len(validation) else None,
            "batch_size": batch,
            "verbose": 0,
        }
        self._model.fit(epochs=1, **self._settings)  # compiles

    def turn(self, seconds: float) -> float:
        """Steps a second, counted at the end of each epoch, of which there is at least one."""
        clock = _Clock(seconds)
        self._model.fit(epochs=MOST_EPOCHS, callbacks=[clock], **self._settings)
        return clock.epochs * self._per_epoch / clock.seconds


class _Clock(keras.callbacks.Callback):  # type: ignore[misc]
    """Looks at the clock at the end of each epoch only: whatever it did at each batch would slow fit down."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._most = seconds
        self.seconds = 0.0
        self.epochs = 0

    def on_train_begin(self, logs: Any = None) -> None:
        self._began = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.epochs += 1
        self.seconds = time.perf_counter() - self._began
        if self.seconds >= self._most:
            self.model.stop_training = True
