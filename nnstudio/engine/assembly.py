"""A network whose steps are fused: many of them, and short epochs too, in one compiled call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.prepared import Prepared, Preview
from nnstudio.data.source import Examples
from nnstudio.design.model import Design
from nnstudio.design.problems import Report
from nnstudio.design.what_is_built import what_is_built
from nnstudio.engine.augmentation import AUGMENTATION_LAYERS
from nnstudio.engine.backend import tf
from nnstudio.engine.batches import Batches
from nnstudio.engine.build import Substitutes
from nnstudio.engine.choice import Compiled, choose
from nnstudio.engine.compiling import CompiledByXla
from nnstudio.engine.evaluation import Evaluation
from nnstudio.engine.means import Means
from nnstudio.engine.metrics import build_metrics
from nnstudio.engine.network import Network, Trained
from nnstudio.engine.order import batch_size
from nnstudio.engine.pace import ChunkPace
from nnstudio.engine.random_layers import RANDOM_LAYERS
from nnstudio.engine.recurrent import RECURRENT_LAYERS
from nnstudio.engine.stable_names import key_of
from nnstudio.engine.steps import TrainingSteps
from nnstudio.engine.validation_pace import evaluated_at_once
from nnstudio.engine.wrappers import WRAPPERS
from nnstudio.engine.xla_layers import XLA_LAYERS
from nnstudio.protocol.commands import Engine

Floats = NDArray[np.float32]
_EVERYWHERE: Substitutes = {**RANDOM_LAYERS, **RECURRENT_LAYERS, **AUGMENTATION_LAYERS, **WRAPPERS}
SUBSTITUTES: dict[Compiled, Substitutes] = {
    "graph": _EVERYWHERE,
    "xla": {**_EVERYWHERE, **XLA_LAYERS},
}
_QUICK_COST = 100_000_000  # multiply-adds; about 10 ms
_STEPS_AT_ONCE = 16_384
_EPOCHS_AT_ONCE = 1024
_ORDER_AT_ONCE = 262_144  # examples


class Assembly(Network):
    """Training, validation and test as compiled functions."""

    engine: Compiled

    def __init__(
        self, design: Design, report: Report, prepared: Prepared, preview: Preview, engine: Engine = "auto"
    ) -> None:
        size = batch_size(design.recipe, len(prepared.train))
        self.engine = choose(engine, report, size)
        super().__init__(design, report, prepared, preview, SUBSTITUTES[self.engine])
        at_once, xla = evaluated_at_once(report), self.engine == "xla"
        key = key_of(what_is_built(design), self.engine, prepared.facts)
        self.work_of_step = 3 * size * report.cost  # multiply-adds: forward once, back twice as many

        def means() -> Means:
            return Means(build_metrics(design, prepared.facts))

        def evaluation(examples: Examples, xla: bool) -> Evaluation:
            return Evaluation(self.model, self.loss, means(), Batches(examples, at_once), xla=xla)

        validation, test = evaluation(prepared.validation, xla), evaluation(prepared.test, False)
        self.validates_itself = _is_quick(validation, len(prepared.validation), report)
        self.epochs_at_once = _epochs_at_once(self.batches) if self.validates_itself else 1
        so_far = means()
        self.metrics = so_far.names
        self._train = TrainingSteps(
            self.model,
            self._optimizer,
            self.loss,
            so_far,
            self.batches,
            epochs=self.epochs_at_once,
            evaluation=validation if self.validates_itself and validation.count else None,
            xla=xla,
        ).compiled(key)
        self._validation_batches = validation.count
        self._validate = validation.compiled(key)
        self._test_batches = test.count
        self._evaluate_test = test.compiled()
        self._is_whole(so_far.variables)

    @property
    def validation_batches(self) -> int:
        return self._validation_batches

    @property
    def compilations(self) -> tuple[Callable[[], object], ...]:
        return self.compile_training, self.sample, self.compile_validation, self._compile_test

    def trace_training(self) -> None:
        """The first part of ``compile_training``, where there are two."""
        if isinstance(self._train, CompiledByXla):
            self._train.trace()

    def compile_training(self) -> None:
        self.train(self.order(0), 0, 0)

    def compile_validation(self) -> None:
        if self.validation_batches and not self.validates_itself:
            self.validate(0, 0)

    def _compile_test(self) -> None:
        if self._test_batches:
            self._test(0, 0)

    def train(self, order: Any, start: int, stop: int, due: NDArray[np.bool_] | None = None) -> Trained:
        due = np.ones(self.epochs_at_once, np.bool_) if due is None else due
        flags = tf.constant(due.astype(np.int32))
        losses, ends, is_finite = self._train(order, tf.constant(start), tf.constant(stop), flags)
        first, last = start // self.steps_per_epoch, stop // self.steps_per_epoch
        return Trained(
            losses.numpy()[start:stop], ends.numpy()[first:last], due[first:last], bool(is_finite.numpy())
        )

    def validate(self, start: int, stop: int) -> Floats:
        """Evaluate validation batches start..stop-1: the means so far."""
        means: Floats = self._validate(tf.constant(start), tf.constant(stop)).numpy()
        return means

    def test(self, between: Callable[[], None]) -> Floats | None:
        if not self._test_batches:
            return None
        self._compile_test()
        return ChunkPace().through(self._test_batches, self._test, between)

    def _test(self, start: int, stop: int) -> Floats:
        """Evaluate test batches start..stop-1: the means so far."""
        means: Floats = self._evaluate_test(tf.constant(start), tf.constant(stop)).numpy()
        return means


def _is_quick(validation: Evaluation, examples: int, report: Report) -> bool:
    """Whether validating takes so little that it can belong to the training call."""
    return validation.count <= 1 and examples * report.cost <= _QUICK_COST


def _epochs_at_once(batches: Batches) -> int:
    """Epochs of one call: enough to forget what a call costs, few enough that their order is soon made."""
    by_steps, by_examples = _STEPS_AT_ONCE // batches.count, _ORDER_AT_ONCE // batches.examples
    return max(1, min(_EPOCHS_AT_ONCE, by_steps, by_examples))
