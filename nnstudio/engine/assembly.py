"""A run put together: data on the device, model, optimizer and compiled functions."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.catalogue import OPTIMIZERS
from nnstudio.catalogue.params import check_params
from nnstudio.catalogue.values import Part
from nnstudio.data.prepared import Prepared, Preview
from nnstudio.design.check import narrow_layer
from nnstudio.design.facts import Task
from nnstudio.design.model import Design, LayerId
from nnstudio.design.problems import Report
from nnstudio.engine.backend import tf
from nnstudio.engine.build import build_loss, build_metrics, build_model, build_optimizer
from nnstudio.engine.order import batch_size, epoch_order
from nnstudio.engine.samples import Sampler
from nnstudio.engine.steps import Batches, Means, training_steps, validation
from nnstudio.errors import UserError
from nnstudio.i18n import _

Floats = NDArray[np.float32]
_MOST_AT_ONCE = 4096  # examples evaluated together
_EVALUATION_BYTES = 256_000_000  # of all activations of the examples evaluated together


class Assembly:
    """Everything one run needs, with its first weights; ``reset`` brings them back.

    report: of the same design; says how large its activations are.
    """

    def __init__(self, design: Design, report: Report, prepared: Prepared, preview: Preview) -> None:
        recipe = design.recipe
        at_once = _evaluated_at_once(report)
        self.prepared = prepared
        self.model = build_model(design, prepared.facts)
        self.batches = Batches(prepared.train, batch_size(recipe, len(prepared.train)))
        self.steps_per_epoch = self.batches.count
        self._seed = recipe.seed
        self._optimizer = build_optimizer(recipe.optimizer)
        self._optimizer.build(self.model.trainable_variables)
        if not self.model.trainable_variables:
            raise UserError(_("This network has no weights to train."), hint=_("Add a layer such as Dense."))
        loss = build_loss(recipe.loss)
        self._means = Means(build_metrics(design, prepared.facts))
        self._train = training_steps(self.model, self._optimizer, loss, self._means, self.batches)
        validation_means = Means(build_metrics(design, prepared.facts))
        self._validation = Batches(prepared.validation, at_once)
        self._validate = validation(self.model, loss, validation_means, self._validation)
        self._test = Batches(prepared.test, at_once)
        self._evaluate_test = validation(self.model, loss, validation_means, self._test)
        self.sample = Sampler(self.model, preview, self._codes_layer(design, report), at_once)
        self._state = [*self.model.variables, *self._optimizer.variables]
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

    @property
    def validation_batches(self) -> int:
        """How many batches the validation part takes; 0 where there is none."""
        return self._validation.count

    def warm_up(self) -> None:
        """Compile everything; weights, optimizer and random numbers stay as they are."""
        self.compile_training()
        self.compile_validation()
        if self._test.count:
            self._evaluate_test(tf.constant(0), tf.constant(0))
        self.sample()

    def compile_training(self) -> None:
        self.train(self.order(0), 0, 0)

    def compile_validation(self) -> None:
        if self.validation_batches:
            self.validate(0, 0)

    def reset(self, learning_rate: float) -> None:
        """Go back to the first weights, the optimizer's first state and the first random numbers."""
        for variable, value in zip(self._state, self._first_values, strict=True):
            variable.assign(value)
        self.set_learning_rate(learning_rate)

    def set_learning_rate(self, value: float) -> None:
        self._optimizer.learning_rate.assign(value)

    def order(self, epoch: int) -> Any:
        """The order of an epoch, on the device."""
        return tf.constant(epoch_order(self._seed, epoch, self.batches.examples))

    def train(self, order: Any, start: int, stop: int) -> tuple[Floats, Floats]:
        """Train the batches start..stop-1: the loss of each, and the epoch's means so far."""
        losses, means = self._train(order, tf.constant(start), tf.constant(stop))
        return losses.numpy(), means.numpy()

    def validate(self, start: int, stop: int) -> Floats:
        """Evaluate validation batches start..stop-1: the means so far."""
        means: Floats = self._validate(tf.constant(start), tf.constant(stop)).numpy()
        return means

    def test(self) -> Floats | None:
        """The means over the whole test part; None where there is none."""
        if not self._test.count:
            return None
        means: Floats = self._evaluate_test(tf.constant(0), tf.constant(self._test.count)).numpy()
        return means


def learning_rate(optimizer: Part) -> float:
    """The learning rate that an optimizer's parameters state, or its default."""
    params = check_params(OPTIMIZERS[optimizer.kind].params, optimizer.params)
    rate = params["learning_rate"]
    assert isinstance(rate, float)
    return rate


def _evaluated_at_once(report: Report) -> int:
    numbers = sum(prod(row.output) for row in report.rows if row.output is not None)
    return max(1, min(_MOST_AT_ONCE, _EVALUATION_BYTES // (4 * max(1, numbers))))
