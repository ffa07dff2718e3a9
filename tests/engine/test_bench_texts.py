"""The generated texts of the bench: whole numbers that a network can learn from."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.design.model import DataChoice, Design
from nnstudio.engine.bench_designs import BENCH_DESIGNS
from nnstudio.engine.bench_texts import own_data
from nnstudio.engine.workshop import Workshop
from nnstudio.protocol.events import Epoch, Finished
from tests.engine.runs import train

TEXTS = {name: made for name, made in BENCH_DESIGNS.items() if own_data(made.data)}


def test_that_both_networks_that_read_bring_their_texts() -> None:
    assert {made.layers[0].kind for made in TEXTS.values()} == {"embedding"}
    assert len(TEXTS) == 2
    assert own_data(DataChoice(source="iris")) == {}


@pytest.mark.parametrize("name", TEXTS)
def test_that_texts_are_the_whole_numbers_that_their_facts_state(name: str) -> None:
    (prepared,) = own_data(TEXTS[name].data).values()
    facts = prepared.facts
    assert (len(prepared.train), len(prepared.validation)) == (facts.train, facts.validation)
    for part in (prepared.train, prepared.validation):
        assert part.inputs.shape[1:] == facts.input_shape
        assert np.array_equal(part.inputs, np.floor(part.inputs))
        assert part.inputs.min() >= 0
        assert part.inputs.max() < facts.vocabulary
        assert set(np.unique(part.targets)) <= set(range(len(facts.classes)))


@pytest.mark.parametrize(
    ("name", "epochs"),
    [("words-embedding-80", 4), pytest.param("characters-gru96-60", 20, marks=pytest.mark.soak)],
)
def test_that_the_texts_can_be_learnt(name: str, epochs: int) -> None:
    made = TEXTS[name]
    short = made.model_copy(update={"recipe": made.recipe.model_copy(update={"epochs": epochs})})
    told = train(short, Workshop(own_data(made.data)))
    assert isinstance(told.last, Finished)
    first, *_, last = told.of(Epoch)
    assert last.val_loss < 0.8 * first.val_loss


def test_that_a_workshop_without_the_texts_says_that_there_are_none() -> None:
    made: Design = TEXTS["words-embedding-80"]
    assert "bench-words" in train(made, Workshop()).last.message
