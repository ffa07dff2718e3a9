"""Which parts of a text an answer hangs on: each part is taken out in turn, and the answer asked again.

Occlusion, after Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks" (ECCV 2014). A part
is a word, or a letter where the text is a single word read letter by letter; it is taken out by putting
padding in its places, so that all others stay where they are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.text.tokens import join, word_spans
from nnstudio.data.text.vocabulary import PADDING, Vocabulary

Floats = NDArray[np.float32]

MOST: Final = 60  # parts of a long text; of more words, neighbours go together


@dataclass(frozen=True)
class Part:
    """Letters first to last (one past it) of the text as it is shown; places: the same of its tokens."""

    letters: tuple[int, int]
    places: tuple[int, int]


@dataclass(frozen=True)
class Parted:
    """A text as the network reads it, in its parts.

    text: as it is shown, in small letters where the network sees no others. parts: in order; between them
    are spaces and signs. read: how many letters of the text the network has places for.
    """

    text: str
    parts: tuple[Part, ...]
    read: int


def parted(vocabulary: Vocabulary, text: str, length: int) -> Parted:
    """The parts of a text of which a network reads ``length`` tokens."""
    tokens = vocabulary.split(text)
    shown = join(tokens, vocabulary.kind)
    parts = _letters(shown) if vocabulary.kind == "characters" else _words(tokens)
    parts = tuple(
        Part(part.letters, (part.places[0], min(part.places[1], length)))
        for part in parts
        if part.places[0] < length
    )
    return Parted(shown, _together(parts), len(join(tokens[:length], vocabulary.kind)))


def occluded(inputs: Floats, parts: tuple[Part, ...]) -> Floats:
    """(length,) numbers of a text to (1 + parts, length): the whole, then without each part."""
    without = np.tile(inputs, (1 + len(parts), 1))
    for row, part in zip(without[1:], parts, strict=True):
        row[slice(*part.places)] = PADDING
    return without


def weights(shares: Floats) -> Floats:
    """(parts,) how much the probability of the whole text's answer falls without each part, from -1 to 1.

    shares: (1 + parts, classes), of what ``occluded`` gives.
    """
    answer = int(shares[0].argmax())
    falls: Floats = shares[0, answer] - shares[1:, answer]
    return falls


def _letters(text: str) -> tuple[Part, ...]:
    """Words; the letters of a single one. A letter is a token, so that both count alike."""
    spans = word_spans(text)
    if len(spans) == 1:
        (first, last) = spans[0]
        spans = tuple((at, at + 1) for at in range(first, last))
    return tuple(Part(span, span) for span in spans)


def _words(tokens: tuple[str, ...]) -> tuple[Part, ...]:
    parts = []
    first = 0
    for at, token in enumerate(tokens):
        if word_spans(token):
            parts.append(Part((first, first + len(token)), (at, at + 1)))
        first += len(token) + 1
    return tuple(parts)


def _together(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """At most ``MOST`` parts, each of as many neighbours."""
    many = math.ceil(len(parts) / MOST)
    if many <= 1:
        return parts
    groups = [parts[at : at + many] for at in range(0, len(parts), many)]
    return tuple(
        Part((group[0].letters[0], group[-1].letters[1]), (group[0].places[0], group[-1].places[1]))
        for group in groups
    )
