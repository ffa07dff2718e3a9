"""Layers that make it harder to learn by heart: numbers are dropped or disturbed while training."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from nnstudio.catalogue.entries import Category, Layer, ShapeRule
from nnstudio.catalogue.layers.core import no_cost, no_weights, unchanged
from nnstudio.catalogue.masks import passes
from nnstudio.catalogue.params import Float, Param
from nnstudio.catalogue.shapes import spatial
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _


def _share(help: str, default: float = 0.2) -> Float:
    return Float(name="rate", title=N_("Rate"), help=help, default=default, min=0.0, max=0.99)


def _penalty(name: str, title: str, help: str) -> Float:
    return Float(name=name, title=title, help=help, default=0.0, min=0.0, max=1_000.0)


def _twice(inputs: Sequence[Shape], params: Params) -> int:
    """The numbers and what they are multiplied with."""
    return 2 * prod(inputs[0])


def _channels(title: str, axes: int) -> ShapeRule:
    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        sizes, channels = spatial(inputs, _(title), axes)
        return (*sizes, channels)

    return rule


def _regularization(
    key: str,
    keras: str,
    help: str,
    formula: str,
    *params: Param,
    shape: ShapeRule = unchanged,
    concepts: tuple[str, ...] = ("dropout",),
    summary: str = "{rate}",
    each_step: bool = True,
) -> Layer:
    return Layer(
        key=key,
        title=keras,
        help=help,
        params=params,
        concepts=concepts,
        keras=keras,
        category=Category.REGULARIZATION,
        formula=formula,
        shape=shape,
        weights=no_weights,
        cost=no_cost,
        held=_twice,
        summary=summary,
        each_step=each_step,
        masks=passes,
    )


_DROPPED = N_("Share of the numbers that are dropped; 0 drops none.")
_CHANNELS = N_("Share of the channels that are dropped; 0 drops none.")

DROPOUT = _regularization(
    "dropout",
    Name("Dropout"),
    N_("Sets a random share of the numbers to 0 in training, so that no neuron relies on another."),
    "y = x · m / (1 − rate), m is 0 with probability rate, otherwise 1",
    _share(_DROPPED),
)
SPATIAL_DROPOUT1D = _regularization(
    "spatial_dropout1d",
    Name("SpatialDropout1D"),
    N_("Drops whole features of a sequence, the same at every step: neighbours know too much of each other."),
    "y = x · m / (1 − rate), one m for all steps of a feature",
    _share(_CHANNELS),
    shape=_channels(Name("SpatialDropout1D"), 1),
)
SPATIAL_DROPOUT2D = _regularization(
    "spatial_dropout2d",
    Name("SpatialDropout2D"),
    N_("Drops whole channels of an image: neighbouring pixels know too much of each other."),
    "y = x · m / (1 − rate), one m for a whole channel",
    _share(_CHANNELS),
    shape=_channels(Name("SpatialDropout2D"), 2),
)
SPATIAL_DROPOUT3D = _regularization(
    "spatial_dropout3d",
    Name("SpatialDropout3D"),
    N_("Drops whole channels of a block, such as a film or a scan of a body."),
    "y = x · m / (1 − rate), one m for a whole channel",
    _share(_CHANNELS),
    shape=_channels(Name("SpatialDropout3D"), 3),
)
ALPHA_DROPOUT = _regularization(
    "alpha_dropout",
    Name("AlphaDropout"),
    N_("Dropout that keeps mean and deviation of the numbers; for layers with the activation SELU."),
    "y = a · (x · m − α′ · (1 − m)) + b, m is 0 with probability rate, otherwise 1",
    _share(N_("Share of the numbers that are pushed to the low end of SELU; 0 pushes none.")),
)
GAUSSIAN_DROPOUT = _regularization(
    "gaussian_dropout",
    Name("GaussianDropout"),
    N_("Multiplies every number with random noise around 1, as strong as Dropout of this rate is."),
    "y = x · (1 + √(rate / (1 − rate)) · n), n is normally distributed",
    _share(N_("How strong the noise is: that of Dropout with this rate; 0 is none.")),
)
GAUSSIAN_NOISE = _regularization(
    "gaussian_noise",
    Name("GaussianNoise"),
    N_("Adds random noise to every number in training, so that the network learns not to mind it."),
    "y = x + stddev · n, n is normally distributed",
    Float(
        name="stddev",
        title=N_("Deviation"),
        help=N_("Standard deviation of the noise, in the unit of the numbers; 0 is none."),
        default=0.1,
        min=0.0,
        max=100.0,
    ),
    concepts=("augmentation", "dropout"),
    summary="{stddev}",
)
ACTIVITY_REGULARIZATION = _regularization(
    "activity_regularization",
    Name("ActivityRegularization"),
    N_("Passes on what it receives, and adds to the loss how large that is: few neurons stay active."),
    "loss + l1 · Σ|x| + l2 · Σx²",
    _penalty("l1", N_("L1"), N_("Weight of the sum of the sizes; makes many numbers 0.")),
    _penalty("l2", N_("L2"), N_("Weight of the sum of the squares; makes large numbers smaller.")),
    concepts=("weight_penalty",),
    summary="{l1} · {l2}",
    each_step=False,  # Keras forgets what a layer at each step adds to the loss
)

REGULARIZATION_LAYERS = (
    DROPOUT,
    SPATIAL_DROPOUT1D,
    SPATIAL_DROPOUT2D,
    SPATIAL_DROPOUT3D,
    ALPHA_DROPOUT,
    GAUSSIAN_DROPOUT,
    GAUSSIAN_NOISE,
    ACTIVITY_REGULARIZATION,
)
