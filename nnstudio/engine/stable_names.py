"""Gives the parts of a compiled function the same names in every process.

TensorFlow numbers them in the order in which a process happens to make them, and what XLA compiled is
found again on disk by these names.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
from collections.abc import Iterator
from typing import Final

from tensorflow.python.framework import ops

from nnstudio.design.model import Design

_PARTS: Final = 1_000_000  # that a function may have


@contextlib.contextmanager
def named_by(key: str) -> Iterator[None]:
    """What is traced in here is numbered on from a number that follows from ``key``.

    Two functions of the same key in one process must be the same; TensorFlow refuses the second otherwise.
    TensorFlow has no public way to do this: where its own numbering has moved, names are as they come.
    """
    ordinary = getattr(ops, "uid", None)
    if ordinary is None:
        yield
        return
    first = int(hashlib.sha256(key.encode()).hexdigest()[:10], 16) * _PARTS  # below 2^63
    numbers = itertools.count(first)
    ops.uid = lambda: next(numbers)
    try:
        yield
    finally:
        ops.uid = ordinary


def key_of(design: Design, *more: object) -> str:
    """The same for designs that are compiled to the same: what only their numbers depend on is left out."""
    recipe = design.recipe.model_copy(update={"seed": 0})
    built = design.model_copy(update={"recipe": recipe})
    return "\n".join((built.model_dump_json(), *map(str, more)))
