"""Layers that bring images to another size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, ShapeError, ShapeRule
from nnstudio.catalogue.layers.core import no_cost, no_weights
from nnstudio.catalogue.params import Bool, Choice, Float, Int, Option
from nnstudio.catalogue.shapes import image
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, U_, Name, _


def _side(name: str, title: str) -> Int:
    return Int(
        name=name,
        title=title,
        help=N_("Of the images that come out."),
        default=28,
        min=1,
        max=1_024,
        unit=U_("pixel", "pixels"),
    )


_HEIGHT, _WIDTH = _side("height", N_("Height")), _side("width", N_("Width"))


def _sized(title: str) -> ShapeRule:
    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        channels = image(inputs, _(title))[2]
        return cast(int, params["height"]), cast(int, params["width"]), channels

    return rule


def _resized(inputs: Sequence[Shape], params: Params) -> Shape:
    if params["crop_to_aspect_ratio"] and params["pad_to_aspect_ratio"]:
        raise ShapeError(
            _("Proportions are kept by cutting or by adding edges, not by both. Turn one of them off."),
            "pad_to_aspect_ratio",
        )
    return _sized(Name("Resizing"))(inputs, params)


def _has_code_in_xla(params: Params) -> bool:
    return params["interpolation"] != "bicubic" and not params["antialias"]


RESIZING = Layer(
    key="resizing",
    title=Name("Resizing"),
    help=N_("Brings images to another size."),
    params=(
        _HEIGHT,
        _WIDTH,
        Choice(
            name="interpolation",
            title=N_("Interpolation"),
            help=N_("How pixels between pixels are worked out."),
            default="bilinear",
            options=(
                Option("bilinear", N_("bilinear"), N_("Smooth, from the four neighbours.")),
                Option("nearest", N_("nearest"), N_("The nearest pixel as it is.")),
                Option("bicubic", N_("bicubic"), N_("Smoother, from sixteen neighbours.")),
            ),
        ),
        Bool(
            name="crop_to_aspect_ratio",
            title=N_("Keep proportions"),
            help=N_("Cuts off what does not fit rather than distorting the image."),
            default=False,
            advanced=True,
        ),
        Bool(
            name="pad_to_aspect_ratio",
            title=N_("Add edges"),
            help=N_("Keeps the proportions by edges of one value, so that nothing is cut off."),
            default=False,
            advanced=True,
        ),
        Float(
            name="fill_value",
            title=N_("Value of edges"),
            help=N_("Of the pixels that are added where edges are added."),
            default=0.0,
            min=-1e6,
            max=1e6,
            advanced=True,
        ),
        Bool(
            name="antialias",
            title=N_("Antialias"),
            help=N_("Smooths what becomes smaller, so that fine patterns do not turn into coarse ones."),
            default=False,
            advanced=True,
        ),
    ),
    concepts=("shape",),
    keras="Resizing",
    category=Category.PREPROCESSING,
    formula="h×w×c → height×width×c",
    shape=_resized,
    compiles=_has_code_in_xla,
    weights=no_weights,
    cost=no_cost,
    summary="{height}×{width}",
)

CENTER_CROP = Layer(
    key="center_crop",
    title=Name("CenterCrop"),
    help=N_("Cuts out the middle of images; smaller images are enlarged first."),
    params=(_HEIGHT, _WIDTH),
    concepts=("shape",),
    keras="CenterCrop",
    category=Category.PREPROCESSING,
    formula="h×w×c → height×width×c",
    shape=_sized(Name("CenterCrop")),
    weights=no_weights,
    cost=no_cost,
    summary="{height}×{width}",
)
