"""Answers what a person asks beside training, in the middle of a run and after it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.engine.failures import in_words
from nnstudio.engine.inbox import Emit
from nnstudio.engine.standing import Standing
from nnstudio.engine.workshop import Workshop
from nnstudio.errors import UserError
from nnstudio.i18n import _, grouped
from nnstudio.protocol.commands import Cluster, Compose, Decode, Predict, Question, ShowData, Snapshot
from nnstudio.protocol.events import (
    Clustered,
    DataFailed,
    DataShown,
    Predicted,
    PredictFailed,
    SnapshotFailed,
    SnapshotTaken,
)

Floats = NDArray[np.float32]


def answer(question: Question, workshop: Workshop, standing: Standing | None, emit: Emit) -> None:
    """Emit the one event that answers, or begin a text that is written later; an error becomes a sentence.

    standing: the network of the run that is open, or was last; None if there is none.
    """
    match question:
        case ShowData():
            show_data(question, workshop, emit)
        case Predict():
            predict(question, standing, emit)
        case Decode() | Cluster():
            look_into(question, standing, emit)
        case Compose():
            workshop.compositions.begin(question, standing, emit)
        case Snapshot():
            take_snapshot(question, standing, emit)


def show_data(command: ShowData, workshop: Workshop, emit: Emit) -> None:
    """Answer with the data's preview, or say why it cannot be shown."""
    try:
        emit(DataShown(workshop.data(command.choice)[1]))
    except Exception as error:
        words = in_words(error)
        emit(DataFailed(command.choice, words.message, words.hint))


def predict(command: Predict, standing: Standing | None, emit: Emit) -> None:
    """Answer what the network says to the inputs; it is not changed by that."""
    try:
        standing = _known(standing)
        inputs = checked_inputs(command.inputs, standing.parts.model)
        outputs = standing.parts.sample.outputs(inputs)
        emit(Predicted(command.number, standing.job.run, standing.place.step, outputs))
    except Exception as error:
        words = in_words(error)
        emit(PredictFailed(command.number, words.message, words.hint))


def look_into(command: Decode | Cluster, standing: Standing | None, emit: Emit) -> None:
    """Answer what the narrow layer of an autoencoder tells."""
    try:
        standing = _known(standing)
        run, step, sample = standing.job.run, standing.place.step, standing.parts.sample
        match command:
            case Decode(number, codes):
                emit(Predicted(number, run, step, sample.decoded(np.asarray(codes, np.float32))))
            case Cluster(number, count):
                emit(Clustered(number, run, step, *sample.clusters(count)))
    except Exception as error:
        words = in_words(error)
        emit(PredictFailed(command.number, words.message, words.hint))


def take_snapshot(command: Snapshot, standing: Standing | None, emit: Emit) -> None:
    """Answer with a checkpoint."""
    try:
        standing = _known(standing)
        emit(SnapshotTaken(command.number, standing.job.run, standing.checkpoint()))
    except Exception as error:
        words = in_words(error)
        emit(SnapshotFailed(command.number, words.message, words.hint))


def checked_inputs(inputs: NDArray[Any], model: Any) -> Floats:
    """One or more examples as the model reads them. Raises UserError if it cannot."""
    shape: tuple[int | None, ...] = tuple(model.input.shape[1:])
    given = np.asarray(inputs)
    wanted = " × ".join("?" if size is None else grouped(size) for size in shape)
    if given.dtype.kind not in "fiub":
        raise UserError(
            _("The network reads numbers; it was given something else."),
            hint=_("Give it numbers of shape {shape} for each example.").format(shape=wanted),
        )
    fits = given.ndim == 1 + len(shape) and len(given) > 0
    if not fits or any(size not in (None, has) for size, has in zip(shape, given.shape[1:], strict=True)):
        raise UserError(
            _("The network cannot read inputs of shape {shape}.").format(
                shape=" × ".join(grouped(size) for size in given.shape) or _("a single number")
            ),
            hint=_("Give it one or more examples of shape {shape} each.").format(shape=wanted),
        )
    return np.ascontiguousarray(given, np.float32)


def _known(standing: Standing | None) -> Standing:
    if standing is None:
        raise UserError(
            _("No network is at hand to answer."),
            hint=_("Train one first."),
        )
    return standing
