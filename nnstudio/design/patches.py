"""The copies that XLA makes of what lies under a layer's window, and when a network is trained with them.

A convolution becomes a product of matrices when the patches under its kernel stand in the rows of one. That
is quick while there is room for them; beyond that a network is trained without XLA.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import prod
from typing import Final

from nnstudio.catalogue.values import Params, Shape
from nnstudio.catalogue.wrappers import Wrapper

MOST_SLICES: Final = 49  # of a kernel or a pool; each is compiled on its own
_MOST_NUMBERS: Final = 32_000_000  # in all patches of a batch: 128 MB
_WINDOWS: Final[Mapping[str, str]] = {
    "conv2d": "kernel_size",
    "max_pooling2d": "pool_size",
    "average_pooling2d": "pool_size",
}


def patch_numbers(
    kind: str, params: Params, read: Shape, output: Shape, wrapper: Wrapper = "none"
) -> int | None:
    """Numbers in all patches of one example, 0 for a layer without a window; None if that is too large.

    params: complete. read, output: the shapes of what comes in and what goes out.
    """
    if kind not in _WINDOWS:
        return 0
    if wrapper == "time_distributed":
        of_step = patch_numbers(kind, params, read[1:], output[1:])
        return of_step and read[0] * of_step
    window = params[_WINDOWS[kind]]
    assert isinstance(window, tuple)
    places = prod(window)
    return None if places > MOST_SLICES else places * output[0] * output[1] * read[-1]


def have_room(numbers: Iterable[int | None], batch: int) -> bool:
    """Whether a network is trained with patches; numbers: of each of its layers. batch: examples a step."""
    known = list(numbers)
    return None not in known and batch * sum(count or 0 for count in known) <= _MOST_NUMBERS
