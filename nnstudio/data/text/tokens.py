"""Splitting texts into tokens, and joining tokens to texts.

A text is first brought to Unicode's composed form (NFC), so that "é" is one character however it was typed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Final

from nnstudio.design.model import Tokens

_INSIDE: Final = "'’-"  # part of a word where letters stand on both sides


def normal(text: str, lower_case: bool) -> str:
    """The composed form, in small letters where they are asked for; half of a surrogate pair becomes �."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    composed = unicodedata.normalize("NFC", whole)
    return unicodedata.normalize("NFC", composed.lower()) if lower_case else composed


def split(text: str, tokens: Tokens, lower_case: bool = False) -> tuple[str, ...]:
    """The tokens of a text in order; none for an empty one."""
    return _SPLITTERS[tokens](normal(text, lower_case))


def join(tokens: Iterable[str], kind: Tokens) -> str:
    """Tokens as a text; where words are tokens, a space stands between all of them."""
    return _BETWEEN[kind].join(tokens)


def _characters(text: str) -> tuple[str, ...]:
    return tuple(text)


def _words(text: str) -> tuple[str, ...]:
    """Runs of letters, marks and digits; any other sign stands for itself, white space for nothing.

    Scripts that put no spaces between words, such as Chinese, come as runs of characters.
    """
    found: list[str] = []
    for kind, first, last in _runs(text):
        if kind == "word":
            found.append(text[first:last])
        elif kind == "sign":
            found.extend(text[first:last])
    return tuple(found)


def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where each word of a text begins, and one past its end; signs and spaces are no words."""
    return tuple((first, last) for kind, first, last in _runs(text) if kind == "word")


def _runs(text: str) -> list[tuple[str, int, int]]:
    """Neighbours of one kind: the kind, the first of them, and one past the last."""
    kinds = [_kind(text, at) for at in range(len(text))]
    found = []
    for kind, run in groupby(range(len(text)), key=kinds.__getitem__):
        places = list(run)
        found.append((kind, places[0], places[-1] + 1))
    return found


def _kind(text: str, at: int) -> str:
    if text[at].isspace():
        return "space"
    if _is_letter(text[at]):
        return "word"
    inside = 0 < at < len(text) - 1 and _is_letter(text[at - 1]) and _is_letter(text[at + 1])
    return "word" if inside and text[at] in _INSIDE else "sign"


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


_SPLITTERS: Final[Mapping[Tokens, Callable[[str], tuple[str, ...]]]] = {
    "characters": _characters,
    "words": _words,
}
_BETWEEN: Final[Mapping[Tokens, str]] = {"characters": "", "words": " "}
