"""Preparing texts, as an exported program does it: the numbers of ``data.text``, token by token.

These functions are quoted in the program, so they know nothing but numpy and Python's own library.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Split = Callable[[str], Sequence[str]]


def read_texts(data: Mapping[str, Array], name: str) -> list[str]:
    """The texts, which stand one after the other as UTF-8, each up to its end."""
    whole, ends = data[name].tobytes(), data[f"{name}_ends"].tolist()
    starts = [0, *ends[:-1]]
    pairs = zip(starts, ends, strict=True)
    return [whole[start:end].decode("utf-8", "surrogatepass") for start, end in pairs]


def composed(text: str, lower_case: bool) -> str:
    """In Unicode's composed form (NFC), so that "é" is one character however it was typed."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = unicodedata.normalize("NFC", whole)
    return unicodedata.normalize("NFC", text.lower()) if lower_case else text


def words(text: str) -> list[str]:
    """Runs of letters, marks and digits; any other sign stands for itself, a space for nothing."""
    kinds = "".join("a" if unicodedata.category(sign)[0] in "LMN" else sign for sign in text)
    found = re.finditer(r"a+(?:['’-]a+)*|[^\sa]", kinds)
    return [text[token.start() : token.end()] for token in found]


def most_frequent(texts: Iterable[str], most: int, tokens: Split) -> list[str]:
    """The most frequent tokens first; padding and unknown take two of the numbers."""
    counts = Counter(token for text in texts for token in tokens(text))
    return sorted(counts, key=lambda token: (-counts[token], token))[: most - 2]


def numbered(known: Iterable[str]) -> dict[str, int]:
    """The number of each known token; 0 is padding, 1 an unknown one."""
    return {token: number for number, token in enumerate(known, 2)}


def encode(texts: Sequence[str], numbers: Mapping[str, int], length: int, tokens: Split) -> Array:
    """Texts as (texts, length) numbers: what is too long is cut, what is short is padded."""
    encoded = np.zeros((len(texts), length), np.float32)
    for row, text in enumerate(texts):
        found = [numbers.get(token, 1) for token in tokens(text)[:length]]
        encoded[row, : len(found)] = found
    return encoded
