"""Splitting texts into tokens, and joining tokens to texts.

A text is first brought to Unicode's composed form (NFC), so that "é" is one character however it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import groupby
from typing import Final

from nnstudio.design.model import Tokens

_INSIDE: Final = "'’-"  # part of a word where letters stand on both sides
_PLANES: Final = (0, 1, 2, 3, 14)  # of Unicode, that characters other than private ones stand in


def normal(text: str, lower_case: bool) -> str:
    """The composed form, in small letters where they are asked for; half of a surrogate pair becomes �."""
    if text.isascii():
        return text.lower() if lower_case else text
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
    if text.isascii():
        return tuple(_ASCII_TOKENS.findall(text))
    return tuple(_tokens(beyond=_BEYOND.search(text) is not None).findall(text))


def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where each word of a text begins, and one past its end; signs and spaces are no words."""
    return tuple(found.span() for found in _word().finditer(text))


def _word_of(letters: str) -> str:
    """The pattern of a word. letters: ranges of what words are made of."""
    return f"[{letters}]+(?:[{_INSIDE}][{letters}]+)*"


def _tokens_of(letters: str) -> str:
    return rf"{_word_of(letters)}|[^\s{letters}]"


@cache
def _letters() -> str:
    """All letters, marks and digits of Unicode as ranges; found once, in a tenth of a second."""
    codes = [code for plane in _PLANES for code in range(plane << 16, plane + 1 << 16)]
    found = [code for code in codes if unicodedata.category(chr(code))[0] in "LMN"]
    runs = (list(run) for _gap, run in groupby(enumerate(found), key=lambda place: place[1] - place[0]))
    return "".join(f"{chr(run[0][1])}-{chr(run[-1][1])}" for run in runs)


@cache
def _word() -> re.Pattern[str]:
    return re.compile(_word_of(_letters()))


@cache
def _tokens(*, beyond: bool) -> re.Pattern[str]:
    """beyond: also for texts with characters beyond the first plane of Unicode. For others it takes a fifth
    of the time, since the module looks those characters up range by range.
    """
    return re.compile(_tokens_of(_letters() if beyond else _RANGES_BEYOND.sub("", _letters())))


_BEYOND: Final = re.compile("[\U00010000-\U0010ffff]")
_RANGES_BEYOND: Final = re.compile(".-[\U00010000-\U0010ffff]", re.DOTALL)
_ASCII_TOKENS: Final = re.compile(_tokens_of("0-9A-Za-z"))  # most texts, twice as quickly
_SPLITTERS: Final[Mapping[Tokens, Callable[[str], tuple[str, ...]]]] = {
    "characters": _characters,
    "words": _words,
}
_BETWEEN: Final[Mapping[Tokens, str]] = {"characters": "", "words": " "}
