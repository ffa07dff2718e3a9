"""Which tokens are known by which number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import chain, repeat
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.own.reading import Progress, silent
from nnstudio.data.text.tokens import join, split
from nnstudio.design.model import Tokens

Floats = NDArray[np.float32]

PADDING: Final = 0  # after the end of a text that is shorter than the network's input
UNKNOWN: Final = 1  # a token that is not in the vocabulary
FIRST: Final = 2  # the number of the first known token
_AT_ONCE: Final = 10_000  # texts whose tokens are held together
UNKNOWN_SIGN: Final = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Vocabulary:
    """Known tokens, the first of them by the number 2, and how a text is split into such tokens.

    The same value encodes the training data, a line that is typed, and what an exported network is fed.
    """

    tokens: tuple[str, ...]
    kind: Tokens = "characters"
    lower_case: bool = False

    def __len__(self) -> int:
        """How many different numbers there are, padding and unknown among them."""
        return FIRST + len(self.tokens)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each token."""
        return {token: number for number, token in enumerate(self.tokens, FIRST)}

    def split(self, text: str) -> tuple[str, ...]:
        """The tokens of a text, known or not."""
        return split(text, self.kind, self.lower_case)

    def encode(self, text: str, length: int) -> Floats:
        """A text as (length,) numbers: what is too long is cut at its end, what is short is padded there.

        An empty text is all padding.
        """
        numbers = np.full(length, PADDING, np.float32)
        known = [self.numbers.get(token, UNKNOWN) for token in self.split(text)[:length]]
        numbers[: len(known)] = known
        return numbers

    def encode_all(self, texts: Sequence[str], length: int, progress: Progress = silent) -> Floats:
        """Texts as (n, length) numbers, each as ``encode`` has it."""
        numbers = np.full((len(texts), length), PADDING, np.float32)
        for start in range(0, len(texts), _AT_ONCE):
            progress(start, len(texts))
            rows = [self.split(text)[:length] for text in texts[start : start + _AT_ONCE]]
            lengths = np.fromiter(map(len, rows), np.int64, len(rows))
            here = np.arange(length) < lengths[:, None]
            told = map(self.numbers.get, chain.from_iterable(rows), repeat(UNKNOWN))
            numbers[start : start + len(rows)][here] = np.fromiter(told, np.float32, int(lengths.sum()))
        return numbers

    def decode(self, numbers: NDArray[np.number]) -> str:
        """The text of (length,) numbers, without padding; what is unknown or no number of ours is �."""
        return join((self.token(int(number)) for number in numbers if int(number) != PADDING), self.kind)

    def token(self, number: int) -> str:
        """What a number stands for: "" for padding, � for what is unknown."""
        if number == PADDING:
            return ""
        at = number - FIRST
        return self.tokens[at] if 0 <= at < len(self.tokens) else UNKNOWN_SIGN


def of_alphabet(alphabet: Iterable[str], lower_case: bool = False) -> Vocabulary:
    """The characters of a stated alphabet, each once, in its order."""
    characters = split("".join(alphabet), "characters", lower_case)
    return Vocabulary(tuple(dict.fromkeys(characters)), "characters", lower_case)


def most_frequent(texts: Iterable[str], kind: Tokens, lower_case: bool, most: int) -> Vocabulary:
    """At most ``most`` numbers for the tokens of these texts, the most frequent first.

    Tokens of the same frequency are in the order of their characters: the same texts in another order give
    the same vocabulary.
    """
    counts = Counter(chain.from_iterable(split(text, kind, lower_case) for text in texts))
    first = nsmallest(
        most - FIRST, _frequent(counts, most - FIRST), key=lambda token: (-counts[token], token)
    )
    return Vocabulary(tuple(first), kind, lower_case)


def _frequent(counts: Counter[str], most: int) -> list[str]:
    """The tokens that may be among so many most frequent ones: of a million others each is rare."""
    if not 0 < most < len(counts):
        return list(counts)
    least = np.partition(np.fromiter(counts.values(), np.int64, len(counts)), -most)[-most]
    return [token for token, count in counts.items() if count >= least]
