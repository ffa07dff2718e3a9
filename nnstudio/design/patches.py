"""The copies that XLA makes of what lies under a layer's window, and when a network is trained with them.

A convolution becomes a product of matrices when the patches under its kernel stand in the rows of one. That
is quick while there is room for them; beyond that a network is trained without XLA. How many numbers a layer
copies is a property of its entry in the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_MOST_NUMBERS: Final = 32_000_000  # in all patches of a batch: 128 MB


def in_all(numbers: Iterable[int | None]) -> int | None:
    """Of all layers together; numbers: of each, None where XLA would be slow at it."""
    known = list(numbers)
    return None if None in known else sum(count or 0 for count in known)


def have_room(patches: int | None, batch: int) -> bool:
    """Whether a network is trained with patches. patches: in all, of one example; batch: examples a step."""
    return patches is not None and batch * patches <= _MOST_NUMBERS
