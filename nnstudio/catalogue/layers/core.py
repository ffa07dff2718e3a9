"""Layers on vectors: Dense, Activation, Embedding."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, ShapeError, Takes, Weights
from nnstudio.catalogue.layers.params import (
    ACTIVITY_REGULARIZER,
    BIAS_CONSTRAINT,
    BIAS_INITIALIZER,
    BIAS_REGULARIZER,
    KERNEL_CONSTRAINT,
    KERNEL_INITIALIZER,
    LARGEST_SIZE,
    MATRIX_REGULARIZER,
    UNITS,
    USE_BIAS,
    activation,
    constraint,
    initializer,
    regularizer,
)
from nnstudio.catalogue.masks import Masks, passes
from nnstudio.catalogue.params import Bool, Int
from nnstudio.catalogue.shapes import only
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _


def _dense_shape(inputs: Sequence[Shape], params: Params) -> Shape:
    """Works on the last axis, as Keras does; the others stay."""
    shape = only(inputs)
    if not shape:
        raise ShapeError(_("Dense needs at least one number for each example. Put a Flatten row above it."))
    return (*shape[:-1], cast(int, params["units"]))


def _dense_weights(inputs: Sequence[Shape], params: Params) -> Weights:
    units = cast(int, params["units"])
    return Weights(trainable=only(inputs)[-1] * units + units * bool(params["use_bias"]))


def _dense_cost(inputs: Sequence[Shape], params: Params) -> int:
    return prod(only(inputs)) * cast(int, params["units"])


def unchanged(inputs: Sequence[Shape], params: Params) -> Shape:
    return only(inputs)


def no_weights(inputs: Sequence[Shape], params: Params) -> Weights:
    return Weights()


def no_cost(inputs: Sequence[Shape], params: Params) -> int:
    return 0


def per_number(inputs: Sequence[Shape], params: Params) -> int:
    """One for each number that is read."""
    return prod(inputs[0])


def _embedding_shape(inputs: Sequence[Shape], params: Params) -> Shape:
    return (*only(inputs), cast(int, params["output_dim"]))


def _embedding_weights(inputs: Sequence[Shape], params: Params) -> Weights:
    return Weights(trainable=cast(int, params["input_dim"]) * cast(int, params["output_dim"]))


def _skips_padding(params: Params) -> Masks:
    return Masks.BEGINS if params["mask_zero"] else Masks.LOSES


DENSE = Layer(
    key="dense",
    title=Name("Dense"),
    help=N_("Every unit sees all inputs, weighs them, adds them up and passes the sum through a function."),
    params=(
        UNITS,
        activation("relu"),  # Keras' own default is linear, which makes a stack of layers no more than one
        MATRIX_REGULARIZER,
        USE_BIAS,
        KERNEL_INITIALIZER,
        BIAS_INITIALIZER,
        BIAS_REGULARIZER,
        ACTIVITY_REGULARIZER,
        KERNEL_CONSTRAINT,
        BIAS_CONSTRAINT,
    ),
    concepts=("dense_layer", "neuron"),
    keras="Dense",
    category=Category.CORE,
    formula="y = f(W·x + b)",
    shape=_dense_shape,
    weights=_dense_weights,
    cost=_dense_cost,
    summary="{units} · {activation}",
    kernel_width=lambda inputs, params: cast(int, params["units"]),
    masks=passes,
)

ACTIVATION = Layer(
    key="activation",
    title=Name("Activation"),
    help=N_("Passes every number through a function; for when it does not belong to the layer above."),
    params=(activation("relu"),),
    concepts=("activation_function",),
    keras="Activation",
    category=Category.ACTIVATION,
    formula="y = f(x)",
    shape=unchanged,
    weights=no_weights,
    cost=no_cost,
    summary="{activation}",
    masks=passes,
)

EMBEDDING = Layer(
    key="embedding",
    title=Name("Embedding"),
    help=N_("Looks up a vector for each whole number, such as the number of a word, and learns the vectors."),
    params=(
        Int(
            name="input_dim",
            title=N_("Vocabulary"),
            help=N_("How many different numbers there are, 0 included."),
            default=1_000,
            min=1,
            max=1_000_000,
        ),
        Int(
            name="output_dim",
            title=N_("Dimensions"),
            help=N_("How many numbers stand for each word."),
            default=32,
            min=1,
            max=LARGEST_SIZE,
        ),
        regularizer(
            "embeddings_regularizer",
            N_("Regularization"),
            N_("Keeps the vectors of this layer small."),
            advanced=False,
            matrix=True,
        ),
        Bool(
            name="mask_zero",
            title=N_("Pass over 0"),
            help=N_(
                "Number 0 only fills texts up to one length: rows below that read step by step pass over it,"
                " and so does the loss."
            ),
            default=False,
        ),
        initializer(
            "embeddings_initializer",
            N_("Embeddings initializer"),
            "random_uniform",
            N_("How the vectors start."),
        ),
        constraint(
            "embeddings_constraint",
            N_("Embeddings constraint"),
            N_("What the vectors are brought back to after every update."),
        ),
    ),
    concepts=("embedding", "masking"),
    keras="Embedding",
    category=Category.CORE,
    formula="y = E[x]",
    shape=_embedding_shape,
    weights=_embedding_weights,
    cost=no_cost,
    summary="{input_dim} → {output_dim}",
    takes=Takes.WHOLE,
    knows="input_dim",
    masks=_skips_padding,
)
