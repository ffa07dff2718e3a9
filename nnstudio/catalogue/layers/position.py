"""PositionEmbedding: not of Keras, but no Transformer can do without."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from nnstudio.catalogue.entries import Category, Layer, Weights
from nnstudio.catalogue.layers.params import initializer, regularizer
from nnstudio.catalogue.masks import passes
from nnstudio.catalogue.params import Choice, Option
from nnstudio.catalogue.shapes import sequence
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _


def _shape(inputs: Sequence[Shape], params: Params) -> Shape:
    return sequence(inputs, _("PositionEmbedding"))


def _weights(inputs: Sequence[Shape], params: Params) -> Weights:
    return Weights(trainable=prod(inputs[0]) * (params["mode"] == "learned"))


POSITION_EMBEDDING = Layer(
    key="position_embedding",
    title=Name("PositionEmbedding"),
    help=N_("Adds to every step of a sequence where it stands, which attention cannot see by itself."),
    params=(
        Choice(
            name="mode",
            title=N_("Positions"),
            help=N_("How a position is written in numbers."),
            default="learned",
            options=(
                Option("learned", N_("learned"), N_("A vector for each position, learnt with the rest.")),
                Option(
                    "sinusoidal", N_("waves"), N_("Sines and cosines of many wavelengths; nothing to learn.")
                ),
            ),
        ),
        initializer(
            "embeddings_initializer", N_("Initializer"), "random_uniform", N_("How the vectors start.")
        ),
        regularizer("embeddings_regularizer", N_("Regularization"), N_("Keeps the vectors small.")),
    ),
    concepts=("positional_encoding",),
    keras="PositionEmbedding",
    category=Category.ATTENTION,
    formula="y_t = x_t + p_t;  waves: p_(t,2i) = sin(t / 10000^(2i/d)), p_(t,2i+1) = cos(t / 10000^(2i/d))",
    shape=_shape,
    weights=_weights,
    cost=lambda inputs, params: 0,
    summary="{mode}",
    masks=passes,
)
