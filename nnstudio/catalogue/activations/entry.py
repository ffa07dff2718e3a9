"""An activation of the table, named as Keras names it."""

from __future__ import annotations

from math import inf

from nnstudio.catalogue.entries import Activation, Curve


def activation(
    key: str,
    help: str,
    formula: str,
    curve: Curve,
    derivative: Curve,
    range: tuple[float, float] = (-inf, inf),
    saturates: bool = False,
    family: str = "",
) -> Activation:
    """Keras' own name is the key and the title. family: the concept of its relatives, if it has any."""
    return Activation(
        key=key,
        title=key,
        help=help,
        concepts=tuple(filter(None, (family, "activation_function"))),
        keras=key,
        formula=formula,
        curve=curve,
        derivative=derivative,
        range=range,
        saturates=saturates,
    )
