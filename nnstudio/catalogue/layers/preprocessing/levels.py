"""Layers that change levels of brightness, alike in training and after it."""

from __future__ import annotations

from collections.abc import Sequence

from nnstudio.catalogue.entries import Category, Layer
from nnstudio.catalogue.layers.augmentation import VALUES
from nnstudio.catalogue.layers.core import no_weights, per_number
from nnstudio.catalogue.params import Int, Param
from nnstudio.catalogue.shapes import image
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _


def _levels(key: str, title: str, help: str, formula: str, *params: Param) -> Layer:
    """Levels of brightness, changed alike in training and after it."""

    def shape(inputs: Sequence[Shape], params: Params) -> Shape:
        return image(inputs, _(title))

    return Layer(
        key=key,
        title=title,
        help=help,
        params=params,
        concepts=("input_scaling",),
        keras=title,
        category=Category.PREPROCESSING,
        formula=formula,
        shape=shape,
        weights=no_weights,
        cost=per_number,
        fixed=VALUES,
    )


AUTO_CONTRAST = _levels(
    "auto_contrast",
    Name("AutoContrast"),
    N_("Stretches the brightness of every image from black, 0, to white, 1."),
    "y = (x − min) / (max − min)",
)

EQUALIZATION = _levels(
    "equalization",
    Name("Equalization"),
    N_("Spreads the brightness of every image evenly from black, 0, to white, 1."),
    "y = share of the pixels that are darker than x",
    Int(
        name="bins",
        title=N_("Levels"),
        help=N_("How many levels of brightness are told apart."),
        default=256,
        min=2,
        max=256,
        advanced=True,
    ),
)
