"""A network that ``keras.Model.fit`` trains, of nothing but Keras' own parts: the yardstick."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.prepared import Prepared, Preview
from nnstudio.data.source import Examples
from nnstudio.design.model import Design
from nnstudio.design.problems import Report
from nnstudio.engine.backend import keras, tf
from nnstudio.engine.finite import all_finite
from nnstudio.engine.metrics import build_metrics
from nnstudio.engine.network import Network, Trained
from nnstudio.engine.order import epoch_order
from nnstudio.engine.plain import prepare_for_fit
from nnstudio.protocol.commands import Engine

Floats = NDArray[np.float32]
_ENDLESS: Final = 2**31 - 1  # epochs
_STEP: Final = 60_000_000  # multiply-adds that take as long as all else that ``fit`` does in a step


class FitNetwork(Network):
    """Its batches come in the order that all engines have, so that a seed gives the same curve by each.

    Masks of Dropout and other random numbers are Keras' own, which differ from those of our layers.
    """

    engine: Engine = "keras"
    validates_itself = True
    epochs_at_once = 1

    def __init__(self, design: Design, report: Report, prepared: Prepared, preview: Preview) -> None:
        super().__init__(design, report, prepared, preview, {})
        self.metrics = tuple(build_metrics(design, prepared.facts))
        self.work_of_step = 3 * self.batches.size * report.cost + _STEP
        prepare_for_fit(self.model, self._optimizer, design, prepared.facts)
        first = next(iter(self.batches_from(0)))
        self.model.compute_metrics(*first[:2], self.model(first[0], training=False))
        self.model.reset_metrics()
        self.means_so_far: list[Any] = self.model.metrics_variables
        self._is_whole(self.means_so_far)
        self._is_compiled = False

    @property
    def validation_batches(self) -> int:
        return -(-len(self.prepared.validation) // self.batches.size)

    @property
    def compilations(self) -> tuple[Callable[[], object], ...]:
        return self.compile_training, self.sample

    def compile_training(self) -> None:
        """Let Keras trace its step, and take that step back."""
        if self._is_compiled:
            return
        state = self.snapshot()
        self.train(self.order(0), 0, 1)
        self.restore(state)
        self._is_compiled = True

    def batches_from(self, step: int) -> Any:
        """A ``tf.data.Dataset`` of the batches from this step on, counted in all, without an end."""
        epoch, skipped = divmod(step, self.steps_per_epoch)
        orders = tf.data.Dataset.range(epoch, _ENDLESS).map(self._order_of)
        return self._batches_of(orders, skipped)

    def train(self, order: Any, start: int, stop: int, due: NDArray[np.bool_] | None = None) -> Trained:
        """By the very function that ``fit`` calls for each step. Tells no means."""
        self.model.make_train_function()
        batches = iter(self._batches_of(tf.data.Dataset.from_tensors(order), start))
        if start == 0:
            self.model.reset_metrics()
        losses = StepLosses(self, start)
        for _number in range(start, stop):
            losses.add(self.model.train_function(batches))
        nothing = np.zeros((0, 0), np.float32)
        return Trained(losses.take(), nothing, np.zeros(0, np.bool_), self.is_finite())

    def test(self, between: Callable[[], None]) -> Floats | None:
        test = self.prepared.test
        return self.means_of(self.evaluate(test, between)) if len(test) else None

    def evaluate(self, examples: Examples, between: Callable[[], None]) -> Mapping[str, float]:
        """Loss and metrics over these examples, at least one. between: called after each batch."""
        told: Mapping[str, float] = self.model.evaluate(
            examples.inputs,
            examples.targets,
            batch_size=self.batches.size,
            callbacks=[Between(between)],
            return_dict=True,
            verbose=0,
        )
        return told

    def mean_loss(self) -> float:
        """Of the epoch so far."""
        loss, *_ = self.model.metrics
        return float(loss.result())

    def means_of(self, told: Mapping[str, Any], prefix: str = "") -> Floats:
        """Loss and metrics of what ``fit`` tells; NaN for what it does not."""
        names = ("loss", *self.metrics)
        return np.array([told.get(prefix + name, np.nan) for name in names], np.float32)

    def is_finite(self) -> bool:
        """Whether all weights add up to a finite number."""
        return bool(all_finite(self.model.variables).numpy())

    def _order_of(self, epoch: Any) -> Any:
        examples = self.batches.examples
        order = tf.numpy_function(
            lambda number: epoch_order(self._seed, int(number), examples), [epoch], tf.int32
        )
        return tf.ensure_shape(order, (examples,))

    def _batches_of(self, orders: Any, skipped: int) -> Any:
        """The batches of these orders of epochs, without the first few."""
        batched = orders.flat_map(
            lambda order: tf.data.Dataset.from_tensor_slices(order).batch(self.batches.size)
        )
        return batched.skip(skipped).map(self.batches.take).prefetch(1)


class Between(keras.callbacks.Callback):  # type: ignore[misc]
    """Calls something after each batch that is evaluated."""

    def __init__(self, call: Callable[[], None]) -> None:
        super().__init__()
        self._call = call

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        self._call()


class StepLosses:
    """Works out the loss of each step from what ``fit`` tells after it: the mean of the epoch so far.

    number: of the batch in its epoch with which it begins.
    """

    def __init__(self, network: FitNetwork, number: int) -> None:
        self._batches = network.batches
        self._number = number
        self._seen = self._batches.examples_in(0, number)
        self._sum = network.mean_loss() * self._seen if number else 0.0
        self._losses: list[float] = []

    def __len__(self) -> int:
        return len(self._losses)

    def add(self, told: Mapping[str, Any]) -> float:
        """The loss of the next step."""
        self._number += 1
        before, self._seen = self._seen, self._batches.examples_in(0, self._number)
        total = float(told["loss"]) * self._seen
        loss, self._sum = (total - self._sum) / (self._seen - before), total
        self._losses.append(loss)
        return loss

    def take(self) -> Floats:
        """The losses since they were last taken."""
        losses, self._losses = np.array(self._losses, np.float32), []
        return losses
