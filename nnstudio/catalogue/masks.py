"""What becomes of a mask, which says of each step of a sequence whether it is there or only fills it up.

Keras hands a mask from layer to layer, beside the numbers. A layer that does not know of masks drops it, with
a warning on a terminal that nobody reads: what fills up then counts like everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from nnstudio.catalogue.values import Params, Shape


class Masks(StrEnum):
    """What a layer does with a mask."""

    BEGINS = "begins"  # it makes one
    PASSES = "passes"  # what it gives has the same steps, and their mask
    ENDS = "ends"  # it leaves out the masked steps; what it gives has no steps
    LOSES = "loses"  # it knows nothing of masks


MaskRule = Callable[[Params], Masks]
Refusal = Callable[[Sequence[Shape], Params], str]
"""Shapes that a layer reads and its parameters, to why it cannot be given a mask, or ""."""


def loses(params: Params) -> Masks:
    return Masks.LOSES


def passes(params: Params) -> Masks:
    return Masks.PASSES


def ends(params: Params) -> Masks:
    return Masks.ENDS


def begins(params: Params) -> Masks:
    return Masks.BEGINS


def while_there_are_steps(params: Params) -> Masks:
    """Of a layer that gives every step, or only what it knows after the last."""
    return Masks.PASSES if params["return_sequences"] else Masks.ENDS
