"""Regularizers: what is added to the loss so that weights stay small."""

from __future__ import annotations

from nnstudio.catalogue.entries import Regularizer
from nnstudio.catalogue.params import Choice, Float, Option
from nnstudio.i18n import N_

_L1 = Float(
    name="l1",
    title=N_("L1"),
    help=N_("How strongly the sizes of the weights count; larger values set more weights to 0."),
    default=0.01,
    min=0.0,
    max=100.0,
)
_L2 = Float(
    name="l2",
    title=N_("L2"),
    help=N_("How strongly the squares of the weights count; larger values keep all weights smaller."),
    default=0.01,
    min=0.0,
    max=100.0,
)

_TABLE = (
    Regularizer(
        key="none",
        title=N_("none"),
        help=N_("Weights may grow as they like."),
        concepts=("weight_penalty",),
        keras="",
        formula="0",
    ),
    Regularizer(
        key="l1",
        title=N_("L1"),
        help=N_("Pulls every weight towards 0 evenly, so that the needless ones reach it."),
        params=(_L1,),
        concepts=("weight_penalty",),
        keras="L1",
        formula="l1 · Σ |w|",
    ),
    Regularizer(
        key="l2",
        title=N_("L2"),
        help=N_("Pulls large weights towards 0 the most, so that all stay small (weight decay)."),
        params=(_L2,),
        concepts=("weight_penalty", "weight_decay"),
        keras="L2",
        formula="l2 · Σ w²",
    ),
    # Keras' own L1L2 starts with 0 for both, which would do nothing when chosen.
    Regularizer(
        key="l1_l2",
        title=N_("L1 and L2"),
        help=N_("Both at once: few weights, and small ones (elastic net)."),
        params=(_L1, _L2),
        concepts=("weight_penalty",),
        keras="L1L2",
        formula="l1 · Σ |w| + l2 · Σ w²",
    ),
    Regularizer(
        key="orthogonal",
        title=N_("orthogonal"),
        help=N_("Pulls the weights of different units apart, so that no two of them learn the same."),
        params=(
            Float(
                name="factor",
                title=N_("Factor"),
                help=N_("How strongly likeness counts."),
                default=0.01,
                min=0.0,
                max=100.0,
            ),
            Choice(
                name="mode",
                title=N_("Between"),
                help=N_("Which weights are to be unlike each other."),
                default="rows",
                options=(
                    Option("rows", N_("rows"), N_("The weights that leave different inputs.")),
                    Option("columns", N_("columns"), N_("The weights that enter different units.")),
                ),
            ),
        ),
        concepts=("weight_penalty",),
        keras="OrthogonalRegularizer",
        formula="factor · mean |cos(wᵢ, wⱼ)|, i ≠ j",
        matrices_only=True,
    ),
)

REGULARIZERS: dict[str, Regularizer] = {entry.key: entry for entry in _TABLE}
