"""A window that slides over one, two or three axes: how often it fits, and what lies under it."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Final, cast

from nnstudio.catalogue.entries import PatchRule
from nnstudio.catalogue.values import Params, Shape

MOST_SLICES: Final = 49  # of a window that XLA runs slice by slice; each is compiled on its own

Pair = tuple[int, int]


def slid(size: Shape, window: Shape, strides: Shape, padding: str) -> Shape | None:
    """How often a window fits into a size, along each axis; None where it does not fit at all.

    https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2
    """
    if padding == "same":
        return tuple(-(-length // step) for length, step in zip(size, strides, strict=True))
    if any(wide > length for wide, length in zip(window, size, strict=True)):
        return None
    return tuple(
        (length - wide) // step + 1 for length, wide, step in zip(size, window, strides, strict=True)
    )


def patches_under(window: str) -> PatchRule:
    """What a layer copies that XLA runs slice by slice; window: the parameter that says how large it is."""

    def rule(inputs: Sequence[Shape], params: Params) -> int | None:
        wide = cast(Shape, params[window])
        if prod(wide) > MOST_SLICES:
            return None
        strides = cast("Shape | None", params["strides"]) or wide
        places = slid(inputs[0][:-1], wide, strides, str(params["padding"])) or ()
        return prod(wide) * prod(places) * inputs[0][-1]

    return rule
