"""What is known of texts before they are read, and what a prepared set holds of them."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.data.text.tokens import split
from nnstudio.data.text.vocabulary import FIRST, Vocabulary, most_frequent, of_alphabet
from nnstudio.design.model import DataChoice, Tokens


@dataclass(frozen=True)
class Writing:
    """What a set's texts are written with, at most.

    characters, words: how many different ones there are. longest, longest_in_words: of the longest text.
    alphabet: all characters, where they are few enough to be stated; "" where they are to be counted.
    """

    characters: int
    words: int
    longest: int
    longest_in_words: int
    alphabet: str = ""


def vocabulary_size(writing: Writing, choice: DataChoice) -> int:
    """How many different numbers a token can be, padding and unknown among them, at most."""
    if choice.tokens == "words":
        return min(choice.vocabulary, FIRST + writing.words)
    if writing.alphabet:
        return min(choice.vocabulary, len(of_alphabet(writing.alphabet, choice.lower_case)))
    return min(choice.vocabulary, FIRST + writing.characters)


def vocabulary_of(writing: Writing, choice: DataChoice, training: tuple[str, ...]) -> Vocabulary:
    """The stated alphabet where characters are tokens and there is one, else the training part's tokens."""
    if choice.tokens == "characters" and writing.alphabet:
        whole = of_alphabet(writing.alphabet, choice.lower_case)
        return Vocabulary(whole.tokens[: choice.vocabulary - FIRST], whole.kind, whole.lower_case)
    return most_frequent(training, choice.tokens, choice.lower_case, choice.vocabulary)


def written(texts: tuple[str, ...]) -> Writing:
    """What these texts are written with, counted; with or without capital letters, whichever is more."""
    characters, longest = _counted(texts, "characters")
    words, longest_in_words = _counted(texts, "words")
    return Writing(characters, words, longest, longest_in_words)


def _counted(texts: tuple[str, ...], kind: Tokens) -> tuple[int, int]:
    """How many different tokens there are, and how many the longest text has."""
    ways = [[split(text, kind, lower_case) for text in texts] for lower_case in (False, True)]
    different = max(len(set().union(*way)) for way in ways)
    return different, max((len(tokens) for way in ways for tokens in way), default=0)


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
