"""What a layer is made of: its activation, and how its weights begin and are held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from nnstudio.catalogue.params import Kind

Curve = Callable[[NDArray[np.float64]], NDArray[np.float64]]


@dataclass(frozen=True, kw_only=True)
class Activation(Kind):
    """keras: the name for ``keras.activations.get``.

    curve, derivative: the same function in numpy and its slope at each number, for drawing.
    range: between which numbers its values lie. saturates: whether its slope goes to 0 on both sides, so
    that gradients fade from layer to layer.
    """

    keras: str
    formula: str
    curve: Curve
    derivative: Curve
    range: tuple[float, float] = (-inf, inf)
    saturates: bool = False


@dataclass(frozen=True, kw_only=True)
class Regularizer(Kind):
    """keras: the class in ``keras.regularizers``, or "" for none.

    matrices_only: whether what it looks at must have rows and columns, and no more.
    """

    keras: str
    formula: str
    matrices_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Constraint(Kind):
    """keras: the class in ``keras.constraints``, or "" for none."""

    keras: str
    formula: str


@dataclass(frozen=True, kw_only=True)
class Initializer(Kind):
    """keras: the class in ``keras.initializers``; axes: the fewest and the most of weights that it suits."""

    keras: str
    formula: str
    axes: tuple[int, int] = (1, 9)
