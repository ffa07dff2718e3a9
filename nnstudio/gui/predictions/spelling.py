"""Answers in tokens as people read them, and the letters in which two texts differ."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

from numpy.typing import NDArray

from nnstudio.data.text.tokens import join
from nnstudio.data.text.vocabulary import Vocabulary

Span = tuple[int, int]  # first letter, and one past the last

_BEFORE_SIGN = re.compile(r"\s+([,.;:!?%)»”])")


def spelled(vocabulary: Vocabulary, numbers: NDArray[Any]) -> str:
    """The text of (places,) token numbers; between words and the signs after them there is no space."""
    return _spaced(vocabulary, vocabulary.decode(numbers))


def as_written(vocabulary: Vocabulary, text: str) -> str:
    """A text as its tokens are spelled, also those that are not in the vocabulary."""
    return _spaced(vocabulary, join(vocabulary.split(text), vocabulary.kind))


def _spaced(vocabulary: Vocabulary, text: str) -> str:
    return _BEFORE_SIGN.sub(r"\1", text) if vocabulary.kind == "words" else text


def differing(answer: str, truth: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Which letters of an answer are wrong, and which of the truth it lacks."""
    if answer == truth:
        return (), ()
    wrong: list[Span] = []
    lacking: list[Span] = []
    for kind, a, b, c, d in SequenceMatcher(None, answer, truth, autojunk=False).get_opcodes():
        if kind != "equal":
            wrong.append((a, b))
            lacking.append((c, d))
    return tuple(span for span in wrong if span[0] < span[1]), tuple(
        span for span in lacking if span[0] < span[1]
    )
