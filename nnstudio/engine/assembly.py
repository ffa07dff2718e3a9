"""A run put together: data on the device, model, optimizer and compiled functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.prepared import Prepared, Preview
from nnstudio.data.source import Examples
from nnstudio.design.check import all_passes_through, narrow_layer
from nnstudio.design.facts import Task
from nnstudio.design.model import Design, LayerId
from nnstudio.design.problems import Report
from nnstudio.engine.augmentation import AUGMENTATION_LAYERS
from nnstudio.engine.backend import tf
from nnstudio.engine.build import Substitutes, build_loss, build_model, build_optimizer
from nnstudio.engine.choice import Compiled, choose
from nnstudio.engine.class_weights import example_weights
from nnstudio.engine.compiling import CompiledByXla
from nnstudio.engine.learning_rate import LearningRate
from nnstudio.engine.metrics import answer_of, build_metrics
from nnstudio.engine.order import batch_size, block_order
from nnstudio.engine.random_layers import RANDOM_LAYERS
from nnstudio.engine.recurrent import RECURRENT_LAYERS
from nnstudio.engine.samples import Sampler
from nnstudio.engine.stable_names import key_of
from nnstudio.engine.steps import Batches, Evaluation, Means, TrainingSteps
from nnstudio.engine.validation_pace import evaluated_at_once
from nnstudio.engine.what_is_built import what_is_built
from nnstudio.engine.wrappers import WRAPPERS
from nnstudio.engine.xla_layers import XLA_LAYERS
from nnstudio.errors import UserError
from nnstudio.i18n import _
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


@dataclass(frozen=True)
class Trained:
    """What a call told. losses: of each step. ends: for each epoch that ended, its means, train and then
    validation where the call does that too (NaN where it is not due). due: whether it was, for each of them.
    is_finite: false if a weight may not be a finite number now."""

    losses: Floats
    ends: Floats
    due: NDArray[np.bool_]
    is_finite: bool = True


class Assembly:
    """Everything one run needs, with its first weights; ``reset`` brings them back.

    report: of the same design; says how large its activations are.
    """

    def __init__(
        self, design: Design, report: Report, prepared: Prepared, preview: Preview, engine: Engine = "auto"
    ) -> None:
        recipe, facts = design.recipe, prepared.facts
        at_once = evaluated_at_once(report)
        size = batch_size(recipe, len(prepared.train))
        self.engine = choose(engine, report, size)
        key = key_of(what_is_built(design), self.engine, facts)
        xla = self.engine == "xla"
        self.prepared = prepared
        self.model = build_model(design, facts, SUBSTITUTES[self.engine])
        self.batches = Batches(prepared.train, size, example_weights(recipe, prepared))
        self.steps_per_epoch = self.batches.count
        self._seed = recipe.seed
        self._optimizer = build_optimizer(recipe.optimizer)
        self.learning_rate = LearningRate(self._optimizer, recipe, self.steps_per_epoch)
        self._optimizer.build(self.model.trainable_variables)
        if not self.model.trainable_variables:
            raise _nothing_to_train(design)
        self.loss = loss = build_loss(recipe.loss)
        self.work_of_step = 3 * size * report.cost  # multiply-adds: forward once, back twice as many

        def evaluation(examples: Examples, xla: bool) -> Evaluation:
            means = Means(build_metrics(design, facts))
            return Evaluation(self.model, loss, means, Batches(examples, at_once), xla=xla)

        validation, test = evaluation(prepared.validation, xla), evaluation(prepared.test, False)
        self.validates_itself = _is_quick(validation, len(prepared.validation), report)
        self.epochs_at_once = _epochs_at_once(self.batches) if self.validates_itself else 1
        self._means = Means(build_metrics(design, facts))
        self._train = TrainingSteps(
            self.model,
            self._optimizer,
            loss,
            self._means,
            self.batches,
            epochs=self.epochs_at_once,
            evaluation=validation if self.validates_itself and validation.count else None,
            xla=xla,
        ).compiled(key)
        self.validation_batches = validation.count
        self._validate = validation.compiled(key)
        self._test_batches = test.count
        self._evaluate_test = test.compiled()
        answer = answer_of(recipe.loss, facts)
        narrow = self._codes_layer(design, report)
        decodes = narrow is not None and all_passes_through(design, narrow)
        self.sample = Sampler(self.model, preview, narrow, at_once, answer, decodes=decodes)
        self._state = [
            *self.model.variables,
            *self._optimizer.variables,
            *self.learning_rate.variables,
            *self._means.variables,
        ]
        self._first_values = [variable.numpy() for variable in self._state]

    def _codes_layer(self, design: Design, report: Report) -> LayerId | None:
        """The narrow layer of an autoencoder, if its output is used."""
        if self.prepared.facts.task is not Task.RECONSTRUCTION:
            return None
        narrow = narrow_layer(design, report)
        return narrow if narrow in {layer.name for layer in self.model.layers} else None

    @property
    def metrics(self) -> tuple[str, ...]:
        return self._means.names

    def warm_up(self) -> None:
        """Compile everything; weights, optimizer and random numbers stay as they are."""
        for compile_one in self.compilations:
            compile_one()

    @property
    def compilations(self) -> tuple[Callable[[], object], ...]:
        """What ``warm_up`` does, one by one; what is compiled already takes no time again."""
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
            self._evaluate_test(tf.constant(0), tf.constant(0))

    def reset(self, rate: float) -> None:
        """Go back to the first weights, the optimizer's first state and the first random numbers."""
        for variable, value in zip(self._state, self._first_values, strict=True):
            variable.assign(value)
        self.learning_rate.set(rate)

    def snapshot(self) -> list[Any]:
        """Weights, optimizer, random numbers and the epoch's means; nothing is copied until they change."""
        return [variable.value.read_value() for variable in self._state]

    def values(self) -> tuple[NDArray[Any], ...]:
        """The same as a snapshot, as copies that outlive this process."""
        return tuple(np.array(variable.numpy()) for variable in self._state)

    def takes(self, values: Sequence[NDArray[Any]]) -> bool:
        """Whether these can be restored: as many, and of the same shapes."""
        mine = [tuple(variable.shape) for variable in self._state]
        return mine == [value.shape for value in values]

    def restore(self, snapshot: Sequence[Any]) -> None:
        for variable, value in zip(self._state, snapshot, strict=True):
            variable.assign(value)

    def order(self, epoch: int) -> Any:
        """The orders of the block of ``epochs_at_once`` epochs that begins with this one, on the device."""
        return tf.constant(block_order(self._seed, epoch, self.epochs_at_once, self.batches.examples))

    def train(self, order: Any, start: int, stop: int, due: NDArray[np.bool_] | None = None) -> Trained:
        """Train the batches start..stop-1, counted on through the epochs of the block.

        due (epochs_at_once): which of them end with validation, if this call does it; None for all.
        """
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

    def test(self) -> Floats | None:
        """The means over the whole test part; None where there is none."""
        if not self._test_batches:
            return None
        means: Floats = self._evaluate_test(tf.constant(0), tf.constant(self._test_batches)).numpy()
        return means


def _nothing_to_train(design: Design) -> UserError:
    frozen = any(row.enabled and not row.trainable for row in design.layers)
    hint = _("Unfreeze a layer, or add one.") if frozen else _("Add a layer such as Dense.")
    return UserError(_("This network has no weights to train."), hint=hint)


def _is_quick(validation: Evaluation, examples: int, report: Report) -> bool:
    """Whether validating takes so little that it can belong to the training call."""
    return validation.count <= 1 and examples * report.cost <= _QUICK_COST


def _epochs_at_once(batches: Batches) -> int:
    """Epochs of one call: enough to forget what a call costs, few enough that their order is soon made."""
    by_steps, by_examples = _STEPS_AT_ONCE // batches.count, _ORDER_AT_ONCE // batches.examples
    return max(1, min(_EPOCHS_AT_ONCE, by_steps, by_examples))
