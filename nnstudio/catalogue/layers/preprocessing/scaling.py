"""Layers that multiply all numbers and add to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, ShapeError
from nnstudio.catalogue.layers.core import no_weights, per_number, unchanged
from nnstudio.catalogue.masks import passes
from nnstudio.catalogue.params import Bool, Float, Numbers
from nnstudio.catalogue.shapes import only
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _

_FAR = 1e6


def _normalized(inputs: Sequence[Shape], params: Params) -> Shape:
    shape = only(inputs)
    channels = shape[-1] if shape else 1
    counts = {name: len(cast(tuple[float, ...], params[name])) for name in ("mean", "variance")}
    for name, count in counts.items():
        if count not in (1, channels):
            raise ShapeError(
                _(
                    "There are {channels:,} features, but {count:,} numbers were given for them."
                    " Give one number for all, or {channels:,}."
                ).format(channels=channels, count=count),
                name,
            )
    if counts["mean"] != counts["variance"]:
        raise ShapeError(
            _(
                "Mean and variance go together: give as many numbers for one as for the other,"
                " not {means:,} and {variances:,}."
            ).format(means=counts["mean"], variances=counts["variance"]),
            "variance",
        )
    return shape


RESCALING = Layer(
    key="rescaling",
    title=Name("Rescaling"),
    help=N_("Multiplies all numbers and adds one number to them, such as to bring pixels to −1 to 1."),
    params=(
        Float(
            name="scale",
            title=N_("Factor"),
            help=N_("What every number is multiplied with."),
            default=1.0,
            min=-_FAR,
            max=_FAR,
        ),
        Float(
            name="offset",
            title=N_("Offset"),
            help=N_("What is added afterwards."),
            default=0.0,
            min=-_FAR,
            max=_FAR,
        ),
    ),
    concepts=("input_scaling",),
    keras="Rescaling",
    category=Category.PREPROCESSING,
    formula="y = scale · x + offset",
    shape=unchanged,
    weights=no_weights,
    cost=per_number,
    summary="{scale} · {offset}",
    masks=passes,
)

NORMALIZATION = Layer(
    key="normalization",
    title=Name("Normalization"),
    help=N_("Brings features with a known mean and variance to mean 0 and deviation 1."),
    params=(
        Numbers(
            name="mean",
            title=N_("Mean"),
            help=N_("One number for all features, or one for each."),
            default=(0.0,),
            min=-_FAR,
            max=_FAR,
        ),
        Numbers(
            name="variance",
            title=N_("Variance"),
            help=N_("The square of the deviation: one number for all features, or one for each."),
            default=(1.0,),
            min=0.0,
            max=_FAR,
        ),
        Bool(
            name="invert",
            title=N_("Backwards"),
            help=N_("Gives normalized numbers their mean and deviation back."),
            default=False,
            advanced=True,
        ),
    ),
    concepts=("input_scaling",),
    keras="Normalization",
    category=Category.PREPROCESSING,
    formula="y = (x − mean) / √variance",
    shape=_normalized,
    weights=no_weights,
    cost=per_number,
    summary="{mean} · {variance}",
    masks=passes,
)
