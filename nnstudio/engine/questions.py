"""Answers what a person asks beside training."""

from __future__ import annotations

from nnstudio.engine.failures import in_words
from nnstudio.engine.inbox import Emit
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.commands import ShowData
from nnstudio.protocol.events import DataFailed, DataShown


def show_data(command: ShowData, workshop: Workshop, emit: Emit) -> None:
    """Answer with the data's preview, or say why it cannot be shown."""
    try:
        emit(DataShown(workshop.data(command.choice)[1]))
    except Exception as error:
        words = in_words(error)
        emit(DataFailed(command.choice, words.message, words.hint))
