"""Words are found by one pattern over the whole text: here by looking at each sign alone."""

import sys
import unicodedata
from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.own.wording import Wording
from nnstudio.data.text.tokens import normal, split, word_spans
from nnstudio.data.text.vocabulary import most_frequent

MIXED = st.text(
    st.sampled_from("aB1б'’-.,! \n\t\x1c_é\u0301\u00a0字²ⅧΣ\U00010400😀") | st.characters(), max_size=30
)


def is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN"


def kind(text: str, at: int) -> str:
    if text[at].isspace():
        return "space"
    joins = text[at] in "'’-" and 0 < at < len(text) - 1
    is_inside = joins and is_letter(text[at - 1]) and is_letter(text[at + 1])
    return "word" if is_letter(text[at]) or is_inside else "sign"


def slowly(text: str) -> list[tuple[str, int, int]]:
    runs = [(of, list(run)) for of, run in groupby(range(len(text)), key=lambda at: kind(text, at))]
    return [(of, run[0], run[-1] + 1) for of, run in runs]


@given(MIXED)
def test_that_words_are_runs_of_letters_and_other_signs_stand_alone(text: str) -> None:
    plain = normal(text, False)
    expected: list[str] = []
    for of, first, last in slowly(plain):
        expected += [plain[first:last]] if of == "word" else [] if of == "space" else plain[first:last]
    assert list(split(text, "words")) == expected
    assert word_spans(plain) == tuple((first, last) for of, first, last in slowly(plain) if of == "word")


def test_that_every_letter_of_unicode_is_part_of_a_word() -> None:
    letters = [chr(code) for code in range(sys.maxunicode + 1) if is_letter(chr(code))]
    assert split(" ".join(map("a{}b".format, letters)), "words") == tuple(
        normal(f"a{letter}b", False) for letter in letters
    )


@given(st.lists(MIXED, max_size=8), st.integers(1, 6))
def test_that_texts_are_encoded_together_as_each_alone(texts: list[str], length: int) -> None:
    vocabulary = most_frequent(texts[::2], "words", True, 20)
    together = vocabulary.encode_all(texts, length)
    assert together.shape == (len(texts), length)
    for row, text in zip(together, texts, strict=True):
        assert np.array_equal(row, vocabulary.encode(text, length))


@given(st.lists(st.lists(MIXED, max_size=4), max_size=4))
def test_that_what_texts_are_written_with_is_counted_chunk_by_chunk(chunks: list[list[str]]) -> None:
    wording, all_texts = Wording(), [text for chunk in chunks for text in chunk]
    for chunk in chunks:
        wording.take(chunk)
    found = wording.writing()
    if not any(all_texts):
        assert found is None
        return
    assert found is not None
    for tokens, counted in (("characters", found.characters), ("words", found.words)):
        ways = [
            {token for text in all_texts for token in split(text, tokens, lower)} for lower in (False, True)
        ]
        assert counted == max(map(len, ways))
    assert found.longest == max(map(len, all_texts))
    assert found.longest_in_words == max(
        1, *(len(split(text, "words", low)) for text in all_texts for low in (0, 1))
    )
    assert wording.repeated == len(all_texts) - len(set(all_texts))
