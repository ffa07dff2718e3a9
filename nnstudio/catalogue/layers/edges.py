"""Layers that cut edges off, add them, or repeat what there is. Channels come last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, cast

from nnstudio.catalogue.entries import Category, Layer, ShapeError, ShapeRule, Takes
from nnstudio.catalogue.layers.core import no_cost, no_weights
from nnstudio.catalogue.layers.windows import sizes, without_xla
from nnstudio.catalogue.params import Choice, Int, Option, Param, Sizes
from nnstudio.catalogue.shapes import shape_text, spatial
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, Name, _

_CROPPING_HELP: Final[Mapping[int, str]] = {
    1: N_("Steps cut off at the beginning and at the end."),
    2: N_("Rows cut off at the top and at the bottom, columns at the left and at the right."),
    3: N_("What is cut off in front and behind, at the top and at the bottom, at the left and at the right."),
}
_PADDING_HELP: Final[Mapping[int, str]] = {
    1: N_("Steps of zeros added at the beginning and at the end."),
    2: N_("Rows of zeros added at the top and at the bottom, columns at the left and at the right."),
    3: N_("Zeros added in front and behind, at the top and at the bottom, at the left and at the right."),
}
_SIZE_HELP: Final[Mapping[int, str]] = {
    1: N_("How many times each step is repeated."),
    2: N_("How many times each row and each column is repeated."),
    3: N_("How many times each slice, row and column is repeated."),
}
_INTERPOLATION = Choice(
    name="interpolation",
    title=N_("Interpolation"),
    help=N_("What the new pixels are."),
    default="nearest",
    options=(
        Option("nearest", N_("nearest"), N_("The same as the nearest old pixel.")),
        Option("bilinear", N_("bilinear"), N_("Between the four nearest old pixels.")),
        Option("bicubic", N_("bicubic"), N_("On a smooth curve through sixteen old pixels.")),
        Option("lanczos3", N_("Lanczos 3"), N_("Sharp, from the three nearest old pixels on each side.")),
        Option("lanczos5", N_("Lanczos 5"), N_("Sharper, from the five nearest old pixels on each side.")),
    ),
)


def _edges(name: str, title: str, axes: int, help: str, default: int) -> Sizes:
    return Sizes(
        name=name,
        title=title,
        help=help,
        default=(default,) * (2 * axes),
        count=2 * axes,
        min=0,
        max=1_024,
        pairs=True,
    )


def _pairs(value: object) -> list[tuple[int, int]]:
    """Before and after, along each axis."""
    flat = cast(Shape, value)
    return list(zip(flat[::2], flat[1::2], strict=True))


def _cropped(title: str, axes: int) -> ShapeRule:
    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        size, channels = spatial(inputs, _(title), axes)
        pairs = _pairs(params["cropping"])
        left = tuple(length - sum(pair) for length, pair in zip(size, pairs, strict=True))
        if min(left) < 1:
            raise ShapeError(
                _("Nothing is left of {size} when so much is cut off. Cut off less.").format(
                    size=shape_text(size)
                ),
                "cropping",
            )
        return (*left, channels)

    return rule


def _padded(title: str, axes: int) -> ShapeRule:
    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        size, channels = spatial(inputs, _(title), axes)
        pairs = _pairs(params["padding"])
        return (*(length + sum(pair) for length, pair in zip(size, pairs, strict=True)), channels)

    return rule


def _repeated(title: str, axes: int) -> ShapeRule:
    def rule(inputs: Sequence[Shape], params: Params) -> Shape:
        size, channels = spatial(inputs, _(title), axes)
        times = params["size"]
        factors = (times,) if isinstance(times, int) else cast(Shape, times)
        return (*(length * factor for length, factor in zip(size, factors, strict=True)), channels)

    return rule


def _patches(inputs: Sequence[Shape], params: Params) -> int | None:
    """XLA is quick at repeating, slow at what lies between, and cannot do some of it."""
    return 0 if params.get("interpolation", "nearest") == "nearest" else without_xla(inputs, params)


def _layer(
    title: str,
    help: str,
    formula: str,
    concept: str,
    shape: ShapeRule,
    *params: Param,
    takes: Takes = Takes.BOTH,
) -> Layer:
    key = title.lower().replace("zeropadding", "zero_padding").replace("upsampling", "up_sampling")
    return Layer(
        key=key,
        title=title,
        help=help,
        params=params,
        concepts=(concept,),
        keras=title,
        category=Category.RESHAPING,
        formula=formula,
        shape=shape,
        weights=no_weights,
        cost=no_cost,
        patches=_patches,
        summary=f"{{{params[0].name}}}",
        takes=takes,
    )


def _cropping(title: str, axes: int, help: str) -> Layer:
    default = 0 if axes == 2 else 1  # Keras' own
    param = _edges("cropping", N_("Cut off"), axes, _CROPPING_HELP[axes], default)
    return _layer(title, help, "y = x without its edges", "shape", _cropped(title, axes), param)


def _padding(title: str, axes: int, help: str) -> Layer:
    param = _edges("padding", N_("Zeros"), axes, _PADDING_HELP[axes], 1)
    return _layer(
        title, help, "y = x with zeros around it", "stride_and_padding", _padded(title, axes), param
    )


def _upsampling(title: str, axes: int, help: str, *more: Param) -> Layer:
    name, heading, about = "size", N_("Times"), _SIZE_HELP[axes]
    param: Param = sizes(name, heading, (2,) * axes, about, max=64, axes=axes)
    if axes == 1:
        param = Int(name=name, title=heading, help=about, default=2, min=1, max=64)
    return _layer(
        title,
        help,
        "y[s·i + a] = x[i]",
        "upsampling",
        _repeated(title, axes),
        param,
        *more,
        takes=Takes.NUMBERS,
    )


EDGES = (
    _cropping(Name("Cropping1D"), 1, N_("Cuts steps off at the beginning and at the end of a sequence.")),
    _cropping(
        Name("Cropping2D"), 2, N_("Cuts the edges off an image, such as to join it with a smaller one.")
    ),
    _cropping(Name("Cropping3D"), 3, N_("Cuts the edges off a volume.")),
    _padding(Name("ZeroPadding1D"), 1, N_("Adds steps of zeros before and after a sequence.")),
    _padding(Name("ZeroPadding2D"), 2, N_("Adds a frame of zeros around an image.")),
    _padding(Name("ZeroPadding3D"), 3, N_("Adds zeros around a volume.")),
    _upsampling(Name("UpSampling1D"), 1, N_("Makes a sequence longer: every step stands several times.")),
    _upsampling(
        Name("UpSampling2D"),
        2,
        N_("Makes an image larger without learning, as in a decoder."),
        _INTERPOLATION,
    ),
    _upsampling(Name("UpSampling3D"), 3, N_("Makes a volume larger: every point stands several times.")),
)
