"""What is known of texts before they are read, and what a prepared set holds of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nnstudio.data.text.tokens import split
from nnstudio.data.text.vocabulary import FIRST, Vocabulary, most_frequent, of_alphabet
from nnstudio.design.model import DataChoice, Tokens


@dataclass(frozen=True)
class Writing:
    """What a set's texts are written with, at most.

    characters, words: how many different ones there are.
    alphabet: all characters, where they are few enough to be stated; "" where they are to be counted.
    longest, longest_in_words: of the longest text, in characters and words; only of texts to give back, which
    have as many places.
    """

    characters: int
    words: int
    alphabet: str = ""
    longest: int = 0
    longest_in_words: int = 0


def vocabulary_size(writing: Writing, choice: DataChoice) -> int:
    """How many different numbers a token can be, padding and unknown among them, at most."""
    if choice.tokens == "words":
        return min(choice.vocabulary, FIRST + writing.words)
    if writing.alphabet:
        return min(choice.vocabulary, len(of_alphabet(writing.alphabet, choice.lower_case)))
    return min(choice.vocabulary, FIRST + writing.characters)


def vocabulary_of(writing: Writing, choice: DataChoice, training: Iterable[str]) -> Vocabulary:
    """The stated alphabet where characters are tokens and there is one, else the training part's tokens."""
    if choice.tokens == "characters" and writing.alphabet:
        whole = of_alphabet(writing.alphabet, choice.lower_case)
        return Vocabulary(whole.tokens[: choice.vocabulary - FIRST], whole.kind, whole.lower_case)
    return most_frequent(training, choice.tokens, choice.lower_case, choice.vocabulary)


def written(texts: tuple[str, ...]) -> Writing:
    """What these texts are written with, counted; with or without capital letters, whichever is more."""
    return Writing(_different(texts, "characters"), _different(texts, "words"))


def _different(texts: tuple[str, ...], kind: Tokens) -> int:
    ways = [(split(text, kind, lower_case) for text in texts) for lower_case in (False, True)]
    return max(len(set().union(*way)) for way in ways)


@dataclass(frozen=True)
class Texts:
    """The texts of a prepared set or of a preview, and how they became numbers.

    texts: of the inputs; answers: of the texts asked for, () where none are. In a ``Prepared`` by the rows
    of the source, in a ``Preview`` in step with its ``shown``.
    """

    input: Vocabulary
    texts: tuple[str, ...]
    answer: Vocabulary | None = None
    answers: tuple[str, ...] = ()
