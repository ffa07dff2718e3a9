"""Texts with classes, trained by the engine: read letter by letter and word by word, each in its own way."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.data import describe, prepare
from nnstudio.data.text.occlusion import occluded, parted, weights
from nnstudio.design.model import DataChoice, Design, LayerRow
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.commands import Predict
from nnstudio.protocol.events import Epoch, Event, Predicted
from tests.data.choices import choice
from tests.engine.designs import design, row
from tests.engine.runs import Told, train

SPARSE = "sparse_categorical_crossentropy"
LETTERS = choice("country_names", length=12)
WORDS = choice("languages", tokens="words", length=8, vocabulary=3_000)

READERS: dict[str, tuple[LayerRow, ...]] = {
    "pooling": (row("global_average_pooling1d", "l2"),),
    "convolution": (
        row("conv1d", "l2", filters=16, kernel_size=(3,), activation="relu"),
        row("global_max_pooling1d", "l3"),
    ),
    "recurrent": (row("gru", "l2", units=16),),
}


def reader(data: DataChoice, how: str, **recipe: object) -> Design:
    facts = describe(data)
    return design(
        data,
        SPARSE,
        row("embedding", "l1", input_dim=facts.vocabulary, output_dim=16),
        *READERS[how],
        row("dense", "last", units=len(facts.classes), activation="softmax"),
        **{"epochs": 2, "seed": 1, "batch_size": 64, **recipe},
    )


@pytest.mark.parametrize("how", READERS)
def test_that_letters_of_names_tell_their_country(how: str) -> None:
    told = train(reader(LETTERS, how))
    first, last = told.of(Epoch)
    assert last.loss < first.loss
    assert last.val_metrics["sparse_categorical_accuracy"] > 2 / 20


def test_that_words_of_phrases_tell_their_language() -> None:
    told = train(reader(WORDS, "pooling"))
    first, last = told.of(Epoch)
    assert last.loss < first.loss
    assert last.val_metrics["sparse_categorical_accuracy"] > 3 / 14


def test_that_a_text_and_all_without_a_part_are_answered_in_one_question() -> None:
    from nnstudio.engine.questions import answer

    workshop, told = Workshop(), Told()
    train(reader(LETTERS, "convolution"), workshop, told=told)
    known = prepare(LETTERS).text
    assert known is not None
    shown = parted(known.input, "Rossi", 12)
    inputs = occluded(known.input.encode("Rossi", 12), shown.parts)
    events: list[Event] = []
    answer(Predict(1, inputs), workshop, workshop.left, events.append)
    (said,) = events
    assert isinstance(said, Predicted)
    assert said.outputs.shape == (6, 20)
    assert workshop.left is not None
    alone = workshop.left.parts.model(inputs[:1]).numpy()
    np.testing.assert_allclose(said.outputs[:1], alone, rtol=1e-3, atol=1e-6)
    assert np.abs(weights(said.outputs)).max() > 0
