"""Texts to numbers and back, for any text."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.text.tokens import join, split, word_spans
from nnstudio.data.text.vocabulary import (
    FIRST,
    PADDING,
    UNKNOWN,
    UNKNOWN_SIGN,
    Vocabulary,
    most_frequent,
    of_alphabet,
)
from nnstudio.design.model import Tokens

ANY = st.text(max_size=40)
TEXTS = st.lists(ANY, min_size=1, max_size=8)
KINDS = st.sampled_from(["characters", "words"])
LENGTHS = st.integers(1, 50)


@given(TEXTS, KINDS, st.booleans())
def test_that_texts_of_known_tokens_come_back_from_their_numbers(
    texts: list[str], kind: Tokens, lower: bool
) -> None:
    vocabulary = most_frequent(texts, kind, lower, 10_000)
    for text in texts:
        tokens = split(text, kind, lower)
        numbers = vocabulary.encode(text, max(1, len(tokens)))
        assert UNKNOWN not in numbers
        assert vocabulary.decode(numbers) == join(tokens, kind)


@given(ANY, LENGTHS, KINDS, st.booleans())
def test_that_any_text_becomes_numbers_of_the_vocabulary_and_of_the_length(
    text: str, length: int, kind: Tokens, lower: bool
) -> None:
    vocabulary = most_frequent(["some words, of their own"], kind, lower, 20)
    numbers = vocabulary.encode(text, length)
    assert numbers.shape == (length,)
    assert numbers.dtype == np.float32
    assert ((numbers >= PADDING) & (numbers < len(vocabulary))).all()
    read = min(length, len(vocabulary.split(text)))
    assert (numbers[:read] != PADDING).all()
    assert (numbers[read:] == PADDING).all()
    np.testing.assert_array_equal(vocabulary.encode_all([text, ""], length)[0], numbers)


@given(st.text("abc", min_size=1, max_size=20), st.text("xyz", min_size=1, max_size=20))
def test_that_tokens_never_met_are_all_the_same_unknown_one(known: str, strange: str) -> None:
    vocabulary = of_alphabet("abc")
    numbers = vocabulary.encode(known + strange, len(known + strange))
    assert (numbers[: len(known)] >= FIRST).all()
    assert (numbers[len(known) :] == UNKNOWN).all()
    assert vocabulary.decode(numbers) == known + UNKNOWN_SIGN * len(strange)


@given(TEXTS, st.integers(2, 12), KINDS)
def test_that_a_vocabulary_keeps_to_its_size_and_knows_the_most_frequent(
    texts: list[str], most: int, kind: Tokens
) -> None:
    vocabulary, whole = (most_frequent(texts, kind, False, size) for size in (most, 10_000))
    assert len(vocabulary) <= most
    assert vocabulary.tokens == whole.tokens[: most - FIRST]
    assert most_frequent(texts[::-1], kind, False, most) == vocabulary


@given(ANY)
def test_that_a_text_is_the_same_however_its_letters_are_composed(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    for kind in ("characters", "words"):
        assert split(text, kind) == split(apart, kind)  # type: ignore[arg-type]


@given(ANY)
def test_that_words_are_what_their_spans_say(text: str) -> None:
    whole = join(split(text, "characters"), "characters")
    found = [whole[slice(*span)] for span in word_spans(whole)]
    words = split(text, "words")
    assert [word for word in words if word_spans(word)] == found
    assert "".join(words) == "".join(whole.split())


@pytest.mark.parametrize("number", [-1, 99, 1.0])
def test_that_a_number_of_no_token_is_shown_as_such(number: float) -> None:
    assert Vocabulary(("a", "b")).decode(np.array([2, number, 3, 0])) == f"a{UNKNOWN_SIGN}b"
