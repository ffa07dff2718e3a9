"""Layers that prepare numbers: nothing is learnt, and nothing is random."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import cast

from nnstudio.catalogue.entries import Category, Layer, ShapeError, ShapeRule, Takes, never
from nnstudio.catalogue.layers.augmentation import VALUES
from nnstudio.catalogue.layers.core import no_cost, no_weights, unchanged
from nnstudio.catalogue.masks import passes
from nnstudio.catalogue.params import Bool, Choice, Float, Int, Numbers, Option, Param
from nnstudio.catalogue.shapes import image, only, shape_words
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, _

_FAR = 1e6


def _side(name: str, title: str) -> Int:
    return Int(
        name=name,
        title=title,
        help=N_("Of the images that come out."),
        default=28,
        min=1,
        max=1_024,
        unit=N_("pixels"),
    )


_HEIGHT, _WIDTH = _side("height", N_("Height")), _side("width", N_("Width"))
_FORMS = {
    "int": Option("int", N_("number"), N_("The number itself.")),
    "one_hot": Option("one_hot", N_("one-hot"), N_("A 1 at the place of the number, zeros elsewhere.")),
    "multi_hot": Option("multi_hot", N_("which are there"), N_("A 1 for every number that occurs.")),
    "count": Option("count", N_("how many"), N_("How often every number occurs.")),
}


def _output_mode(default: str, *keys: str) -> Choice:
    return Choice(
        name="output_mode",
        title=N_("Gives"),
        help=N_("How the numbers are written."),
        default=default,
        options=tuple(_FORMS[key] for key in keys),
    )


def _per_number(inputs: Sequence[Shape], params: Params) -> int:
    return prod(inputs[0])


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
    return _sized(N_("Resizing"))(inputs, params)


def _has_code_in_xla(params: Params) -> bool:
    return params["interpolation"] != "bicubic" and not params["antialias"]


def _encoded(width: int, shape: Shape, mode: object) -> Shape:
    """Numbers of one example as ones and zeros, ``width`` wide."""
    if mode == "int":
        return shape
    if mode == "one_hot":
        return (*(shape[:-1] if shape[-1] == 1 else shape), width)
    return (*shape[:-1], width)


def _categories(inputs: Sequence[Shape], params: Params) -> Shape:
    """Of one row of numbers: of more, Keras states another shape than what comes out."""
    if len(only(inputs)) != 1:
        raise ShapeError(
            _("CategoryEncoding needs a vector of numbers, but receives {what}. Remove it.").format(
                what=shape_words(only(inputs))
            )
        )
    return _encoded(cast(int, params["num_tokens"]), only(inputs), params["output_mode"])


def _bins(params: Params) -> int:
    return len(cast(tuple[float, ...], params["bin_boundaries"])) + 1


def _binned(inputs: Sequence[Shape], params: Params) -> Shape:
    return _encoded(_bins(params), only(inputs), params["output_mode"])


RESCALING = Layer(
    key="rescaling",
    title=N_("Rescaling"),
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
    cost=_per_number,
    summary="{scale} · {offset}",
    masks=passes,
)

NORMALIZATION = Layer(
    key="normalization",
    title=N_("Normalization"),
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
    cost=_per_number,
    summary="{mean} · {variance}",
    masks=passes,
)

RESIZING = Layer(
    key="resizing",
    title=N_("Resizing"),
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
    title=N_("CenterCrop"),
    help=N_("Cuts out the middle of images; smaller images are enlarged first."),
    params=(_HEIGHT, _WIDTH),
    concepts=("shape",),
    keras="CenterCrop",
    category=Category.PREPROCESSING,
    formula="h×w×c → height×width×c",
    shape=_sized(N_("CenterCrop")),
    weights=no_weights,
    cost=no_cost,
    summary="{height}×{width}",
)

CATEGORY_ENCODING = Layer(
    key="category_encoding",
    title=N_("CategoryEncoding"),
    help=N_("Writes whole numbers that stand for something as zeros and ones, without learning anything."),
    params=(
        Int(
            name="num_tokens",
            title=N_("Vocabulary"),
            help=N_("How many different numbers there are, 0 included."),
            default=1_000,
            min=1,
            max=65_536,
        ),
        _output_mode("multi_hot", "multi_hot", "one_hot", "count"),
    ),
    concepts=("one_hot",),
    keras="CategoryEncoding",
    category=Category.PREPROCESSING,
    formula="y_i = 1 where i = x, otherwise 0",
    shape=_categories,
    weights=no_weights,
    cost=no_cost,
    summary="{num_tokens} · {output_mode}",
    takes=Takes.WHOLE,
    knows="num_tokens",
    compiles=never,  # it counts with an operation whose result has no size that XLA knows
)

DISCRETIZATION = Layer(
    key="discretization",
    title=N_("Discretization"),
    help=N_("Sorts numbers into bins and gives the number of the bin, for Embedding or as zeros and ones."),
    params=(
        Numbers(
            name="bin_boundaries",
            title=N_("Boundaries"),
            help=N_("Where one bin ends and the next begins: three boundaries make four bins."),
            default=(-1.0, 0.0, 1.0),
            rising=True,
        ),
        _output_mode("int", "int", "one_hot"),
    ),
    concepts=("one_hot",),
    keras="Discretization",
    category=Category.PREPROCESSING,
    formula="y = how many boundaries are not above x",
    shape=_binned,
    weights=no_weights,
    cost=_per_number,
    summary="{bin_boundaries}",
    gives=lambda params: _bins(params) * (params["output_mode"] == "int"),
)


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
        cost=_per_number,
        fixed=VALUES,
    )


AUTO_CONTRAST = _levels(
    "auto_contrast",
    N_("AutoContrast"),
    N_("Stretches the brightness of every image from black, 0, to white, 1."),
    "y = (x − min) / (max − min)",
)
EQUALIZATION = _levels(
    "equalization",
    N_("Equalization"),
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

PREPROCESSING_LAYERS = (
    RESCALING,
    NORMALIZATION,
    RESIZING,
    CENTER_CROP,
    CATEGORY_ENCODING,
    DISCRETIZATION,
    AUTO_CONTRAST,
    EQUALIZATION,
)
