"""The parts of a text, and what an answer loses without each."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.text.occlusion import MOST, occluded, parted, weights
from nnstudio.data.text.vocabulary import PADDING, Vocabulary, most_frequent, of_alphabet

LETTERS = of_alphabet("abcdefghijklmnopqrstuvwxyz ,'-", lower_case=True)
WORDS = most_frequent(["a gray heart, an owl"], "words", False, 100)
PHRASES = st.text("abc ,.ё中'-\n", max_size=60)


def taken(vocabulary: Vocabulary, text: str, length: int = 40) -> list[str]:
    shown = parted(vocabulary, text, length)
    return [shown.text[slice(*part.letters)] for part in shown.parts]


def test_that_the_parts_of_a_phrase_are_its_words() -> None:
    assert taken(LETTERS, "Gray heart, umbrella") == ["gray", "heart", "umbrella"]
    assert taken(WORDS, "gray heart, owl") == ["gray", "heart", "owl"]


def test_that_the_parts_of_a_single_name_are_its_letters() -> None:
    assert taken(LETTERS, "Rossi") == list("rossi")
    assert taken(WORDS, "owl") == ["owl"]


def test_that_signs_alone_have_no_parts() -> None:
    assert taken(LETTERS, " , ,") == []
    assert taken(WORDS, "") == []


def test_that_what_the_network_does_not_read_is_no_part() -> None:
    shown = parted(LETTERS, "gray heart", 7)
    assert [shown.text[slice(*part.letters)] for part in shown.parts] == ["gray", "heart"]
    assert shown.parts[1].places == (5, 7)
    assert shown.text[: shown.read] == "gray he"
    assert taken(LETTERS, "gray heart", 4) == ["gray"]


def test_that_each_variant_lacks_its_part_and_nothing_else() -> None:
    shown = parted(WORDS, "a gray heart, an owl", 8)
    whole = WORDS.encode("a gray heart, an owl", 8)
    rows = occluded(whole, shown.parts)
    assert rows.shape == (1 + len(shown.parts), 8)
    np.testing.assert_array_equal(rows[0], whole)
    for row, part in zip(rows[1:], shown.parts, strict=True):
        changed = np.flatnonzero(row != whole)
        assert changed.tolist() == list(range(*part.places))
        assert (row[changed] == PADDING).all()


@given(PHRASES, st.integers(1, 50), st.sampled_from([LETTERS, WORDS]))
def test_that_parts_are_in_order_apart_and_within_what_is_read(
    text: str, length: int, vocabulary: Vocabulary
) -> None:
    shown = parted(vocabulary, text, length)
    places = [at for part in shown.parts for at in range(*part.places)]
    letters = [at for part in shown.parts for at in range(*part.letters)]
    assert places == sorted(set(places))
    assert letters == sorted(set(letters))
    assert all(0 <= at < length for at in places)
    assert all(0 <= at < len(shown.text) for at in letters)
    assert shown.read <= len(shown.text)


def test_that_a_long_text_has_no_more_parts_than_can_be_asked_at_once() -> None:
    text = " ".join(["owl"] * 500)
    shown = parted(WORDS, text, 500)
    assert 30 < len(shown.parts) <= MOST
    assert shown.parts[0].places[0] == 0
    assert shown.parts[-1].places[1] == 500
    assert all(one.places[1] == two.places[0] for one, two in pairwise(shown.parts))


def test_that_a_weight_is_what_the_answer_of_the_whole_loses() -> None:
    shares = np.array([[0.2, 0.7, 0.1], [0.6, 0.3, 0.1], [0.1, 0.8, 0.1]], np.float32)
    assert weights(shares).tolist() == pytest.approx([0.4, -0.1], abs=1e-6)
    assert weights(shares[:1]).tolist() == []
