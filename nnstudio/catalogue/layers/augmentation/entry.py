"""What layers that change images have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from immutabledict import immutabledict

from nnstudio.catalogue.entries import Category, Condition, Layer, ShapeError, ShapeRule, always
from nnstudio.catalogue.layers.core import no_cost, no_weights
from nnstudio.catalogue.params import Choice, Float, Int, Option, Param
from nnstudio.catalogue.shapes import image, shape_text
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, _

VALUES = immutabledict(value_range=(0, 1))

FILL_MODE = Choice(
    name="fill_mode",
    title=N_("Fill"),
    help=N_("What appears where there was no image."),
    default="reflect",
    options=(
        Option("reflect", N_("mirrored"), N_("The image itself, mirrored at its edge.")),
        Option("nearest", N_("edge"), N_("The pixels of the edge, over and over.")),
        Option("constant", N_("one value"), N_("The fill value everywhere.")),
        Option("wrap", N_("wrapped"), N_("The image itself, from its other side.")),
    ),
    advanced=True,
)
FILL_VALUE = Float(
    name="fill_value",
    title=N_("Fill value"),
    help=N_("Of pixels where there was no image, if the fill is one value."),
    default=0.0,
    min=-1e6,
    max=1e6,
    advanced=True,
)
INTERPOLATION = Choice(
    name="interpolation",
    title=N_("Interpolation"),
    help=N_("How a pixel between others is worked out."),
    default="bilinear",
    options=(
        Option("bilinear", N_("smooth"), N_("A mixture of the four pixels around.")),
        Option("nearest", N_("nearest"), N_("The nearest pixel as it is.")),
    ),
    advanced=True,
)
MOVED = (INTERPOLATION, FILL_MODE, FILL_VALUE)


def share(name: str, title: str, help: str, default: float, max: float = 1.0) -> Float:
    return Float(name=name, title=title, help=help, default=default, min=0.0, max=max)


def chance(default: float) -> Float:
    return share("factor", N_("Chance"), N_("Share of the images to which it happens."), default)


def strength(default: float, name: str = "factor", title: str = N_("Strength")) -> Float:
    return share(name, title, N_("The most that an image is changed: 0 not at all, 1 in full."), default)


def count(name: str, title: str, help: str, default: int, max: int, min: int = 1) -> Int:
    return Int(name=name, title=title, help=help, default=default, min=min, max=max)


def same_size(title: str) -> ShapeRule:
    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        return image(inputs, _(title))

    return rule


def in_colours(title: str, *, grey: bool = False) -> ShapeRule:
    """grey: images of one channel will do as well."""

    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        shape = image(inputs, _(title))
        if shape[-1] == 3 or (grey and shape[-1] == 1):
            return shape
        sentence = (
            _("{layer} needs images of one or three channels, but receives images of {shape}. Remove it.")
            if grey
            else _("{layer} needs colours, three channels, but receives images of {shape}. Remove it.")
        )
        raise ShapeError(sentence.format(layer=_(title), shape=shape_text(shape)))

    return rule


def augmentation(
    key: str,
    title: str,
    help: str,
    formula: str,
    *params: Param,
    shape: ShapeRule | None = None,
    summary: str = "",
    values: bool = False,
    compiles: Condition = always,
) -> Layer:
    """values: whether it has to be told between which numbers pixels lie."""
    return Layer(
        key=key,
        title=title,
        help=help,
        params=params,
        concepts=("augmentation",),
        keras=title,
        category=Category.AUGMENTATION,
        formula=formula,
        shape=shape or same_size(title),
        weights=no_weights,
        cost=no_cost,
        compiles=compiles,
        summary=summary,
        each_step=False,
        fixed=VALUES if values else immutabledict[str, Any](),
    )
