"""Activations with parameters of their own, as layers."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import cast

from nnstudio.catalogue.entries import (
    Category,
    FunctionRule,
    Layer,
    ShapeError,
    ShapeRule,
    WeightRule,
    Weights,
)
from nnstudio.catalogue.layers.core import no_cost, no_weights, unchanged
from nnstudio.catalogue.layers.params import constraint, initializer, regularizer
from nnstudio.catalogue.masks import Refusal, passes
from nnstudio.catalogue.params import Float, Param, Rising
from nnstudio.catalogue.shapes import only, shape_text
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _


def _slope(default: float, help: str) -> Float:
    return Float(
        name="negative_slope", title=N_("Negative slope"), help=help, default=default, min=0.0, max=10.0
    )


def _axes_shared(inputs: Sequence[Shape], params: Params) -> Shape:
    """The axes along which one slope is for all; raises ShapeError where there are none such."""
    shape, axes = only(inputs), cast(Shape, params["shared_axes"])
    if axes and axes[-1] > len(shape):
        raise ShapeError(
            _(
                "There is no axis {axis} to share slopes along in an input of {shape}."
                " Choose axes up to {axes}, or none."
            ).format(axis=axes[-1], shape=shape_text(shape), axes=len(shape)),
            "shared_axes",
        )
    return axes


def _with_slopes(inputs: Sequence[Shape], params: Params) -> Shape:
    _axes_shared(inputs, params)
    return only(inputs)


def _slopes(inputs: Sequence[Shape], params: Params) -> Weights:
    shared = _axes_shared(inputs, params)
    return Weights(trainable=prod(size for axis, size in enumerate(inputs[0], 1) if axis not in shared))


def _as_read(inputs: Sequence[Shape], params: Params) -> int:
    return len(inputs[0])


def _shares(inputs: Sequence[Shape], params: Params) -> Shape:
    shape = only(inputs)
    if not shape:
        raise ShapeError(_("Softmax needs at least one number for each example."))
    return shape


def _takes_no_mask(inputs: Sequence[Shape], params: Params) -> str:
    return _("Softmax cannot be given steps that are passed over. Take an Activation row, softmax, instead.")


def _kind_of_relu(params: Params) -> str:
    """The nearest of the functions that have no numbers to set."""
    if params["negative_slope"]:
        return "leaky_relu"
    return "relu6" if params["max_value"] else "relu"


def _activation(
    key: str,
    keras: str,
    help: str,
    formula: str,
    *params: Param,
    concept: str = "relu",
    function: FunctionRule | None = None,
    refuses_mask: Refusal | None = None,
    weights: WeightRule = no_weights,
    shape: ShapeRule = unchanged,
    summary: str,
) -> Layer:
    return Layer(
        key=key,
        title=keras,
        help=help,
        params=params,
        concepts=(concept, "activation_function"),
        keras=keras,
        category=Category.ACTIVATION,
        formula=formula,
        shape=shape,
        weights=weights,
        cost=no_cost,
        summary=summary,
        function=function,
        masks=passes,
        refuses_mask=refuses_mask,
    )


RELU = _activation(
    "relu",
    Name("ReLU"),
    N_("Passes positive numbers and stops negative ones; where it bends, and how high it goes, can be set."),
    "y = min(max(x, 0), max value); slope · (x − threshold) below the threshold",
    Float(
        name="max_value",
        title=N_("Largest value"),
        help=N_("Nothing larger comes out."),
        default=0.0,
        min=0.0,
        max=1e6,
        zero=N_("no limit"),
    ),
    _slope(0.0, N_("What is left of numbers below the threshold; 0 stops them.")),
    Float(
        name="threshold",
        title=N_("Threshold"),
        help=N_("Numbers above it are passed on as they are."),
        default=0.0,
        min=0.0,
        max=1e6,
    ),
    function=_kind_of_relu,
    summary="",
)
LEAKY_RELU = _activation(
    "leaky_relu",
    Name("LeakyReLU"),
    N_("Passes positive numbers and a small part of negative ones, so that no neuron dies."),
    "y = x for x > 0, otherwise slope · x",
    _slope(0.3, N_("What is left of negative numbers.")),
    function=lambda params: "leaky_relu",
    summary="{negative_slope}",
)
PRELU = _activation(
    "prelu",
    Name("PReLU"),
    N_("A LeakyReLU that learns its slopes, one for every number that comes in."),
    "y = x for x > 0, otherwise α · x; α is learnt",
    initializer("alpha_initializer", N_("Slope initializer"), "zeros", N_("How the slopes start."), _as_read),
    regularizer("alpha_regularizer", N_("Slope regularization"), N_("Keeps the slopes small.")),
    constraint(
        "alpha_constraint",
        N_("Slope constraint"),
        N_("What the slopes are brought back to after every update."),
    ),
    Rising(
        name="shared_axes",
        title=N_("Shared axes"),
        help=N_(
            "Axes along which one slope is for all, counted from 1: 1, 2 leaves one for each channel of an"
            " image."
        ),
        default=(),
        min=1,
        max=8,
        none=N_("none"),
        advanced=True,
    ),
    shape=_with_slopes,
    weights=_slopes,
    summary="",
)
ELU = _activation(
    "elu",
    Name("ELU"),
    N_("Passes positive numbers; negative ones bend smoothly towards −alpha."),
    "y = x for x > 0, otherwise α · (eˣ − 1)",
    Float(
        name="alpha",
        title=N_("Alpha"),
        help=N_("How far below 0 very negative numbers come out."),
        default=1.0,
        min=0.0,
        max=100.0,
    ),
    function=lambda params: "elu",
    summary="{alpha}",
)
SOFTMAX = _activation(
    "softmax",
    Name("Softmax"),
    N_("Turns the features into shares between 0 and 1 that add up to 1."),
    "y_i = e^(x_i) / Σ e^(x_j)",
    concept="softmax",
    function=lambda params: "softmax",
    shape=_shares,
    refuses_mask=_takes_no_mask,
    summary="",
)

ACTIVATION_LAYERS = (RELU, LEAKY_RELU, PRELU, ELU, SOFTMAX)
