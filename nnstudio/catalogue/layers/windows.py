"""A window that slides over one, two or three axes: its parameters, how often it fits, what lies under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Final, cast

from nnstudio.catalogue.entries import PatchRule, ShapeError
from nnstudio.catalogue.layers.params import LARGEST_KERNEL
from nnstudio.catalogue.params import Choice, Int, Option, Sizes
from nnstudio.catalogue.shapes import shape_text
from nnstudio.catalogue.values import Params, Shape
from nnstudio.i18n import N_, _

MOST_SLICES: Final = 49  # of a window that XLA runs slice by slice; each is compiled on its own
_LARGEST_KERNEL: Final[Mapping[int, int]] = {1: LARGEST_KERNEL, 2: LARGEST_KERNEL, 3: 32}

_VALID = Option("valid", N_("valid"), N_("Stay inside; the output is smaller."))
_SAME = Option("same", N_("same"), N_("Add zeros all around; with stride 1 the size stays."))
_CAUSAL = Option("causal", N_("causal"), N_("Add zeros in front, so that no step sees a later one."))


def padding(*more: Option) -> Choice:
    return Choice(
        name="padding",
        title=N_("Padding"),
        help=N_("What happens at the edges."),
        default="valid",
        options=(_VALID, _SAME, *more),
    )


PADDING = padding()
CAUSAL_PADDING = padding(_CAUSAL)

_KERNEL_HELP: Final[Mapping[int, str]] = {
    1: N_("How many steps a filter sees at a time."),
    2: N_("Height and width of a filter."),
    3: N_("Depth, height and width of a filter."),
}
_STRIDES_HELP: Final[Mapping[int, str]] = {
    1: N_("How many steps a filter moves at a time."),
    2: N_("How far a filter moves at a time, down and across."),
    3: N_("How far a filter moves at a time, in depth, down and across."),
}
_POOL_HELP: Final[Mapping[int, str]] = {
    1: N_("How many steps the window covers."),
    2: N_("Height and width of the window."),
    3: N_("Depth, height and width of the window."),
}
_POOL_STRIDES_HELP: Final[Mapping[int, str]] = {
    1: N_("How many steps the window moves at a time."),
    2: N_("How far the window moves at a time, down and across."),
    3: N_("How far the window moves at a time, in depth, down and across."),
}


def sizes(
    name: str,
    title: str,
    default: tuple[int, ...] | None,
    help: str,
    none: str = "",
    advanced: bool = False,
    max: int = 1_024,
    axes: int = 2,
) -> Sizes:
    """A size along each axis: a height and a width where there are two."""
    return Sizes(
        name=name,
        title=title,
        help=help,
        default=default,
        count=axes,
        min=1,
        max=max,
        none=none,
        advanced=advanced,
    )


def kernel_size(axes: int) -> Sizes:
    largest = _LARGEST_KERNEL[axes]
    return sizes("kernel_size", N_("Kernel size"), (3,) * axes, _KERNEL_HELP[axes], max=largest, axes=axes)


def strides(axes: int) -> Sizes:
    return sizes("strides", N_("Strides"), (1,) * axes, _STRIDES_HELP[axes], axes=axes)


def pool_size(axes: int) -> Sizes:
    return sizes("pool_size", N_("Pool size"), (2,) * axes, _POOL_HELP[axes], axes=axes)


def pool_strides(axes: int) -> Sizes:
    help = _POOL_STRIDES_HELP[axes]
    return sizes("strides", N_("Strides"), None, help, none=N_("as pool size"), axes=axes)


def dilation_rate(axes: int) -> Sizes:
    return sizes(
        "dilation_rate",
        N_("Dilation"),
        (1,) * axes,
        N_("How far apart the numbers are that a filter sees, so that it spans more; 1 for neighbours."),
        advanced=True,
        max=64,
        axes=axes,
    )


GROUPS = Int(
    name="groups",
    title=N_("Groups"),
    help=N_("Parts that the channels are divided into; each filter sees only the channels of one part."),
    default=1,
    min=1,
    max=1_024,
    advanced=True,
)


def spread(window: Shape, dilation: Shape) -> Shape:
    """What a window spans whose numbers stand apart."""
    return tuple((wide - 1) * step + 1 for wide, step in zip(window, dilation, strict=True))


def slid(size: Shape, window: Shape, strides: Shape, padding: str) -> Shape | None:
    """How often a window fits into a size, along each axis; None where it does not fit at all.

    https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2
    """
    if padding != "valid":
        return tuple(-(-length // step) for length, step in zip(size, strides, strict=True))
    if any(wide > length for wide, length in zip(window, size, strict=True)):
        return None
    return tuple(
        (length - wide) // step + 1 for length, wide, step in zip(size, window, strides, strict=True)
    )


def places(size: Shape, params: Params) -> Shape:
    """Where a filter stands; params: of a convolution. Raises ShapeError where it stands nowhere."""
    kernel, dilation = cast(Shape, params["kernel_size"]), cast(Shape, params["dilation_rate"])
    found = slid(size, spread(kernel, dilation), cast(Shape, params["strides"]), str(params["padding"]))
    if found is None:
        raise ShapeError(_kernel_too_large(kernel, dilation, size), "kernel_size")
    return found


def refuse_strides_with_dilation(params: Params) -> None:
    """Keras has no convolution with both."""
    if max(cast(Shape, params["strides"])) > 1 and max(cast(Shape, params["dilation_rate"])) > 1:
        raise ShapeError(
            _("A filter cannot have strides and dilation at once. Set the strides or the dilation to 1."),
            "dilation_rate",
        )


def _kernel_too_large(kernel: Shape, dilation: Shape, size: Shape) -> str:
    if max(dilation) > 1:
        return _(
            "A {kernel} kernel with dilation {dilation} spans {spread}, which does not fit into {size}."
            " Choose a smaller kernel or dilation, or padding “same”."
        ).format(
            kernel=shape_text(kernel),
            dilation=shape_text(dilation),
            spread=shape_text(spread(kernel, dilation)),
            size=shape_text(size),
        )
    return too_large(_KERNELS, kernel, size)


_KERNELS: Final[Mapping[int, Callable[[], str]]] = {
    1: lambda: _(
        "A kernel of {window} steps does not fit into a sequence of {size}."
        " Choose a kernel of at most {size}, or padding “same”."
    ),
    2: lambda: _(
        "A {window} kernel does not fit into a {size} image."
        " Choose a kernel of at most {size}, or padding “same”."
    ),
    3: lambda: _(
        "A {window} kernel does not fit into a {size} volume."
        " Choose a kernel of at most {size}, or padding “same”."
    ),
}
POOLS: Final[Mapping[int, Callable[[], str]]] = {
    1: lambda: _(
        "A window of {window} steps does not fit into a sequence of {size}."
        " Choose a pool size of at most {size}, or padding “same”."
    ),
    2: lambda: _(
        "A {window} window does not fit into a {size} image."
        " Choose a pool size of at most {size}, or padding “same”."
    ),
    3: lambda: _(
        "A {window} window does not fit into a {size} volume."
        " Choose a pool size of at most {size}, or padding “same”."
    ),
}


def too_large(sentences: Mapping[int, Callable[[], str]], window: Shape, size: Shape) -> str:
    """sentences: by the number of axes."""
    return sentences[len(size)]().format(window=shape_text(window), size=shape_text(size))


def without_xla(inputs: Sequence[Shape], params: Params) -> int | None:
    """Of a layer at which XLA is slow on a processor, whichever way it is computed.

    Measured against TensorFlow's graph, in steps a second with gradients: Conv3D a quarter, DepthwiseConv2D
    and Conv3DTranspose a twelfth, SeparableConv2D and the largest under a part of an image half.
    """
    return None


def patches_under(window: str) -> PatchRule:
    """What a layer copies that XLA runs slice by slice; window: the parameter that says how large it is."""

    def rule(inputs: Sequence[Shape], params: Params) -> int | None:
        wide = cast(Shape, params[window])
        if prod(wide) > MOST_SLICES:
            return None
        steps = cast("Shape | None", params["strides"]) or wide
        apart = cast(Shape, params.get("dilation_rate", (1,) * len(wide)))
        found = slid(inputs[0][:-1], spread(wide, apart), steps, str(params["padding"])) or ()
        return prod(wide) * prod(found) * inputs[0][-1]

    return rule
