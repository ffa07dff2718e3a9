"""How long texts are, and how much of them is known."""

from __future__ import annotations

import pytest

from nnstudio.data import prepare, preview
from nnstudio.data.text.measures import Measures, measure
from nnstudio.data.text.vocabulary import of_alphabet
from tests.data.choices import choice

LETTERS = of_alphabet("abc")


def test_that_texts_are_counted_by_their_length() -> None:
    found = measure(LETTERS, ["a", "bc", "cb", ""], [])
    assert found == Measures((1, 1, 2), None)
    assert found.count == 4
    assert found.median() == 1
    assert found.longer_than(1) == 0.5
    assert found.longer_than(2) == 0.0


def test_that_unknown_tokens_are_counted_in_texts_that_are_new() -> None:
    assert measure(LETTERS, ["xyz"], ["ab", "xy"]).unknown == 0.5


def test_that_no_texts_measure_nothing() -> None:
    found = measure(LETTERS, [], [])
    assert found.count == 0
    assert found.median() == 0
    assert found.longer_than(3) == 0


def test_that_only_the_first_of_many_letters_are_looked_at() -> None:
    assert measure(LETTERS, ["a" * 150_000] * 5, []).count == 2
    assert measure(LETTERS, ["a" * 900_000], []).count == 1


@pytest.mark.parametrize("key", ["languages", "country_names", "dates", "emoji_pairs"])
def test_that_a_preview_brings_the_texts_of_both_parts_and_their_measures(key: str) -> None:
    prepared = prepare(choice(key))
    seen = preview(prepared)
    assert prepared.text is not None
    assert seen.train_text is not None
    assert seen.text is not None
    assert seen.train_text.texts == tuple(prepared.text.texts[row] for row in seen.train.rows)
    assert seen.text.texts == tuple(prepared.text.texts[row] for row in seen.shown.rows)
    assert seen.measures is not None
    assert 0 < seen.measures.count <= len(prepared.train)
    assert seen.measures.unknown is not None
    assert 0 <= seen.measures.unknown < 0.5


def test_that_one_long_text_has_no_lengths() -> None:
    seen = preview(prepare(choice("names", params={"country": "Italy"})))
    assert seen.measures is None
    assert seen.train_text is not None
