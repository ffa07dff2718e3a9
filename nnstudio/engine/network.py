"""What a run trains, whatever trains it: the data on the device, the model, and all that training changes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.prepared import Prepared, Preview
from nnstudio.design.check import all_passes_through, narrow_layer
from nnstudio.design.facts import Task
from nnstudio.design.model import Design, LayerId
from nnstudio.design.problems import Report
from nnstudio.engine.backend import tf
from nnstudio.engine.batches import Batches
from nnstudio.engine.build import Substitutes, build_loss, build_model, build_optimizer
from nnstudio.engine.class_weights import example_weights
from nnstudio.engine.learning_rate import LearningRate
from nnstudio.engine.metrics import answer_of
from nnstudio.engine.order import batch_size, block_order
from nnstudio.engine.samples import Sampler
from nnstudio.engine.validation_pace import evaluated_at_once
from nnstudio.errors import UserError
from nnstudio.i18n import _
from nnstudio.protocol.commands import Engine

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Trained:
    """What a call told. losses: of each step. ends: for each epoch that ended, its means, train and then
    validation where the call does that too (NaN where it is not due). due: whether it was, for each of them.
    is_finite: false if a weight may not be a finite number now."""

    losses: Floats
    ends: Floats
    due: NDArray[np.bool_]
    is_finite: bool = True


class Network(ABC):
    """Everything one run needs, with its first weights; ``reset`` brings them back.

    report: of the same design; says how large its activations are. substitutes: classes to take for Keras'
    own, by their names.

    engine: what trains it. metrics: their names. validates_itself: training comes with validation.
    epochs_at_once: the length of a block, whose order is made at once. work_of_step: multiply-adds.
    """

    engine: Engine
    metrics: tuple[str, ...]
    validates_itself: bool
    epochs_at_once: int
    work_of_step: int

    def __init__(
        self, design: Design, report: Report, prepared: Prepared, preview: Preview, substitutes: Substitutes
    ) -> None:
        recipe, facts = design.recipe, prepared.facts
        self.prepared = prepared
        self.model = build_model(design, facts, substitutes)
        if not self.model.trainable_variables:
            raise _nothing_to_train(design)
        size = batch_size(recipe, len(prepared.train))
        self.batches = Batches(prepared.train, size, example_weights(recipe, prepared))
        self.steps_per_epoch = self.batches.count
        self.loss = build_loss(recipe.loss)
        self._seed = recipe.seed
        self._optimizer = build_optimizer(recipe.optimizer)
        self.learning_rate = LearningRate(self._optimizer, recipe, self.steps_per_epoch)
        self._optimizer.build(self.model.trainable_variables)
        answer = answer_of(recipe.loss, facts)
        narrow = self._codes_layer(design, report)
        decodes = narrow is not None and all_passes_through(design, narrow)
        at_once = evaluated_at_once(report)
        self.sample = Sampler(self.model, preview, narrow, at_once, answer, decodes=decodes)

    def _is_whole(self, means: Sequence[Any]) -> None:
        """All that training changes is there; what it is now is what ``reset`` brings back.

        means: the variables of the epoch's means so far.
        """
        self._state = [
            *self.model.variables,
            *self._optimizer.variables,
            *self.learning_rate.variables,
            *means,
        ]
        self._first_values = [variable.numpy() for variable in self._state]

    def _codes_layer(self, design: Design, report: Report) -> LayerId | None:
        """The narrow layer of an autoencoder, if its output is used."""
        if self.prepared.facts.task is not Task.RECONSTRUCTION:
            return None
        narrow = narrow_layer(design, report)
        return narrow if narrow in {layer.name for layer in self.model.layers} else None

    @property
    @abstractmethod
    def validation_batches(self) -> int:
        """0 where nothing is kept aside."""

    @property
    @abstractmethod
    def compilations(self) -> tuple[Callable[[], object], ...]:
        """What ``warm_up`` does, one by one; what is compiled already takes no time again."""

    @abstractmethod
    def compile_training(self) -> None: ...

    @abstractmethod
    def train(self, order: Any, start: int, stop: int, due: NDArray[np.bool_] | None = None) -> Trained:
        """Train the batches start..stop-1, counted on through the epochs of the block.

        due (epochs_at_once): which of them end with validation, if this call does it; None for all.
        """

    @abstractmethod
    def test(self, between: Callable[[], None]) -> Floats | None:
        """The means over the whole test part; None where there is none. between: called every moment."""

    def warm_up(self) -> None:
        """Compile everything; weights, optimizer and random numbers stay as they are."""
        for compile_one in self.compilations:
            compile_one()

    def reset(self, rate: float) -> None:
        """Go back to the first weights, the optimizer's first state and the first random numbers."""
        self.restore(self._first_values)
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


def _nothing_to_train(design: Design) -> UserError:
    frozen = any(row.enabled and not row.trainable for row in design.layers)
    hint = _("Unfreeze a layer, or add one.") if frozen else _("Add a layer such as Dense.")
    return UserError(_("This network has no weights to train."), hint=hint)
