"""Constraints: what the weights are brought back to after every update.

Norms are those of the weights that lead into one unit or filter, whatever the layer: of a column of a
dense kernel, which is Keras' own default, and of a whole filter of a convolution, which Keras does when
told the axes.
"""

from __future__ import annotations

from nnstudio.catalogue.entries import Constraint
from nnstudio.catalogue.params import Float
from nnstudio.i18n import N_


def _norm(name: str, title: str, default: float, help: str) -> Float:
    return Float(name=name, title=title, help=help, default=default, min=0.0, max=1_000.0)


_TABLE = (
    Constraint(
        key="none",
        title=N_("none"),
        help=N_("Weights may be anything."),
        concepts=("weight_constraint",),
        keras="",
        formula="w",
    ),
    Constraint(
        key="max_norm",
        title=N_("max norm"),
        help=N_("Shortens the weights of a unit when together they have grown too long; good with dropout."),
        params=(
            Float(
                name="max_value",
                title=N_("Longest"),
                help=N_("The largest length that the weights of a unit may have together."),
                default=2.0,
                min=0.0,
                max=1_000.0,
                open_min=True,
            ),
        ),
        concepts=("weight_constraint",),
        keras="MaxNorm",
        formula="w ← w · min(1, max_value / ‖w‖)",
    ),
    Constraint(
        key="min_max_norm",
        title=N_("min and max norm"),
        help=N_("Keeps the length of a unit's weights between two bounds."),
        params=(
            _norm("min_value", N_("Shortest"), 0.0, N_("The least length of the weights of a unit.")),
            _norm("max_value", N_("Longest"), 1.0, N_("The largest length of the weights of a unit.")),
            Float(
                name="rate",
                title=N_("Rate"),
                help=N_("How far the weights are brought back each time: 1 all the way, 0.5 half of it."),
                default=1.0,
                min=0.0,
                max=1.0,
                open_min=True,
            ),
        ),
        concepts=("weight_constraint",),
        keras="MinMaxNorm",
        formula="w ← w · (rate · clip(‖w‖, min_value, max_value) / ‖w‖ + 1 − rate)",
    ),
    Constraint(
        key="non_negative",
        title=N_("non-negative"),
        help=N_("Turns every weight below 0 into 0, so that inputs can only add up, never cancel."),
        concepts=("weight_constraint",),
        keras="NonNeg",
        formula="w ← max(0, w)",
    ),
    Constraint(
        key="unit_norm",
        title=N_("unit norm"),
        help=N_("Gives the weights of every unit length 1, so that only their direction is learnt."),
        concepts=("weight_constraint",),
        keras="UnitNorm",
        formula="w ← w / ‖w‖",
    ),
)

CONSTRAINTS: dict[str, Constraint] = {entry.key: entry for entry in _TABLE}
