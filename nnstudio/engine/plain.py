"""Plain ``keras.Model.fit``, told with the same events: the yardstick that our own loop is held against."""

from __future__ import annotations

import contextlib
from typing import Any

from nnstudio.data.prepared import Prepared
from nnstudio.design.model import Design
from nnstudio.engine.backend import keras
from nnstudio.engine.build import build_loss, build_model, build_optimizer
from nnstudio.engine.class_weights import class_weights
from nnstudio.engine.fit_callback import FitCallback, FitStopped
from nnstudio.engine.inbox import Emit, Inbox
from nnstudio.engine.learning_rate import LearningRate
from nnstudio.engine.metrics import build_metrics
from nnstudio.engine.order import batch_size
from nnstudio.engine.workshop import Workshop
from nnstudio.errors import UserError
from nnstudio.i18n import _
from nnstudio.protocol.commands import Job
from nnstudio.protocol.events import LastWord, Started

MOST_EPOCHS = 1_000_000


def fit(job: Job, workshop: Workshop, inbox: Inbox, emit: Emit, paused: bool) -> tuple[Any, LastWord]:
    """Train with ``fit``; the model, and how it ended. Its batches come in ``fit``'s own order.

    Raises UserError if the design cannot be trained, or is to go on after another run.
    """
    design = job.design
    if job.after is not None:
        raise UserError(
            _("A run of plain Keras fit cannot go on after its end."),
            hint=_("Train from the beginning, or let the settings choose another engine."),
        )
    prepared = workshop.checked_data(design)
    model = compiled(design, prepared)
    epoch = -(-len(prepared.train) // batch_size(design.recipe, len(prepared.train)))
    rate = LearningRate(model.optimizer, design.recipe, epoch)
    teller = FitCallback(job, prepared, workshop, inbox, emit, paused, rate)
    keras.utils.set_random_seed(design.recipe.seed)
    emit(
        Started(job.run, design, teller.steps_per_epoch, design.recipe.epochs, model.count_params(), "keras")
    )
    train, validation = prepared.train, prepared.validation
    weights = class_weights(design.recipe, prepared)
    with contextlib.suppress(FitStopped):
        model.fit(
            train.inputs,
            train.targets,
            validation_data=(validation.inputs, validation.targets) if len(validation) else None,
            batch_size=batch_size(design.recipe, len(train)),
            class_weight=None if weights is None else dict(enumerate(weights.tolist())),
            validation_freq=_Due(teller),
            epochs=MOST_EPOCHS,  # the callback ends it, for the number may change meanwhile
            callbacks=[teller],
            verbose=0,
        )
    return model, teller.last_word()


def compiled(design: Design, prepared: Prepared) -> Any:
    """The design as a model that ``fit`` can train, of nothing but Keras' own parts."""
    model = build_model(design, prepared.facts)
    model.compile(
        optimizer=build_optimizer(design.recipe.optimizer),
        loss=build_loss(design.recipe.loss),
        metrics=list(build_metrics(design, prepared.facts).values()),
    )
    return model


class _Due(list[int]):
    """The epochs that ``fit`` is to validate: a list by its type only, for which is the last may change."""

    def __init__(self, teller: FitCallback) -> None:
        super().__init__()
        self._teller = teller

    def __contains__(self, epoch: object) -> bool:
        return isinstance(epoch, int) and self._teller.is_due(epoch)
