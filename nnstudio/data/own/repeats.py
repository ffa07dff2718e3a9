"""Which examples of one's own stand there more than once: these are no test of what was learned."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from hashlib import blake2b

import numpy as np

from nnstudio.data.own.reading import Progress, silent, watched
from nnstudio.data.source import Integers, Raw
from nnstudio.data.text.tokens import normal


def repeats_of(raw: Raw, progress: Progress = silent) -> Integers | None:
    """(n,) the same number for the same text, or for the same image; None for rows of numbers.

    Two rows of few numbers may well be equal, and yet be two things that were measured.
    """
    if raw.texts is not None and len(raw.texts) == len(raw.inputs):
        # By their hashes, for their normal forms would take as much memory as they do.
        return _numbered(hash(normal(text, True)) for text in watched(raw.texts, progress))
    if raw.pixels is not None:
        return _numbered(
            blake2b(image.tobytes(), digest_size=16).digest() for image in watched(list(raw.pixels), progress)
        )
    return None


def _numbered(contents: Iterable[Hashable]) -> Integers:
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(each, len(numbers)) for each in contents], np.int32)
